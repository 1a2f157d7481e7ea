package import UndersignedCore
package import UndersignedDatabase

extension Transaction {
    /// The versions of a petition's text, the first one first.
    package func textVersions(of petitionID: Int64) throws -> [TextVersion] {
        try rows(
            """
            SELECT t.version, t.hash, t.position, t.added, t.removed, e.hour FROM text_version t
            JOIN event e ON e.petition_id = t.petition_id AND e.position = t.position
            WHERE t.petition_id = \(petitionID) ORDER BY t.version
            """
        ).map { row in
            TextVersion(
                version: Int(try row.integer("version")),
                hash: try row.blob("hash"),
                position: UInt64(try row.integer("position")),
                added: Int(try row.integer("added")),
                removed: Int(try row.integer("removed")),
                since: Moment(seconds: try row.integer("hour"))
            )
        }
    }

    /// The document's hash and the entry's index of one version, or nil.
    package func textVersion(_ version: Int, of petitionID: Int64) throws -> (hash: [UInt8], position: UInt64)? {
        try row(
            "SELECT hash, position FROM text_version WHERE petition_id = \(petitionID) AND version = \(version)"
        ).map { (try $0.blob("hash"), UInt64(try $0.integer("position"))) }
    }

    /// Replaces what an open petition's page shows by the sheet of a new version.
    package func replaceSheet(_ sheet: PetitionSheet, of petitionID: Int64) throws {
        try rows("UPDATE petition SET sheet = \(SheetText.encode(sheet)) WHERE id = \(petitionID) AND state = 'open'")
        try refreshSearch(of: petitionID)
    }

    /// How many signatures wait for the next daily publication.
    package func recordedCount(in petitionID: Int64) throws -> Int {
        let row = try row(
            "SELECT COUNT(*) AS n FROM signature WHERE petition_id = \(petitionID) AND state = 'recorded'"
        )
        return Int(try row?.integer("n") ?? 0)
    }

    /// The document of the first note after an entry, or nil.
    package func note(after position: UInt64, of petitionID: Int64) throws -> [UInt8]? {
        try row(
            """
            SELECT d.content FROM event e JOIN document d ON d.petition_id = e.petition_id AND d.hash = e.hash
            WHERE e.petition_id = \(petitionID) AND e.position > \(Int64(position)) AND e.verb = 'note'
            ORDER BY e.position LIMIT 1
            """
        )?.blob("content")
    }
}
