package import UndersignedCore
package import UndersignedDatabase

/// A packet that was handed over, as the database knows it.
package struct StoredDelivery: Hashable, Sendable {
    /// SHA-256 of the private address's token, 32 bytes.
    package var tokenHash: [UInt8]
    /// SHA-256 of `packet.json`, 32 bytes; the document of the `delivered` entry.
    package var packetHash: [UInt8]
    /// Whom it was for: the id of one the petition is addressed to.
    package var target: Slug
    /// How far the delivered count reaches into the log.
    package var size: UInt64
    /// Index of the `delivered` entry.
    package var position: UInt64
    /// The log's checkpoint of that size, with the cosignatures that it had.
    package var checkpoint: String
    /// To the minute, as all below.
    package var deliveredAt: Moment
    /// When the one addressed said that it has arrived; nil before.
    package var acknowledgedAt: Moment?

    package init(
        tokenHash: [UInt8],
        packetHash: [UInt8],
        target: Slug,
        size: UInt64,
        position: UInt64,
        checkpoint: String,
        deliveredAt: Moment,
        acknowledgedAt: Moment?
    ) {
        self.tokenHash = tokenHash
        self.packetHash = packetHash
        self.target = target
        self.size = size
        self.position = position
        self.checkpoint = checkpoint
        self.deliveredAt = deliveredAt
        self.acknowledgedAt = acknowledgedAt
    }
}

extension Transaction {
    /// Stores a delivery; its token and its packet must be new.
    package func saveDelivery(_ delivery: StoredDelivery, of petitionID: Int64) throws {
        try rows(
            """
            INSERT INTO delivery (petition_id, token_hash, packet_hash, target, size, position, checkpoint, delivered_at)
            VALUES (\(petitionID), \(delivery.tokenHash), \(delivery.packetHash), \(delivery.target.text),
                \(Int64(delivery.size)), \(Int64(delivery.position)), \(delivery.checkpoint),
                \(delivery.deliveredAt.minute.seconds))
            """
        )
    }

    /// The delivery of a private address, or nil.
    package func delivery(tokenHash: [UInt8], of petitionID: Int64) throws -> StoredDelivery? {
        try row("SELECT * FROM delivery WHERE petition_id = \(petitionID) AND token_hash = \(tokenHash)")
            .map(StoredDelivery.init)
    }

    /// The delivery of a packet, or nil.
    package func delivery(packetHash: [UInt8], of petitionID: Int64) throws -> StoredDelivery? {
        try row("SELECT * FROM delivery WHERE petition_id = \(petitionID) AND packet_hash = \(packetHash)")
            .map(StoredDelivery.init)
    }

    /// All deliveries of a petition, in the order of its log.
    package func deliveries(of petitionID: Int64) throws -> [StoredDelivery] {
        try rows("SELECT * FROM delivery WHERE petition_id = \(petitionID) ORDER BY position").map(StoredDelivery.init)
    }

    /// How many entries of the log are in what was handed over; 0 before the first delivery.
    ///
    /// What was counted in them stays in the count for good (DESIGN 11.7).
    package func deliveredSize(of petitionID: Int64) throws -> UInt64 {
        UInt64(
            try row("SELECT MAX(size) AS size FROM delivery WHERE petition_id = \(petitionID)")?
                .optionalInteger("size") ?? 0
        )
    }

    /// Writes down that a packet has arrived; a second time changes nothing.
    package func acknowledge(_ tokenHash: [UInt8], of petitionID: Int64, at now: Moment) throws {
        try rows(
            """
            UPDATE delivery SET acknowledged_at = \(now.minute.seconds)
            WHERE petition_id = \(petitionID) AND token_hash = \(tokenHash) AND acknowledged_at IS NULL
            """
        )
    }
}

extension StoredDelivery {
    init(_ row: QueryRow) throws {
        guard let target = Slug(try row.text("target")) else {
            throw DatabaseFailure.unexpectedShape("delivery.target")
        }
        self.init(
            tokenHash: try row.blob("token_hash"),
            packetHash: try row.blob("packet_hash"),
            target: target,
            size: UInt64(try row.integer("size")),
            position: UInt64(try row.integer("position")),
            checkpoint: try row.text("checkpoint"),
            deliveredAt: Moment(seconds: try row.integer("delivered_at")),
            acknowledgedAt: try row.optionalInteger("acknowledged_at").map(Moment.init(seconds:))
        )
    }
}
