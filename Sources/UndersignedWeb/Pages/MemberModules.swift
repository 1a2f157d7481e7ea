import Crypto
import TransparencyLog
import UndersignedApp

/// The ES modules that make and use member tokens in a browser (docs/formats/member-tokens-file.md).
///
/// One folder under one address, as for `VerifyModules`: whoever pins that address pins each byte that runs. Pages pin each
/// file by its SHA-256, and so does an entry of the letter's log (`MemberClientNotes`).
package enum MemberModules {
    /// What is served, by file name.
    package static let files: [String: [UInt8]] = [
        "member-page.js": PackageResources.member_page_js,
        "member.js": PackageResources.member_js,
        "blindrsa.js": PackageResources.blindrsa_js,
        "tlog.js": PackageResources.tlog_js,
    ]

    private static let digests = files.mapValues { bytes in
        guard let hash = MerkleHash(Array(SHA256.hash(data: bytes))) else {
            preconditionFailure("SHA-256 has 32 bytes")
        }
        return hash
    }

    /// SHA-256 in hex of each file, by name: what the log says of them.
    package static let hashes = digests.mapValues(\.hex)

    /// `/assets/member-<hash>`.
    package static let folder = AssetHash.folder("member", of: files)

    /// The module that a page names; it drives the page's forms by `member.js`, which stands for itself.
    private static let first = "member-page.js"

    package static let path = "\(folder)/\(first)"

    /// The policy of the pages that run it.
    ///
    /// - Parameter issuer: The address of another issuer, which the page for tokens asks; nil for none.
    /// - Returns: The Content-Security-Policy.
    package static func policy(connects issuer: String?) -> String {
        FailureMiddleware.policy(connects: issuer.flatMap { IssuerOrigin($0)?.text })
    }

    /// What pages name, the module that they run last.
    fileprivate static let named: [MemberModuleView] = (files.keys.filter { $0 != first }.sorted() + [first]).map {
        name in
        MemberModuleView(
            path: "\(folder)/\(name)",
            integrity: digests[name].map { "sha256-\($0.base64)" } ?? "",
            isFirst: name == first
        )
    }
}

/// A file of the program as a page names it.
struct MemberModuleView: Sendable {
    let path: String
    /// As in Subresource Integrity, 3.1: a browser runs no other bytes.
    let integrity: String
    /// The one that the page runs; the others are what it imports.
    let isFirst: Bool
}

/// The program that a page runs, and what the letter's log says of it.
struct MemberClientView: Sendable {
    let modules = MemberModules.named
    /// Whether the log names this program, and in which entry.
    let words: String
    /// Nil while the log names another program, or none.
    let named: Named?

    /// For a program to read: the entry's index, and the SHA-256 of its document in hex.
    struct Named: Sendable {
        let index: String
        let hash: String
    }

    init(_ client: MemberClientNotes.Named?, _ words: Words) {
        guard let client, client.files == MemberModules.hashes, let hash = MerkleHash(client.hash) else {
            (self.words, named) = (words.text("member.client.waits"), nil)
            return
        }
        self.words = words.text("member.client", ["index": words.number(Int(clamping: client.index))])
        named = Named(index: "\(client.index)", hash: hash.hex)
    }
}
