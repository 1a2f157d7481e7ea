import Foundation
import Testing

/// A campaign file says who may sign an open letter as a member (issue 7).
@Suite struct CampaignMembersTests {
    private static func yaml(_ members: String) -> String {
        """
        slug: works
        title: Works
        summary: One letter.
        sponsor: {id: union, name: The union}
        targets:
          - {id: board, name: The board, state: no-answer}
        petitions:
          - {slug: dear-board, title: Dear board, letter: letter.md, to: [board], from: Us, state: open, \(members)}
        """
    }

    private static func imported(_ members: String) throws -> (result: BuiltProgram, folder: URL) {
        let folder = FileManager.default.temporaryDirectory.appending(path: "cm-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data(yaml(members).utf8).write(to: folder.appending(path: "campaign.yaml"))
        try Data("Please drop it.".utf8).write(to: folder.appending(path: "letter.md"))
        return (try BuiltProgram(["campaign", "import", "--data", "d", "."], in: folder), folder)
    }

    @Test func `a letter for members is opened from a file, with an issuer key of its own`() throws {
        let (result, folder) = try Self.imported("signatories: members, members: {domains: [works.example], crowd: 30}")
        #expect(result.status == 0, "\(result.errors)")
        #expect(FileManager.default.fileExists(atPath: folder.appending(path: "d/keys/dear-board/issuer").path))
    }

    @Test func `a domain is taken as it is written, and stands in the document as mail servers know it`() throws {
        let (result, folder) = try Self.imported(
            "signatories: members, publication: daily, members: {domains: [bücher.example, Works.Example]}"
        )
        #expect(result.status == 0, "\(result.errors)")
        let kept = Data(#""domains":["xn--bcher-kva.example","works.example"]"#.utf8)
        let files = try FileManager.default.contentsOfDirectory(
            at: folder.appending(path: "d"),
            includingPropertiesForKeys: nil
        )
        let contents = try files.filter { !$0.hasDirectoryPath }.map { try Data(contentsOf: $0) }
        #expect(contents.contains { $0.range(of: kept) != nil })
    }

    @Test(arguments: [
        ("signatories: members", "belong together"),
        ("members: {domains: [works.example]}", "belong together"),
        ("signatories: members, members: {domains: []}", "name the mail domains"),
        ("signatories: members, members: {domains: [gmail.com]}", "‘gmail.com’ is no mail domain"),
        (
            "signatories: members, members: {domains: [works.example]}, publication: at-once",
            "what members sign is published daily"
        ),
        (
            "signatories: members, members: {domains: [works.example], crowd: 1}",
            "crowd: write a number from 2 to 1000000000, not 1"
        ),
        ("signatories: members, members: {domains: [works.example], croud: 9}", "‘croud’ is not a name here"),
        (
            "signatories: members, members: {domains: [works.example], issuer: {name: u, key: '!', url: 'https://u.example'}}",
            "is not base64"
        ),
        (
            "signatories: members, members: {domains: [works.example], issuer: {name: u, key: AA==, url: 'ftp://u'}}",
            "is no address"
        ),
        (
            "signatories: members, members: {domains: [works.example]}, asks: [{field: place, purpose: For a map.}]",
            "take out ‘place’"
        ),
    ])
    func `rules for members that do not hold are named`(_ members: String, _ words: String) throws {
        let (result, _) = try Self.imported(members)
        #expect(result.status == 2 && result.errors.contains(words), "\(result.errors)")
    }
}
