/// The ES module that shows a letter while it is written, under an address that changes with its bytes.
package enum PreviewModule {
    package static let bytes = PackageResources.preview_js

    package static let path = "/assets/preview-\(AssetHash.text(bytes)).js"
}
