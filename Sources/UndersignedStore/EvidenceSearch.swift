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
        guard !words.isEmpty else { return [] }
        let found =
            switch dialect {
            case .sqlite:
                try rows(
                    """
                    SELECT rowid AS entry FROM evidence_search_name
                    WHERE evidence_search_name MATCH \(Self.match(words)) ORDER BY rowid LIMIT \(limit)
                    """
                )
            case .postgres:
                try rows(
                    """
                    SELECT entry FROM (
                        SELECT entry FROM evidence_search_name
                        WHERE words @@ to_tsquery('simple', \(Self.conjunction(words))) LIMIT \(limit)
                    ) e ORDER BY entry
                    """
                )
            }
        return try found.map { EvidenceParty(entry: try $0.integer("entry")) }
    }

    /// Awards that have all of the words in their identifier or in the descriptions of their records.
    ///
    /// - Parameters:
    ///   - words: As `SearchWords` makes them.
    ///   - limit: The most.
    /// - Returns: Their numbers; none for no words.
    /// - Throws: A fault of the database.
    package func evidenceAwardIDs(withAllOf words: [String], limit: Int) throws -> [Int64] {
        guard !words.isEmpty else { return [] }
        let found =
            switch dialect {
            case .sqlite:
                try rows(
                    """
                    SELECT rowid AS entry FROM evidence_search_award
                    WHERE evidence_search_award MATCH \(Self.match(words)) ORDER BY rowid LIMIT \(limit)
                    """
                )
            case .postgres:
                try rows(
                    """
                    SELECT entry FROM (
                        SELECT entry FROM evidence_search_award
                        WHERE words @@ to_tsquery('simple', \(Self.conjunction(words))) LIMIT \(limit)
                    ) e ORDER BY entry
                    """
                )
            }
        return try found.map { try $0.integer("entry") }
    }

    /// Few matches of many rows are looked for: never by reading all rows.
    package func expectSearch() throws {
        guard dialect == .postgres else { return }
        try rows("SET LOCAL enable_seqscan = off")
    }

    private static func match(_ words: [String]) -> String { words.map { "\"\($0)\"" }.joined(separator: " AND ") }

    private static func conjunction(_ words: [String]) -> String { words.joined(separator: " & ") }

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
        let isFound: Bool
        switch dialect {
        case .sqlite:
            isFound = try row("SELECT rowid FROM evidence_search_name WHERE rowid = \(entry)") != nil
        case .postgres:
            isFound = try row("SELECT entry FROM evidence_search_name WHERE entry = \(entry)") != nil
        }
        guard (total != nil) != isFound else { return }
        guard !isFound else { return try forget(entry) }
        let words = Self.words([try evidenceName(of: pair)])
        switch dialect {
        case .sqlite: try rows("INSERT INTO evidence_search_name (rowid, words) VALUES (\(entry), \(words))")
        case .postgres:
            try rows(
                "INSERT INTO evidence_search_name (entry, words) VALUES (\(entry), to_tsvector('simple', \(words)))"
            )
        }
    }

    private func forget(_ entry: Int64) throws {
        switch dialect {
        case .sqlite: try rows("DELETE FROM evidence_search_name WHERE rowid = \(entry)")
        case .postgres: try rows("DELETE FROM evidence_search_name WHERE entry = \(entry)")
        }
    }

    /// The name of a supplier, or of an agency with its part; empty where there is none.
    func evidenceName(of pair: EvidencePair) throws -> String {
        if pair.side == .supplier { return try evidenceSupplier(pair.supplierID)?.name ?? "" }
        let buyer = try evidenceAgency(pair.agencyID)
        return [buyer?.agency, buyer?.subAgency].compactMap { $0 }.joined(separator: ", ")
    }

    /// Lets awards be found by the words of their published records, and others not any more.
    func refreshEvidenceSearch(shown: [Int64], hidden: [Int64]) throws {
        for id in shown + hidden {
            switch dialect {
            case .sqlite: try rows("DELETE FROM evidence_search_award WHERE rowid = \(id)")
            case .postgres: try rows("DELETE FROM evidence_search_award WHERE entry = \(id)")
            }
        }
        for (id, texts) in try evidenceTexts(of: shown) {
            let words = Self.words(texts)
            switch dialect {
            case .sqlite: try execute("INSERT INTO evidence_search_award (rowid, words) VALUES (\(id), \(words))")
            case .postgres:
                try execute(
                    "INSERT INTO evidence_search_award (entry, words) VALUES (\(id), to_tsvector('simple', \(words)))"
                )
            }
        }
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
