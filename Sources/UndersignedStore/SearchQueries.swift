import UndersignedCore
package import UndersignedDatabase

/// Finding public petitions by their words.
extension Transaction {
    /// The petitions that have any of the words, those first that have most and rarest.
    ///
    /// - Parameters:
    ///   - words: As `SearchWords` makes them.
    ///   - limit: The most petitions.
    /// - Returns: Their ids.
    /// - Throws: A fault of the database.
    package func petitions(withAnyOf words: [String], limit: Int) throws -> [Int64] {
        try petitions(words, .any, limit: limit)
    }

    /// The petitions that have all of the words, in the same order.
    ///
    /// - Parameters:
    ///   - words: As `SearchWords` makes them.
    ///   - limit: The most petitions.
    /// - Returns: Their ids.
    /// - Throws: A fault of the database.
    package func petitions(withAllOf words: [String], limit: Int) throws -> [Int64] {
        try petitions(words, .all, limit: limit)
    }

    private func petitions(_ words: [String], _ junction: WordJunction, limit: Int) throws -> [Int64] {
        guard !words.isEmpty else { return [] }
        let found: [QueryRow]
        switch dialect {
        case .sqlite:
            let wanted = words.map { "\"\($0)\"" }.joined(separator: junction == .any ? " OR " : " AND ")
            found = try rows(
                """
                SELECT rowid AS petition_id FROM petition_search WHERE petition_search MATCH \(wanted)
                ORDER BY bm25(petition_search, 8.0, 1.0), rowid LIMIT \(limit)
                """
            )
        case .postgres:
            let wanted = words.joined(separator: junction == .any ? " | " : " & ")
            found = try rows(
                """
                SELECT petition_id FROM petition_search WHERE words @@ to_tsquery('simple', \(wanted))
                ORDER BY ts_rank(words, to_tsquery('simple', \(wanted))) DESC, petition_id LIMIT \(limit)
                """
            )
        }
        return try found.map { try $0.integer("petition_id") }
    }

    /// Makes the index, of what the tables hold.
    func makeSearch() throws {
        for statement in SearchSchema.statements(for: dialect) { try rows(statement) }
        try rebuildSearch()
    }

    /// Makes the index anew.
    func rebuildSearch() throws {
        try emptySearch()
        for id in try rows("SELECT id FROM petition ORDER BY id").map({ try $0.integer("id") }) {
            try refreshSearch(of: id)
        }
    }

    func emptySearch() throws { try rows("DELETE FROM petition_search") }

    /// Lets a petition be found by its words as they are now, in the transaction that changed them; a private draft is not.
    func refreshSearch(of petitionID: Int64) throws {
        switch dialect {
        case .sqlite: try rows("DELETE FROM petition_search WHERE rowid = \(petitionID)")
        case .postgres: try rows("DELETE FROM petition_search WHERE petition_id = \(petitionID)")
        }
        guard let petition = try petition(id: petitionID), !petition.isPrivate else { return }
        let texts = petition.sheet.texts.sorted { $0.key < $1.key }.map(\.value)
        let title = Self.words(texts.map(\.title))
        let letter = Self.words(texts.map(\.letter))
        switch dialect {
        case .sqlite:
            try rows(
                "INSERT INTO petition_search (rowid, title, letter) VALUES (\(petitionID), \(title), \(letter))"
            )
        case .postgres:
            try rows(
                """
                INSERT INTO petition_search (petition_id, words) VALUES (\(petitionID),
                    setweight(to_tsvector('simple', \(title)), 'A') || setweight(to_tsvector('simple', \(letter)), 'D'))
                """
            )
        }
    }

    /// Each word once, and so many that long letters in many languages stay below PostgreSQL's limit of 1 MB a row.
    private static func words(_ texts: [String]) -> String {
        var seen: Set<String> = []
        var line = ""
        for word in texts.lazy.flatMap({ SearchWords($0).all }) where seen.insert(word).inserted {
            guard line.utf8.count + word.utf8.count < lineLimit else { break }
            line += line.isEmpty ? word : " " + word
        }
        return line
    }

    /// In bytes.
    private static var lineLimit: Int { 300_000 }
}

/// How many of the words there must be.
private enum WordJunction {
    case any, all
}
