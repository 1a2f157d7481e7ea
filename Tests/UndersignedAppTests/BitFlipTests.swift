import Foundation
import Testing
import TransparencyLog
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport

/// one changed bit in what is counted is found at start or by anybody's `verify`, never silently served.
@Suite struct BitFlipTests {
    /// A column with counted data, and what names one of its rows.
    struct Column: Sendable, CustomStringConvertible {
        let table: String
        let name: String
        let keys: [String]
        /// How often it is drawn.
        var weight = 1

        var description: String { "\(table).\(name)" }
    }

    private static let columns: [Column] = [
        Column(table: "entry", name: "content", keys: ["petition_id", "position"], weight: 6),
        Column(table: "entry", name: "position", keys: ["petition_id", "position"], weight: 2),
        Column(table: "tile", name: "hashes", keys: ["petition_id", "level", "position"], weight: 6),
        Column(table: "tile", name: "level", keys: ["petition_id", "level", "position"]),
        Column(table: "tile", name: "position", keys: ["petition_id", "level", "position"]),
        Column(table: "head", name: "size", keys: ["petition_id"]),
        Column(table: "head", name: "checkpoint", keys: ["petition_id"], weight: 3),
        Column(table: "head", name: "mail", keys: ["petition_id"]),
        Column(table: "head", name: "org", keys: ["petition_id"]),
        Column(table: "head", name: "member", keys: ["petition_id"]),
        Column(table: "head", name: "paper", keys: ["petition_id"]),
        Column(table: "head", name: "removed", keys: ["petition_id"]),
        Column(table: "head", name: "last_mark", keys: ["petition_id"]),
        Column(table: "signature", name: "state", keys: ["id"], weight: 3),
        Column(table: "signature", name: "position", keys: ["id"], weight: 3),
        Column(table: "signature", name: "number", keys: ["id"], weight: 3),
        Column(table: "signature", name: "text_version", keys: ["id"], weight: 3),
        Column(table: "signature", name: "removed_position", keys: ["id"]),
        Column(table: "tally", name: "hour", keys: ["petition_id", "hour", "class"]),
        Column(table: "tally", name: "added", keys: ["petition_id", "hour", "class"]),
        Column(table: "tally", name: "removed", keys: ["petition_id", "hour", "class"]),
        Column(table: "petition", name: "origin", keys: ["id"]),
        Column(table: "petition", name: "verifier_key", keys: ["id"]),
        Column(table: "petition", name: "document_hash", keys: ["id"]),
        Column(table: "petition", name: "text_version", keys: ["id"]),
        Column(table: "document", name: "content", keys: ["petition_id", "hash"], weight: 2),
        Column(table: "event", name: "position", keys: ["petition_id", "position"]),
        Column(table: "event", name: "verb", keys: ["petition_id", "position"]),
        Column(table: "event", name: "number", keys: ["petition_id", "position"]),
        Column(table: "event", name: "hash", keys: ["petition_id", "position"]),
        Column(table: "text_version", name: "version", keys: ["petition_id", "version"]),
        Column(table: "text_version", name: "hash", keys: ["petition_id", "version"]),
        Column(table: "text_version", name: "position", keys: ["petition_id", "version"]),
        Column(table: "text_version", name: "added", keys: ["petition_id", "version"]),
        Column(table: "text_version", name: "removed", keys: ["petition_id", "version"]),
        Column(table: "fall", name: "weight", keys: ["petition_id", "hour", "reason", "class"]),
    ]

    /// A few hundred now; `UNDERSIGNED_FLIPS=10000` in the nightly run.
    private static var rounds: Int {
        ProcessInfo.processInfo.environment["UNDERSIGNED_FLIPS"].flatMap { Int($0) } ?? 400
    }

    @Test func `every flipped bit of counted data is found at start or by verify`() async throws {
        let test = try await TestSite(limits: .off)
        let petition = try await test.open()
        var links: [LinkToken] = []
        for number in 0..<270 { links.append(try await test.sign(Samples.person(number), petition)) }
        for link in links.prefix(8) { _ = try await Links(site: test.site).withdraw(link) }
        test.advance(.hours(3))
        for number in 300..<303 { try await test.sign(Samples.person(number), petition) }
        await test.site.sequencer.close()
        #expect(try await isFound(test, petition) == false, "sound before anything is flipped")

        let drawn = Self.columns.flatMap { Array(repeating: $0, count: $0.weight) }
        var flips = 0
        var missed: [String: Int] = [:]
        while flips < Self.rounds {
            let column = drawn[Int.random(in: 0..<drawn.count)]
            guard let undo = try await flip(column, test) else { continue }
            flips += 1
            if try await !isFound(test, petition) { missed[column.description, default: 0] += 1 }
            try await undo()
        }
        #expect(missed.isEmpty, "of \(flips) flips")
        #expect(try await isFound(test, petition) == false, "sound again")
    }

