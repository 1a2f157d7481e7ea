import Foundation
import UndersignedCore
package import UndersignedDatabase
import UndersignedEvidence

/// One who is found by a name.
package enum EvidenceParty: Hashable, Sendable {
    case supplier(Int64)
    case agency(Int64)

    /// Its row in the index.
    fileprivate init(entry: Int64) {
        self = entry % 2 == 0 ? .supplier(entry / 2) : .agency(entry / 2)
    }
}

/// What is found by words.
private enum EvidenceSearchIndex {
    case names, awards

    var table: StaticString {
        switch self {
        case .names: "evidence_search_name"
        case .awards: "evidence_search_award"
        }
    }
}

extension Query.StringInterpolation {
    fileprivate mutating func append(_ start: StaticString, _ index: EvidenceSearchIndex, _ end: StaticString) {
        for part in [start, index.table, end] { appendLiteral(part) }
    }
}

/// Finding contract records of published files by their words.
///
/// At most so many are asked for as the caller says: whoever finds more is asked for another word. So a search costs the same
/// however many records there are; they come in the order in which the index has them.
extension Transaction {
    /// Suppliers and agencies whose names have all of the words.
    ///
    /// - Parameters:
    ///   - words: As `SearchWords` makes them.
    ///   - limit: The most.
    /// - Returns: None for no words.
    /// - Throws: A fault of the database.
    package func evidenceParties(withAllOf words: [String], limit: Int) throws -> [EvidenceParty] {
        try entries(.names, withAllOf: words, limit: limit).map(EvidenceParty.init)
    }

    /// Awards that have all of the words in their identifier or in the descriptions of their records.
    ///
    /// - Parameters:
    ///   - words: As `SearchWords` makes them.
    ///   - limit: The most.
    /// - Returns: Their numbers; none for no words.
    /// - Throws: A fault of the database.
    package func evidenceAwardIDs(withAllOf words: [String], limit: Int) throws -> [Int64] {
        try entries(.awards, withAllOf: words, limit: limit)
    }

    private func entries(
        _ index: EvidenceSearchIndex,
        withAllOf words: [String],
        limit: Int
    ) throws -> [Int64] {
        guard !words.isEmpty else { return [] }
        var query = Query.StringInterpolation(literalCapacity: 0, interpolationCount: 2)
        switch dialect {
        case .sqlite:
            query.append("SELECT rowid AS entry FROM ", index, " WHERE ")
            query.append("", index, " MATCH ")
            query.appendInterpolation(words.map { "\"\($0)\"" }.joined(separator: " AND "))
            query.appendLiteral(" ORDER BY rowid LIMIT ")
            query.appendInterpolation(limit)
        case .postgres:
            query.append("SELECT entry FROM (SELECT entry FROM ", index, " WHERE words @@ to_tsquery('simple', ")
            query.appendInterpolation(words.joined(separator: " & "))
            query.appendLiteral(") LIMIT ")
            query.appendInterpolation(limit)
            query.appendLiteral(") e ORDER BY entry")
        }
        return try rows(Query(stringInterpolation: query)).map { try $0.integer("entry") }
    }

    /// Few matches of many rows are looked for: never by reading all rows.
    package func expectSearch() throws {
        guard dialect == .postgres else { return }
        try rows("SET LOCAL enable_seqscan = off")
    }

    // Keeping the indexes in step, in the transaction that changes what is published.

    /// Lets a supplier or an agency be found where anything of it is published, and not where nothing is.
    func refreshEvidenceSearch(of pair: EvidencePair) throws {
        let isSupplier = pair.side == .supplier
        let entry = isSupplier ? pair.supplierID * 2 : pair.agencyID * 2 + 1
        let total = try row(
            """
            SELECT 1 AS one FROM evidence_total
            WHERE supplier_id = \(pair.supplierID) AND agency_id = \(pair.agencyID) LIMIT 1
            """
        )
        let isFound = try has(entry, .names)
        guard (total != nil) != isFound else { return }
        guard !isFound else { return try forget(entry, .names) }
        try add(entry, [try evidenceName(of: pair)], .names)
    }

    private func has(_ entry: Int64, _ index: EvidenceSearchIndex) throws -> Bool {
        try row(statement("SELECT 1 AS one FROM ", index, entry)) != nil
    }

    private func forget(_ entry: Int64, _ index: EvidenceSearchIndex) throws {
        try rows(statement("DELETE FROM ", index, entry))
    }

