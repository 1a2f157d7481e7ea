/// The ES modules of the page that counts again, under one address that changes with the bytes of any of them.
///
/// They stand in one folder, so that they name each other by their plain names: `verify.js` starts `log.js` as a
/// worker, and that imports `tlog.js`. They are served byte for byte as they stand in the source, comments
/// included, so that whoever reads or compares them reads what runs.
package enum VerifyModules {
    /// What is served, by file name.
    package static let files: [String: [UInt8]] = [
        "verify.js": PackageResources.verify_js,
        "log.js": PackageResources.log_js,
        "tlog.js": PackageResources.tlog_js,
    ]

    /// `/assets/verify-<hash>`.
    package static let folder = AssetHash.folder("verify", of: files)

    /// The module that the page names.
    package static let path = "\(folder)/verify.js"
}