    /// The check at start, then a whole audit of what is served.
    private func isFound(_ test: TestSite, _ petition: Petition) async throws -> Bool {
        do {
            if try await !LogSoundness(site: test.site).faults().isEmpty { return true }
            let reading = LogReading(database: test.database)
            let source = Served(reading: reading, petitionID: petition.id)
            let key = try NoteVerifierKey(Samples.required(petition.log).verifierKey)
            let checkpoint = try await reading.checkpoint(of: petition.id)
            let report = try await LogAudit(source: source, key: key).report(
                checkpoint: checkpoint.map { Array($0.utf8) }
            )
            let head = try await test.database.read { try $0.head(petition.id) }
            return report.counts != head?.counts
        } catch {
            // Nothing starts, or verify says so.
            return true
        }
    }

    private struct Served: LogSource {
        let reading: LogReading
        let petitionID: Int64

        func file(_ path: String) async throws -> [UInt8]? {
            if let bundle = BundleCoordinate(path: path) { return try await reading.bundle(bundle, of: petitionID) }
            guard let tile = TileCoordinate(path: path) else { return nil }
            return try await reading.tile(tile, of: petitionID)
        }
    }

    /// Flips a bit of a random row; nil where the row has no value there, or the database refuses the change.
    private func flip(_ column: Column, _ test: TestSite) async throws -> (() async throws -> Void)? {
        let names = (column.keys + [column.name]).joined(separator: ", ")
        let pick = Query(built: "SELECT \(names) FROM \(column.table) ORDER BY random() LIMIT 1")
        guard let row = try await test.database.read({ try $0.row(pick) }), let old = row.values.last,
            let new = Self.flipped(old)
        else { return nil }
        let keys = zip(column.keys, row.values).map { (name: $0, value: $1) }
        do {
            try await Self.set(column, to: new, where: keys, test)
        } catch {
            return nil  // two rows of one key: the database itself says no
        }
        let moved = keys.map { (name: $0.name, value: $0.name == column.name ? new : $0.value) }
        return { try await Self.set(column, to: old, where: moved, test) }
    }

    private static func set(
        _ column: Column,
        to value: QueryValue,
        where keys: [(name: String, value: QueryValue)],
        _ test: TestSite
    ) async throws {
        let query = Statement.update(column.table, column.name, value, keys)
        try await test.database.write { transaction in _ = try transaction.rows(query) }
    }

    private static func flipped(_ value: QueryValue) -> QueryValue? {
        switch value {
        case .null: return nil
        case .integer(let number): return .integer(number ^ 1 << Int64.random(in: 0..<64))
        case .blob(let bytes): return bytes.isEmpty ? nil : .blob(flipped(bytes))
        case .text(let text):
            let bytes = flipped(Array(text.utf8))
            // A text that is no UTF-8 any more would come back mended.
            return String(validating: bytes, as: UTF8.self).map(QueryValue.text)
        }
    }

    private static func flipped(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        bytes[Int.random(in: bytes.indices)] ^= 1 << UInt8.random(in: 0..<8)
        return bytes
    }

    /// An UPDATE of any table, as only this test needs it.
    private enum Statement {
        static func update(
            _ table: String,
            _ column: String,
            _ value: QueryValue,
            _ keys: [(name: String, value: QueryValue)]
        ) -> Query {
            var text = Query.StringInterpolation(literalCapacity: 64, interpolationCount: 4)
            text.append(built: "UPDATE \(table) SET \(column) = ")
            append(value, to: &text)
            for (place, key) in keys.enumerated() {
                text.append(built: place == 0 ? " WHERE \(key.name) = " : " AND \(key.name) = ")
                append(key.value, to: &text)
            }
            return Query(stringInterpolation: text)
        }

        private static func append(_ value: QueryValue, to text: inout Query.StringInterpolation) {
            switch value {
            case .null: text.append(built: "NULL")
            case .integer(let number): text.appendInterpolation(number)
            case .text(let string): text.appendInterpolation(string)
            case .blob(let bytes): text.appendInterpolation(bytes)
            }
        }
    }
}
