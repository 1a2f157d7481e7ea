import Foundation
import Testing
import UndersignedDatabase
import UndersignedSQLite
import UndersignedStore
import UndersignedTestSupport

/// `undersigned evidence import --data`: into the database, as a whole or not at all (issue 8, point 1).
struct EvidenceStoringTests {
    private struct Line: Decodable {
        var rows: Int
        var imported: Int
        var repeats: Int
        var refused: Int
        var sums: [String: String?]
    }

    /// A folder with data of either kind.
    private struct Place {
        let folder: TestFolder
        let schema: TestSchema?

        init(_ kind: TestDatabase) async throws {
            folder = try TestFolder()
            schema = kind == .postgres ? try await TestSchema() : nil
        }

        var url: URL { folder.url }

        var arguments: [String] {
            ["evidence", "import", "--quiet", "--json", "--data", "data"]
                + (schema.map { ["--database", $0.typed] } ?? [])
        }

        /// What another command of evidence prints.
        func say(_ command: [String], status: Int32 = 0) throws -> String {
            let done = try BuiltProgram(
                ["evidence"] + command + ["--data", "data"] + (schema.map { ["--database", $0.typed] } ?? []),
                in: url
            )
            #expect(done.status == status, "\(done.errors)")
            return done.output
        }

        func write(_ text: String, to name: String) throws {
            try Data(text.utf8).write(to: url.appending(path: name))
        }

        func lines(_ files: [String]) throws -> [Line] {
            let done = try BuiltProgram(arguments + files, in: url)
            #expect(done.status == 0, "\(done.errors)")
            return try done.lines(of: Line.self)
        }

        /// One number of the data, beside whoever has it.
        func number(_ query: Query) async throws -> Int64 {
            if let schema { return try await schema.read { try Samples.required($0.row(query)).integer("n") } }
            let file = try SQLiteReading(path: url.appending(path: "data/undersigned.sqlite").path)
            return try await file.read { try Samples.required($0.row(query)).integer("n") }
        }
    }

    private static let head =
        "Award ID,Recipient Name,Federal Action Obligation,Action Date,Modification,Generated Award ID\n"

    private static func rows(_ numbers: Range<Int>, cents: Int = 25) -> String {
        head
            + numbers.map { number in
                "\(number),ACME SYSTEMS LLC,\(number).\(cents),2025-01-02,0,CONT_AWD_\(number)_7012_-NONE-_-NONE-\n"
            }.joined()
    }

