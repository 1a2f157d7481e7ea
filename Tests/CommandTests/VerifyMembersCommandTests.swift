import Foundation
import Testing

// Issue 7, point 1: anybody checks each member's token against the issuer's key that entry 0 names.
struct VerifyMembersCommandTests {
    @Test func `the tokens of the example in the documents are verified`() throws {
        let run = try BuiltProgram(["verify", Self.example.path, "--json"])
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.output.contains(#""count":2,"#))
        #expect(run.output.contains(#""tokens":3}"#) && run.output.contains(#""issued":3,"#))
        let text = try BuiltProgram(["verify", Self.example.path]).output
        #expect(text.contains("\ntokens      3, each signed by the issuer that entry 0 names\n"))
        #expect(text.contains("\nissued      2 signatures of 3 tokens issued\n"), "\(text)")
        #expect(!text.contains("not checked here"))
    }

    @Test func `without the document nobody says who must have signed them, and so does the report`() throws {
        let key =
            "petitions.example.org/petitions/open-letter/log+11f34d1d+Af0XJDhaoMdbZPt4zWAvodmR/ev3axPFjtcC6sg16fYY"
        let folder = try Self.copy()
        defer { try? FileManager.default.removeItem(at: folder) }  // a folder left behind harms no other test
        try FileManager.default.removeItem(at: folder.appendingPathComponent("document.json"))
        let run = try BuiltProgram(["verify", folder.path, "--key", key])
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.output.contains("that each member's token was signed by the issuer (not checked here)"))
        #expect(!run.output.contains("\ntokens "))
    }

    @Test func `a document that is not the one of entry 0 ends with 3`() throws {
        let folder = try Self.copy()
        defer { try? FileManager.default.removeItem(at: folder) }  // a folder left behind harms no other test
        let document = folder.appendingPathComponent("document.json")
        let text = try String(contentsOf: document, encoding: .utf8)
        try text.replacing("members.example.org", with: "members.example.com")
            .write(to: document, atomically: true, encoding: .utf8)
        let run = try BuiltProgram(["verify", folder.path])
        #expect(run.status == 3)
        #expect(run.errors.contains("document.json: has the hash "), "\(run.errors)")
        try text.replacing("members.example.org", with: "é.example.org")
            .write(to: document, atomically: true, encoding: .utf8)
        #expect(try BuiltProgram(["verify", folder.path]).errors.contains("a name that is not ASCII"))
    }

    private static let example = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("docs/formats/member-token-example")

    private static func copy() throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("members-\(UUID().uuidString)")
        try FileManager.default.copyItem(at: example, to: folder)
        return folder
    }
}
