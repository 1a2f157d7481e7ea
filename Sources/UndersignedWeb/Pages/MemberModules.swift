/// The ES modules that make and use member tokens in a browser (docs/formats/member-tokens-file.md).
///
/// One folder under one address, as for `VerifyModules`: whoever pins that address pins each byte that runs.
package enum MemberModules {
    /// What is served, by file name.
    package static let files: [String: [UInt8]] = [
        "member-page.js": PackageResources.member_page_js,
        "member.js": PackageResources.member_js,
        "blindrsa.js": PackageResources.blindrsa_js,
        "tlog.js": PackageResources.tlog_js,
    ]

    /// `/assets/member-<hash>`.
    package static let folder = AssetHash.folder("member", of: files)

    /// The module that a page names; it drives the page's forms by `member.js`, which stands for itself.
    package static let path = "\(folder)/member-page.js"
}
