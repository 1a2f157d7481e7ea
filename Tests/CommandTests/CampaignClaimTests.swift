import Foundation
import Testing

/// Claims in `campaign.yaml`, through the program itself.
@Suite struct CampaignClaimTests {
    private static let campaign = """
        slug: libraries
        title: Libraries for everybody
        summary: Three towns ask that their libraries stay open.
        sponsor: {id: readers, name: "Readers' Union"}
        targets:
          - {id: council, name: The town council, state: no-answer}
        demands: [Keep it open]
        sources:
          - {title: Minutes, publisher: The council, date: 2018-06-20}
        claims:
          - {id: first, sentence: The council pays., CLAIM}
        petitions:
          - {slug: keep-it, title: Keep it open, letter: letter.md, to: [council], from: Your name, state: open}
        """

    /// Writes the campaign's files.
    private static func folder(_ claim: String) throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appending(path: "claims-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let text = campaign.replacing("CLAIM", with: claim)
        try Data(text.utf8).write(to: folder.appending(path: "campaign.yaml"))
        try Data("Please keep it.".utf8).write(to: folder.appending(path: "letter.md"))
        return folder
    }

    private static func imported(_ folder: URL) throws -> BuiltProgram {
        try BuiltProgram(["campaign", "import", "--data", "d", "."], in: folder)
    }

    @Test func `a claim of a file is published once, and importing again leaves it as it is`() throws {
        let hash = String(repeating: "ab", count: 32)
        let folder = try Self.folder(
            """
            amount: "1344000.00", currency: USD, kind: obligated, as_of: 2018-05-04, targets: [council],
                demands: [1], petitions: [keep-it], sources: [{source: 1, sha256: \(hash), licence: CC0}]
            """
        )
        let first = try Self.imported(folder)
        #expect(first.status == 0 && first.output.contains("claim first: published"), "\(first.errors)")
        let again = try Self.imported(folder)
        #expect(again.status == 0 && again.output.contains("claim first: there already, text unchanged"))
    }

    @Test(arguments: [
        ("sources: []", "saved as a draft: it names no source"),
        ("sources: [{award: CONT_AWD_1}]", "saved as a draft: the record CONT_AWD_1 is in no published file"),
        ("sources: [1], state: draft", "saved as a draft"),
        (
            "sources: [1], as_of: 2999-01-01",
            "saved as a draft: the day of its data, ‘as_of’, or of a document is still to come"
        ),
        (
            "sources: [{award: 'https://evil.example/evidence/awards/1'}]",
            "saved as a draft: https://evil.example/evidence/awards/1 is no address of a record on this site"
        ),
    ])
    func `a claim that can't be published is kept as a draft, and the command says why`(
        _ claim: String,
        _ words: String
    ) throws {
        let result = try Self.imported(try Self.folder(claim))
        #expect(result.status == 0 && result.output.contains("claim first: \(words)"), "\(result.output)")
    }

    @Test func `a claim whose record comes later is published by importing again, unless its text was changed`() throws
    {
        let folder = try Self.folder("sources: [{award: A1, modification: P1}]")
        #expect(try Self.imported(folder).output.contains("claim first: saved as a draft: the record A1"))
        let table =
            "award_id_piid,modification_number,awarding_sub_agency_code,federal_action_obligation,action_date,"
            + "recipient_name\nA1,P1,7012,5,2018-05-04,ACME LLC\n"
        try Data(table.utf8).write(to: folder.appending(path: "records.csv"))
        #expect(try BuiltProgram(["evidence", "import", "--data", "d", "records.csv"], in: folder).status == 0)
        #expect(
            try Self.imported(folder).output.contains("claim first: saved as a draft: the record CONT_AWD_A1_7012_")
        )
        #expect(try BuiltProgram(["evidence", "publish", "1", "--data", "d"], in: folder).status == 0)
        #expect(try Self.imported(folder).output.contains("claim first: published"))
        #expect(try Self.imported(folder).output.contains("claim first: there already, text unchanged"))
    }

    @Test(arguments: [
        ("sources: [2]", "there is no source 2"), ("sources: [1], targets: [mayor]", "‘mayor’ is no target"),
        ("sources: [1], demands: [0]", "there is no demand 0"), ("sources: [{}]", "each of ‘sources’ is a number"),
        ("sources: [1, 1]", "‘sources’ names one of them twice"),
        ("sources: [{award: A}, {award: A}]", "‘sources’ names one of them twice"),
        ("sources: [1], petitions: [other]", "‘other’ is no petition"),
        ("sources: [1], amount: '5'", "write currency, kind"),
        ("sources: [{source: 1, sha256: abc}]", "‘sha256’ has 64 digits"),
        ("sources: [1], amuont: '5'", "‘amuont’ is not a name here"),
        ("sources: [1]}\n  - {id: first, sentence: Again., sources: [1]", "this id is there twice"),
    ])
    func `what a file has wrong about a claim is named, and nothing is imported`(
        _ claim: String,
        _ words: String
    )
        throws
    {
        let folder = try Self.folder(claim)
        let result = try Self.imported(folder)
        #expect(result.status == 2 && result.errors.contains(words), "\(result.errors)")
        #expect(!FileManager.default.fileExists(atPath: folder.appending(path: "d").path))
    }
}
