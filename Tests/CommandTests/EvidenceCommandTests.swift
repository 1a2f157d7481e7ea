import Foundation
import Testing
import UndersignedTestSupport

/// `undersigned evidence import` as a person runs it (issue 8, point 1).
struct EvidenceCommandTests {
    private static let table = """
        Award ID,Recipient Name,Federal Action Obligation,Action Date,Modification,Generated Award ID
        1,ACME SYSTEMS LLC,1234567.5,2025-01-02,0,CONT_AWD_1_7012_V_4732
        1,ACME SYSTEMS LLC,-20.25,2025-02-03,P00001,CONT_AWD_1_7012_V_4732
        1,ACME SYSTEMS LLC,-20.25,2025-02-03,P00001,CONT_AWD_1_7012_V_4732
        2,ACME SYSTEMS LLC,much,2025-02-03,0,CONT_AWD_2_7012_-NONE-_-NONE-

        """
    private static let grants = "assistance_award_unique_key,award_id_fain,total_obligated_amount\nA,B,1\nC,D,2\n"

    private struct Line: Decodable, Equatable {
        var file: String
        var kind: String
        var rows: Int
        var imported: Int
        var repeats: Int
        var refused: Int
        var awards: Int
        var negative: Int
        var zero: Int
        var currency: String?
        var sums: [String: String?]
    }