    private func statement(_ start: StaticString, _ index: EvidenceSearchIndex, _ entry: Int64) -> Query {
        var query = Query.StringInterpolation(literalCapacity: 0, interpolationCount: 1)
        query.append(start, index, dialect == .sqlite ? " WHERE rowid = " : " WHERE entry = ")
        query.appendInterpolation(entry)
        return Query(stringInterpolation: query)
    }

    private func add(_ entry: Int64, _ texts: [String], _ index: EvidenceSearchIndex) throws {
        var query = Query.StringInterpolation(literalCapacity: 0, interpolationCount: 2)
        query.append(
            "INSERT INTO ",
            index,
            dialect == .sqlite ? " (rowid, words) VALUES (" : " (entry, words) VALUES ("
        )
        query.appendInterpolation(entry)
        query.appendLiteral(dialect == .sqlite ? ", " : ", to_tsvector('simple', ")
        query.appendInterpolation(Self.words(texts))
        query.appendLiteral(dialect == .sqlite ? ")" : "))")
        try execute(Query(stringInterpolation: query))
    }

    /// The name of a supplier, or of an agency with its part; empty where there is none.
    func evidenceName(of pair: EvidencePair) throws -> String {
        if pair.side == .supplier { return try evidenceSupplier(pair.supplierID)?.name ?? "" }
        let buyer = try evidenceAgency(pair.agencyID)
        return [buyer?.agency, buyer?.subAgency].compactMap { $0 }.joined(separator: ", ")
    }

    /// Lets awards be found by the words of their published records, and others not any more.
    func refreshEvidenceSearch(shown: [Int64], hidden: [Int64]) throws {
        for id in shown + hidden { try forget(id, .awards) }
        for (id, texts) in try evidenceTexts(of: shown) { try add(id, texts, .awards) }
    }

    private func evidenceTexts(of awards: [Int64]) throws -> [(Int64, [String])] {
        let found = try rows(
            matching: awards.map { "\($0)" },
            "WITH k(id) AS (VALUES (",
            """
            )) SELECT r.id, r.award_id, r.content, a.identifier FROM k CROSS JOIN evidence_award a
            JOIN evidence_record r ON r.award_id = a.id
            WHERE a.id = k.id AND r.is_shown = 1
            """
        )
        var texts: [Int64: [String]] = [:]
        var seen: Set<Int64> = []
        for row in found where seen.insert(try row.integer("id")).inserted {
            let award = try row.integer("award_id")
            if texts[award] == nil { texts[award] = [try row.text("identifier")] }
            texts[award]? += try EvidenceContent.words(try row.text("content"))
        }
        return texts.sorted { $0.key < $1.key }
    }

    /// Each word once, in an order of its own; so many that an award of many records stays small.
    private static func words(_ texts: [String]) -> String {
        var seen: Set<String> = []
        for text in texts where seen.count < mostWords {
            seen.formUnion(SearchWords(text, limit: mostWords - seen.count).all)
        }
        return seen.sorted().joined(separator: " ")
    }

    private static var mostWords: Int { 2_000 }

    // As a whole, for a copy.

    func makeEvidenceSearch() throws {
        for statement in EvidenceSearchSchema.statements(for: dialect) { try rows(statement) }
    }

    func emptyEvidenceSearch() throws {
        try rows("DELETE FROM evidence_search_name")
        try rows("DELETE FROM evidence_search_award")
    }

    /// Makes the indexes anew of what the tables hold.
    func rebuildEvidenceSearch() throws {
        try emptyEvidenceSearch()
        for side in [EvidenceSide.supplier, .agency] {
            let parties = try rows(
                "SELECT DISTINCT supplier_id, agency_id FROM evidence_total WHERE side = \(side.rawValue)"
            )
            for row in parties {
                try refreshEvidenceSearch(
                    of: EvidencePair(
                        supplierID: try row.integer("supplier_id"),
                        agencyID: try row.integer("agency_id")
                    )
                )
            }
        }
        var last: Int64 = 0
        while true {
            let awards = try rows(
                "SELECT id FROM evidence_award WHERE id > \(last) AND record_count > 0 ORDER BY id LIMIT 256"
            ).map { try $0.integer("id") }
            guard let end = awards.last else { break }
            try refreshEvidenceSearch(shown: awards, hidden: [])
            last = end
        }
    }
}
