package import TransparencyLog
package import UndersignedCore
package import UndersignedDatabase

/// The head of a petition's log: what the public sees, in one row.
package struct LogHead: Hashable, Sendable {
    package var size: UInt64
    /// The signed note, as served.
    package var checkpoint: String
    package var counts: Counts
    /// The last clock mark in the log.
    package var lastMark: Moment?
    package var advancedAt: Moment

    package init(size: UInt64, checkpoint: String, counts: Counts, lastMark: Moment?, advancedAt: Moment) {
        self.size = size
        self.checkpoint = checkpoint
        self.counts = counts
        self.lastMark = lastMark
        self.advancedAt = advancedAt
    }
}

extension Transaction {
    /// A petition's log head, or nil before its log was begun.
    ///
    /// In a write transaction the head is the lock on the log: whoever reads it first appends first.
    package func head(_ petitionID: Int64) throws -> LogHead? {
        try lockedRow("SELECT * FROM head WHERE petition_id = \(petitionID)").map { row in
            LogHead(
                size: UInt64(try row.amount("size")),
                checkpoint: try row.text("checkpoint"),
                counts: Counts(
                    mail: try row.amount("mail"),
                    org: try row.amount("org"),
                    member: try row.amount("member"),
                    paper: try row.amount("paper"),
                    removed: try row.amount("removed")
                ),
                lastMark: try row.optionalInteger("last_mark").map(Moment.init(seconds:)),
                advancedAt: Moment(seconds: try row.integer("advanced_at"))
            )
        }
    }

    /// Begins a log; false when it was begun before.
    package func beginHead(_ head: LogHead, of petitionID: Int64) throws -> Bool {
        try row(
            """
            INSERT INTO head (petition_id, size, checkpoint, mail, org, member, paper, removed, last_mark, advanced_at)
            VALUES (\(petitionID), \(Int64(head.size)), \(head.checkpoint), \(head.counts.mail), \(head.counts.org),
                \(head.counts.member), \(head.counts.paper), \(head.counts.removed), \(head.lastMark?.seconds),
                \(head.advancedAt.seconds))
            ON CONFLICT (petition_id) DO NOTHING RETURNING petition_id
            """
        ) != nil
    }

    /// Moves the head by compare-and-swap on the size.
    ///
    /// - Returns: False when somebody else moved it: nothing was written, and the batch must be undone.
    /// - Throws: A fault of the database.
    package func advanceHead(to head: LogHead, from size: UInt64, of petitionID: Int64) throws -> Bool {
        try row(
            """
            UPDATE head SET size = \(Int64(head.size)), checkpoint = \(head.checkpoint), mail = \(head.counts.mail),
                org = \(head.counts.org), member = \(head.counts.member), paper = \(head.counts.paper),
                removed = \(head.counts.removed), last_mark = \(head.lastMark?.seconds),
                advanced_at = \(head.advancedAt.seconds)
            WHERE petition_id = \(petitionID) AND size = \(Int64(size)) RETURNING petition_id
            """
        ) != nil
    }

    /// The right edge of a log of a size, from its stored tiles.
    ///
    /// - Throws: `DatabaseFailure.unexpectedShape` when tiles are missing, `MalformedInput` when they do not fit.
    package func edge(of petitionID: Int64, size: UInt64) throws -> TreeEdge {
        var tiles: [Int: [MerkleHash]] = [:]
        for coordinate in TileCoordinate.rightEdge(size: size) {
            tiles[coordinate.level] = try tile(coordinate, of: petitionID)
        }
        return try TreeEdge(size: size, partialTiles: tiles)
    }

    /// The first `width` hashes of a tile.
    ///
    /// - Throws: `DatabaseFailure.unexpectedShape` when fewer are stored.
    package func tile(_ coordinate: TileCoordinate, of petitionID: Int64) throws -> [MerkleHash] {
        guard let bytes = try tileBytes(coordinate, of: petitionID) else {
            throw DatabaseFailure.unexpectedShape("no stored tile \(coordinate.path)")
        }
        return try Tile(coordinate: coordinate, bytes: bytes).hashes
    }