    @Test(arguments: TestDatabase.all)
    func `what one run has kept, the next one knows`(_ kind: TestDatabase) async throws {
        let place = try await Place(kind)
        try place.write(Self.rows(1..<4), to: "a.csv")
        try place.write(Self.rows(2..<6), to: "b.csv")
        try place.write(Self.rows(5..<6, cents: 75), to: "c.csv")
        let first = try place.lines(["a.csv", "b.csv"])
        #expect(first.map(\.imported) == [3, 2] && first.map(\.repeats) == [0, 2])
        #expect(first[0].sums["obligated"] == "6.75")
        let again = try place.lines(["a.csv", "c.csv", "b.csv"])
        #expect(again.map(\.imported) == [0, 1, 0] && again.map(\.repeats) == [3, 0, 4])
        #expect(try await place.number("SELECT COUNT(*) AS n FROM evidence_file") == 3)
        let obligated: Query = "SELECT CAST(COALESCE(SUM(obligated), 0) AS BIGINT) AS n FROM evidence_award"
        #expect(try await place.number(obligated) == 0)
        for file in ["1", "2", "3"] {
            #expect(try place.say(["publish", file]) == "file \(file) is now published\n")
        }
        #expect(try await place.number(obligated) == 1_675)
        #expect(try place.say(["publish", "3"]) == "file 3 is published already; nothing changed\n")
        #expect(try place.say(["withdraw", "1"]) == "file 1 is not published any more\n")
        #expect(try place.say(["withdraw", "1"]) == "file 1 is not published; nothing changed\n")
        // The second file states two of its three, too.
        #expect(try await place.number(obligated) == 1_550)
        let files = try place.say(["files"]).split(separator: "\n").map { $0.split(separator: "\t") }
        #expect(
            files.map { [$0[0], $0[1], $0[4]] } == [
                ["3", "published", "c.csv"], ["2", "published", "b.csv"], ["1", "not published", "a.csv"],
            ]
        )
        #expect(try place.say(["withdraw", "4"], status: 2).isEmpty)
        #expect(try place.say(["remove", "4"], status: 2).isEmpty && place.say(["remove", "2"], status: 1).isEmpty)
        let report = try await place.number(
            "SELECT COUNT(*) AS n FROM evidence_file WHERE name = 'a.csv' AND report LIKE '%\"imported\":3%'"
        )
        #expect(report == 1)
        #expect(try place.say(["remove", "1"]) == "file 1, a.csv, is removed with its records\n")
        #expect(try await place.number("SELECT COUNT(*) AS n FROM evidence_record WHERE file_id = 1") == 0)
        #expect(try await place.number("SELECT COUNT(*) AS n FROM evidence_award") == 4)
    }

    @Test(arguments: TestDatabase.all)
    func `a file that breaks off leaves nothing, and those beside it go in`(_ kind: TestDatabase) async throws {
        let place = try await Place(kind)
        try place.write(Self.rows(1..<900) + "7,\"ACME", to: "a.csv")
        try place.write(Self.rows(7..<9), to: "b.csv")
        let done = try BuiltProgram(place.arguments + ["a.csv", "b.csv"], in: place.url)
        #expect(done.status == 1)
        #expect(try done.lines(of: Line.self).map(\.imported) == [0, 2])
        #expect(try await place.number("SELECT COUNT(*) AS n FROM evidence_record") == 2)
        #expect(try await place.number("SELECT COUNT(*) AS n FROM evidence_file") == 1)
    }

    @Test(arguments: TestDatabase.all)
    func `an import that is killed leaves nothing, and the next one is whole`(_ kind: TestDatabase) async throws {
        let place = try await Place(kind)
        // SQLite writes nothing before its cache is full: the file goes on for as long again.
        let count = kind == .sqlite ? 40_000 : 20_000
        try place.write(Self.rows(0..<count), to: "a.csv")
        try place.write(Self.rows(90_000..<90_001), to: "first.csv")
        _ = try place.lines(["first.csv"])
        if let schema = place.schema {
            try await schema.write { transaction in
                // So that it can't come to its end.
                try transaction.rows("LOCK TABLE evidence_figure IN EXCLUSIVE MODE")
                try Self.cutShort(place) {
                    try transaction.row("SELECT pg_relation_size('evidence_record') AS n")?.integer("n") ?? 0
                }
            }
        } else {
            try Self.cutShort(place) { Self.bytes(of: place.url.appending(path: "data/undersigned.sqlite-wal")) }
        }
        #expect(try await place.number("SELECT COUNT(*) AS n FROM evidence_record") == 1)
        #expect(try await place.number("SELECT COUNT(*) AS n FROM evidence_file") == 1)
        #expect(try place.lines(["a.csv"]).map(\.imported) == [count])
    }

    /// Begins an import, and kills it once it has written a part that nobody sees yet.
    private static func cutShort(_ place: Place, written: () throws -> Int64) throws {
        let program = try RunningProgram(place.arguments + ["a.csv"], in: place.url)
        while try written() < 1 << 20 {
            try #require(kill(program.identifier, 0) == 0, "it was too quick to be killed")
        }
        _ = kill(program.identifier, SIGKILL)
        #expect(program.end() == SIGKILL)
    }

    private static func bytes(of file: URL) -> Int64 {
        let size = try? FileManager.default.attributesOfItem(atPath: file.path)[.size]  // not there yet
        return (size as? NSNumber)?.int64Value ?? 0
    }

    private static let published = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "shared/data/contracts-us/usaspending-api-CBP_ICE_FY2025.csv")

    @Test(
        .enabled(
            if: FileManager.default.fileExists(atPath: published.path),
            "The published files of ../shared/data are not there."
        ),
        arguments: TestDatabase.all
    )
    func `the table of 2025 is kept to the cent, and once more changes nothing`(_ kind: TestDatabase) async throws {
        let place = try await Place(kind)
        let line = try Samples.required(try place.lines([Self.published.path]).first)
        #expect(line.rows == 10_878 && line.imported == 10_856 && line.repeats == 22 && line.refused == 0)
        #expect(line.sums["obligated"] == "14160875683.90")
        #expect(try await place.number(Self.total) == 0)
        _ = try place.say(["publish", "1"])
        for _ in 0..<2 {
            #expect(try await place.number(Self.total) == 1_416_087_568_390)
            #expect(try await place.number(Self.palantir) == 8_109_869_032)
            #expect(try await place.number(Self.modifications) == 7)
            let again = try Samples.required(try place.lines([Self.published.path]).first)
            #expect(again.imported == 0 && again.repeats == 10_878)
        }
    }

    private static let total: Query = """
        SELECT CAST(COALESCE(SUM(cents), 0) AS BIGINT) AS n FROM evidence_figure WHERE supplier_id = 0 AND kind = 'obligated'
        """
    private static let palantir: Query = """
        SELECT CAST(SUM(f.cents) AS BIGINT) AS n FROM evidence_figure f JOIN evidence_supplier s ON s.id = f.supplier_id
        WHERE s.name LIKE 'PALANTIR%' AND f.kind = 'obligated'
        """
    private static let modifications: Query = """
        SELECT COUNT(*) AS n FROM evidence_record r JOIN evidence_supplier s ON s.id = r.supplier_id
        WHERE s.name LIKE 'PALANTIR%' AND r.counts % 2 = 1
        """
}
