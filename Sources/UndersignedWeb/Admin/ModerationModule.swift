/// The keys of the moderators' queue, an ES module under an address that changes with its bytes.
package enum ModerationModule {
    package static let bytes = PackageResources.moderation_js

    package static let folder = "/assets/moderation-\(AssetHash.text(bytes))"

    /// The module that the page names.
    package static let path = "\(folder)/moderation.js"
}