    /// The bytes of a tile as served, or nil when fewer hashes are stored than asked for.
    package func tileBytes(_ coordinate: TileCoordinate, of petitionID: Int64) throws -> [UInt8]? {
        guard let position = Int64(exactly: coordinate.index) else { return nil }
        let stored = try row(
            """
            SELECT hashes FROM tile
            WHERE petition_id = \(petitionID) AND level = \(coordinate.level) AND position = \(position)
            """
        )?.blob("hashes")
        guard let stored, stored.count >= coordinate.width * MerkleHash.byteCount else { return nil }
        return Array(stored.prefix(coordinate.width * MerkleHash.byteCount))
    }

    /// Stores a tile; a wider one replaces its own prefix.
    package func saveTile(_ tile: Tile, of petitionID: Int64) throws {
        try execute(
            """
            INSERT INTO tile (petition_id, level, position, hashes)
            VALUES (\(petitionID), \(tile.level), \(Int64(tile.index)), \(tile.bytes))
            ON CONFLICT (petition_id, level, position) DO UPDATE SET hashes = excluded.hashes
            """
        )
    }

    /// Stores entries one behind the other, from a position on; each position must be free.
    package func saveEntries(_ contents: [[UInt8]], from position: UInt64, of petitionID: Int64) throws {
        let rows: [Query] = contents.enumerated().map { offset, content in
            "\(petitionID), \(Int64(position) + Int64(offset)), \(content)"
        }
        try insert(rows, "INSERT INTO entry (petition_id, position, content) VALUES (")
    }

    /// Gives a log that carries on another one an entry 0 of its own; no other entry ever changes.
    func replaceFirstEntry(_ content: [UInt8], of petitionID: Int64) throws {
        try rows("UPDATE entry SET content = \(content) WHERE petition_id = \(petitionID) AND position = 0")
    }

    /// The entries of a range, in log order; fewer where the log ends.
    package func entries(from start: UInt64, count: Int, of petitionID: Int64) throws -> [[UInt8]] {
        guard let start = Int64(exactly: start) else { return [] }
        return try rows(
            """
            SELECT content FROM entry WHERE petition_id = \(petitionID)
                AND position >= \(start) AND position < \(start + Int64(count)) ORDER BY position
            """
        ).map { try $0.blob("content") }
    }

    /// The counts that the hourly tallies add up to.
    package func talliedCounts(_ petitionID: Int64) throws -> Counts {
        var counts = Counts()
        let rows = try rows(
            """
            SELECT class, SUM(added) AS added, SUM(removed) AS removed FROM tally
            WHERE petition_id = \(petitionID) GROUP BY class
            """
        )
        for row in rows {
            guard let signatureClass = SignatureClass(rawValue: try row.text("class")) else {
                throw DatabaseFailure.unexpectedShape("tally.class")
            }
            counts.count(try row.amount("added"), as: signatureClass)
            counts.remove(try row.amount("removed"), from: signatureClass)
        }
        return counts
    }

    /// Adds to the hour's tally of a class.
    package func addTally(
        _ signatureClass: SignatureClass,
        hour: Moment,
        added: Int,
        removed: Int,
        of petitionID: Int64
    ) throws {
        try rows(
            """
            INSERT INTO tally (petition_id, hour, class, added, removed)
            VALUES (\(petitionID), \(hour.seconds), \(signatureClass.rawValue), \(added), \(removed))
            ON CONFLICT (petition_id, hour, class) DO UPDATE SET
                added = tally.added + excluded.added, removed = tally.removed + excluded.removed
            """
        )
    }
}

extension QueryRow {
    /// A number of entries or signatures: a damaged one is told here, before any arithmetic overflows with it.
    ///
    /// - Throws: `DatabaseFailure.unexpectedShape` for what is negative or larger than any log.
    fileprivate func amount(_ column: String) throws -> Int {
        let value = try integer(column)
        guard (0...1 << 53).contains(value) else {
            throw DatabaseFailure.unexpectedShape("column \(column): \(value) is no amount")
        }
        return Int(value)
    }
}
