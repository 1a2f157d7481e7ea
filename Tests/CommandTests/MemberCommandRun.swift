import Foundation
import MemberTokens

/// A member's folder and what is typed there.
struct MemberCommandRun {
    let folder: URL

    var token: URL { folder.appendingPathComponent("token.txt") }

    var request: URL { folder.appendingPathComponent("token.txt.request") }

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("member-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    func remove() {
        try? FileManager.default.removeItem(at: folder)  // a folder left behind harms no other test
    }

    /// Asks for a token; the code is what is typed.
    func ask(_ address: String, _ more: [String] = [], typing input: String = "12345678\n") throws -> BuiltProgram {
        try BuiltProgram(
            ["member", "request", address, "--mail", "ada+letter@example.org", "--out", "token.txt"] + more,
            in: folder,
            typing: input
        )
    }

    func sign(_ more: [String] = []) throws -> BuiltProgram {
        try BuiltProgram(["member", "sign", "token.txt"] + more, in: folder)
    }

    /// A token of a letter, as if it had been asked for.
    func keep(_ letter: MemberCommandLetter, at address: String) throws {
        let pending = Self.pending(letter)
        let token = try pending.token(from: letter.issuer.response(to: pending.request))
        let file = KeptToken(petition: address, log: MemberCommandLetter.origin, token: token)
        try Data(file.text.utf8).write(to: self.token)
    }

    /// A request of a letter, kept and perhaps sent.
    func keepRequest(_ letter: MemberCommandLetter, at address: String) throws -> KeptRequest {
        let kept = Self.pending(letter).kept(petition: address, log: MemberCommandLetter.origin)
        try Data(kept.text.utf8).write(to: request)
        return kept
    }

    private static func pending(_ letter: MemberCommandLetter) -> PendingToken {
        PendingToken(challenge: letter.challenge, issuerKey: letter.issuer.publicKey) { count in
            (0..<count).map { _ in UInt8.random(in: 0...255) }
        }
    }

    /// The token in a file.
    static func token(in file: URL) throws -> MemberToken? {
        guard case .token(let kept) = try KeptFile(Array(Data(contentsOf: file))) else { return nil }
        return kept.token
    }

    /// Whether a file is there, and nobody but its owner reads it.
    static func isPrivate(_ file: URL) -> Bool {
        let attributes = try? FileManager.default.attributesOfItem(atPath: file.path)  // none where there is no file
        return attributes?[.posixPermissions] as? Int == 0o600
    }

    func has(_ file: URL) -> Bool { FileManager.default.fileExists(atPath: file.path) }
}
