/// The ES modules of the page that counts again, under one address that changes with the bytes of any of them.
///
/// They stand in one folder, so that they name each other by their plain names: `verify.js` starts `log.js` as a
/// worker, and that imports `sha256.js`. They are served byte for byte as they stand in the source, comments
/// included, so that whoever reads or compares them reads what runs.
package enum VerifyModules {
    /// What is served, by file name.
    package static let files: [String: [UInt8]] = [
        "verify.js": PackageResources.verify_js,
        "log.js": PackageResources.log_js,
        "sha256.js": PackageResources.sha256_js,
    ]

    /// `/assets/verify-<hash>`: what is in it may be cached for ever.
    package static let folder = "/assets/verify-\(AssetHash.text(files.keys.sorted().flatMap { files[$0] ?? [] }))"

    /// The module that the page names.
    package static let path = "\(folder)/verify.js"
}