    private func run(_ arguments: [String], _ files: [String: String]) throws -> BuiltProgram {
        let folder = FileManager.default.temporaryDirectory.appending(path: "evidence-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }  // a folder left behind harms no other test
        for (name, text) in files { try Data(text.utf8).write(to: folder.appending(path: name)) }
        return try BuiltProgram(["evidence", "import"] + arguments, in: folder)
    }

    @Test func `a report is one object a file, with sums to the cent and null for what is not stated`() throws {
        let done = try run(["--json", "a.csv"], ["a.csv": Self.table])
        #expect(done.status == 0)
        let expected = Line(
            file: "a.csv",
            kind: "usaspending-transactions",
            rows: 4,
            imported: 2,
            repeats: 1,
            refused: 1,
            awards: 1,
            negative: 1,
            zero: 0,
            currency: "USD",
            sums: ["obligated": "1234547.25", "current_value": nil, "potential_value": nil]
        )
        #expect(try done.lines(of: Line.self) == [expected])
        #expect(done.output.contains("\"current_value\":null"))
        #expect(done.errors == "undersigned: a.csv, line 5: ‘much’ is no amount (federal_action_obligation)\n")
    }

    @Test func `the same file twice changes nothing`() throws {
        let done = try run(["--json", "a.csv", "b.csv"], ["a.csv": Self.table, "b.csv": Self.table])
        let lines = try done.lines(of: Line.self)
        #expect(lines.map(\.imported) == [2, 0])
        #expect(lines.map(\.repeats) == [1, 3])
        #expect(lines[1].awards == 0 && lines[1].currency == nil)
    }

    @Test func `a file of another kind is refused as a whole, and the others are read`() throws {
        let done = try run(["--json", "g.csv", "a.csv"], ["a.csv": Self.table, "g.csv": Self.grants])
        #expect(done.status == 1)
        let lines = try done.lines(of: Line.self)
        #expect(lines.map(\.kind) == ["usaspending-assistance", "usaspending-transactions"])
        #expect(lines[0].rows == 2 && lines[0].refused == 2 && lines[0].imported == 0)
        #expect(done.errors.contains("g.csv: this holds grants and other assistance, not contracts"))
    }

    @Test func `a file that breaks off leaves nothing behind`() throws {
        let broken = Self.table + "3,\"ACME"
        let done = try run(["--json", "a.csv", "b.csv"], ["a.csv": broken, "b.csv": Self.table])
        #expect(done.status == 1)
        #expect(try done.lines(of: Line.self).map(\.imported) == [0, 2])
        #expect(done.errors.contains("a.csv: a quotation mark in the row of line 6 is never closed"))
    }

    @Test func `people read classes side by side, with grouped figures`() throws {
        let done = try run(["a.csv"], ["a.csv": Self.table])
        let lines = done.output.split(separator: "\n").map(String.init)
        #expect(lines[1] == "  4 rows: 2 records of 1 awards, 1 repeats, 1 refused")
        #expect(lines.contains { $0.hasPrefix("  obligated") && $0.hasSuffix("       -  1,234,547.25         -") })
    }

    @Test func `a table without a header takes the names of another`() throws {
        let lines = Self.table.split(separator: "\n", maxSplits: 1)
        let files = ["h.csv": String(lines[0]) + "\n", "a.csv": String(lines[1])]
        let bare = try run(["--json", "a.csv"], files)
        #expect(bare.status == 1 && bare.errors.contains("or give them with --header-from FILE"))
        let done = try run(["--json", "--header-from", "h.csv", "a.csv"], files)
        #expect(try done.lines(of: Line.self).map(\.rows) == [4])
    }

    @Test(arguments: [["gone.csv"], ["."], ["--header-from", "gone.csv", "a.csv"], []])
    func `what can't be opened ends with 2`(arguments: [String]) throws {
        let done = try run(arguments, ["a.csv": Self.table])
        #expect(done.status == 2)
        #expect(!done.errors.isEmpty)
    }

    @Test func `a table without rows says so`() throws {
        let head = String(Self.table.prefix { $0 != "\n" })
        for text in [head, head + "\n", head + "\n\n"] {
            let done = try run(["a.csv"], ["a.csv": text])
            #expect(done.status == 0)
            #expect(done.errors == "undersigned: a.csv: it holds no rows, so nothing went in\n")
        }
    }

    @Test func `a pipe is told to be none of the files that can be read`() throws {
        let folder = try TestFolder()
        let pipe = folder.url.appending(path: "pipe")
        try #require(mkfifo(pipe.path, 0o600) == 0)
        // Held open at both ends, so that nobody waits for the other one.
        let end = open(pipe.path, O_RDWR)
        defer { close(end) }
        for path in ["pipe", "/dev/null"] {
            let done = try BuiltProgram(["evidence", "import", path], in: folder.url)
            #expect(done.status == 2)
            #expect(done.errors.contains("‘\(path)’ is no file but a pipe or a device"))
        }
    }

    @Test(arguments: [
        ["publish", "1"], ["withdraw", "1"], ["files"], ["aliases"], ["alias", "accept", "1", "2"], ["resellers"],
        ["reseller", "accept", "1", "2"],
    ])
    func `only an import makes a data folder`(command: [String]) throws {
        let folder = try TestFolder()
        let done = try BuiltProgram(["evidence"] + command + ["--data", "nodir"], in: folder.url)
        #expect(done.status == 2 && done.errors.contains("data: there is no folder"))
        #expect(!FileManager.default.fileExists(atPath: folder.url.appending(path: "nodir").path))
    }

    @Test func `who sells whose products is suggested, said, contradicted and undone`() throws {
        let folder = try TestFolder()
        let table =
            "piid,federal_action_obligation,action_date,recipient_name,award_description\n"
            + "A,1,2018-05-04,DELLIX LLC,MICROSOFT LICENSES\nB,1,2018-05-04,MICROSOFT INC,CLOUD\n"
        try Data(table.utf8).write(to: folder.url.appending(path: "a.csv"))
        func run(_ arguments: String..., status: Int32 = 0) throws -> String {
            let done = try BuiltProgram(["evidence"] + arguments + ["--data", "d"], in: folder.url)
            #expect(done.status == status, "\(done.errors)")
            return done.output + done.errors
        }
        _ = try run("import", "--quiet", "a.csv")
        #expect(try run("resellers").isEmpty, "nothing is published")
        _ = try run("publish", "1")
        let line = "1\t2\t1 record was found to name it as MICROSOFT\tDELLIX LLC\tMICROSOFT INC\n"
        #expect(try run("resellers") == line)
        #expect(try run("reseller", "accept", "1", "2") == "DELLIX LLC (1) sells products of MICROSOFT INC (2)\n")
        #expect(try run("resellers").isEmpty)
        #expect(try run("resellers", "--decided") == "sells\t" + line)
        #expect(try run("reseller", "accept", "2", "1", status: 2).contains("undo that first"))
        #expect(try run("reseller", "accept", "1", "1", status: 2).contains("give two"))
        #expect(try run("reseller", "accept", "1", "9", status: 2).contains("there is no supplier 9"))
        #expect(try run("alias", "accept", "1", "2", status: 2).contains("undo that first"))
        #expect(try run("reseller", "undo", "1", "2").contains("nothing is decided"))
        #expect(try run("reseller", "undo", "1", "2", status: 2).contains("nothing was decided"))
        #expect(try run("reseller", "refuse", "1", "2").contains("does not sell products of"))
        #expect(try run("resellers", "--decided").hasPrefix("does not sell\t1\t2\t"))
    }

    @Test func `suppliers that may be one are told in the words of the desk`() throws {
        let folder = try TestFolder()
        let table =
            "piid,federal_action_obligation,action_date,recipient_name\n"
            + "A,1,2018-05-04,ACME LLC\nB,1,2018-05-04,ACME INC\n"
        try Data(table.utf8).write(to: folder.url.appending(path: "a.csv"))
        func run(_ arguments: String...) throws -> String {
            let done = try BuiltProgram(["evidence"] + arguments + ["--data", "d"], in: folder.url)
            #expect(done.status == 0, "\(done.errors)")
            return done.output
        }
        _ = try run("import", "--quiet", "a.csv")
        _ = try run("publish", "1")
        let path = "../../Sources/UndersignedApp/Catalogues/en-evidence.json"
        let catalogue = try String(
            contentsOf: URL(filePath: #filePath).deletingLastPathComponent().appending(path: path).standardized,
            encoding: .utf8
        )
        for why in ["same but for legal form, punctuation, order and usual abbreviations"] {
            #expect(try run("aliases").contains(why) && catalogue.contains(why))
        }
        #expect(try run("alias", "accept", "1", "2").contains("are one supplier"))
        #expect(
            try run("aliases", "--decided").hasPrefix("one supplier\t1\t2\t") && catalogue.contains("One supplier,")
        )
    }
}
