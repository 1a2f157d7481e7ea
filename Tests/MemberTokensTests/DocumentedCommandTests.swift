import Crypto
import Foundation
import MemberTokens
import Testing

/// The commands of docs/formats/member-tokens.md, run as they stand there.
@Suite(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/openssl"), "there is no /usr/bin/openssl"))
struct DocumentedCommandTests {
    // Issue 7, point 1: tokens verify with plain openssl.
    // A name that begins with a digit: it stands behind a number that the shell reads in octal.
    @Test(arguments: ["members.example.org", "127.0.0.1"])
    func `openssl verifies a token of ours, and no other bytes`(_ name: String) throws {
        let key = try IssuerPrivateKey()
        let issuer = #"{"key":"\#(key.publicKey.base64)","name":"\#(name)"}"#
        let document = Array(#"{"members":{"issuer":\#(issuer)},"slug":"open-letter"}"#.utf8)
        let entry = "undersigned/v1 petition " + Data(SHA256.hash(data: document)).base64EncodedString()
        let challenge = try #require(TokenChallenge(issuerName: name, entryZero: Array(entry.utf8)))
        let pending = PendingToken(challenge: challenge, issuerKey: key.publicKey, randomBytes: Chance.bytes)
        let token = try pending.token(from: key.response(to: pending.request))
        let folder = try PetitionFolder(document: document, entry: entry)
        defer { folder.remove() }
        let commands = try documentedCommands()
        #expect(try folder.run(commands, token: token.bytes) == 0)
        for byte in [0, 1, 2, 33, 34, 65, 66, 97, 98, 353] {
            #expect(try folder.run(commands, token: token.bytes.flipping(bit: 8 * byte + 7)) != 0, "byte \(byte)")
        }
        #expect(try folder.run(commands, token: token.bytes) == 0)
    }

    private func documentedCommands() throws -> String {
        let page = TestVectors.root.appendingPathComponent("docs/formats/member-tokens.md")
        let text = try String(contentsOf: page, encoding: .utf8)
        let block = text.split(separator: "```sh\n", maxSplits: 1).last?.split(separator: "```", maxSplits: 1).first
        return String(try #require(block))
    }
}

/// A folder with what the commands read of a petition.
private struct PetitionFolder {
    private let folder: URL
    private let entry: String

    init(document: [UInt8], entry: String) throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("member-\(UUID().uuidString)")
        self.entry = entry
        try FileManager.default.createDirectory(
            at: bundle.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        try Data(document).write(to: folder.appendingPathComponent("document.json"))
    }

    private var bundle: URL { folder.appendingPathComponent("log/tile/entries/000.p/8") }

    /// Runs commands over a log of entry 0 and one member.
    func run(_ commands: String, token: [UInt8]) throws -> Int32 {
        let entries = [entry, "member " + Data(token).base64EncodedString()].map { Array($0.utf8) }
        try Data(entries.flatMap { [UInt8($0.count >> 8), UInt8($0.count & 255)] + $0 }).write(to: bundle)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/bash")
        process.arguments = ["-c", commands]
        process.currentDirectoryURL = folder
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus
    }

    func remove() {
        try? FileManager.default.removeItem(at: folder)  // a folder left behind harms no other test
    }
}
