package import UndersignedCore
package import UndersignedDatabase

/// A signature's row, without what only its link opens.
package struct SignatureRow: Hashable, Sendable {
    package var id: Int64
    package var petitionID: Int64
    package var state: SignatureState
    /// Sealed; nil after withdrawal and erasure.
    package var box: [UInt8]?
    package var requestKey: String?
    /// The version that was signed; of a pending row, the one that its presented receipt says.
    package var textVersion: Int?
    /// Which of the petition's logs the statement names.
    package var logNumber: Int
    /// Index in the log.
    package var position: UInt64?
    /// Index of the entry that took it out again.
    package var removedPosition: UInt64?
    /// The count when this signature was counted.
    package var number: Int?
    /// To the minute, or the day once it is recorded for a daily publication.
    package var askedAt: Moment
    /// To the minute: counted, withdrawn, removed.
    package var decidedAt: Moment?
    package var mailedAt: [Moment]
    /// Why it was taken out, where somebody else than the signatory did it.
    package var removal: RemovalReason?
    /// The partner whose link brought the person.
    package var source: String?
}

/// Where a signature stands in the log.
package struct Placement: Hashable, Sendable {
    /// Index in the log.
    package var position: UInt64
    /// The count with this signature in it.
    package var number: Int
    package var textVersion: Int

    package init(position: UInt64, number: Int, textVersion: Int) {
        self.position = position
        self.number = number
        self.textVersion = textVersion
    }
}

/// A new pending row.
package struct PendingSignature: Sendable {
    package var petitionID: Int64
    /// 32 bytes.
    package var tag: [UInt8]
    /// 32 bytes.
    package var tokenHash: [UInt8]
    package var requestKey: String?
    package var box: [UInt8]
    /// The partner whose link brought the person.
    package var source: String?
    /// What a receipt of a lost entry says; nil for everybody who signs for the first time.
    package var presented: PresentedStatement?
    package var now: Moment
    /// When the limit on mails takes the first one to have been queued: `now`, or later where no row may say the minute.
    package var mailedAt: Moment

    package init(
        petitionID: Int64,
        tag: [UInt8],
        tokenHash: [UInt8],
        requestKey: String?,
        box: [UInt8],
        source: String? = nil,
        presented: PresentedStatement? = nil,
        now: Moment,
        mailedAt: Moment? = nil
    ) {
        self.petitionID = petitionID
        self.tag = tag
        self.tokenHash = tokenHash
        self.requestKey = requestKey
        self.box = box
        self.source = source
        self.presented = presented
        self.now = now
        self.mailedAt = mailedAt ?? now
    }
}

extension Transaction {
    /// Inserts a pending row; nil when the address has one already.
    package func insertPending(_ pending: PendingSignature) throws -> Int64? {
        try row(
            """
            INSERT INTO signature (petition_id, state, tag, token_hash, request_key, box, source, text_version,
                log_number, asked_at, mailed_at)
            VALUES (\(pending.petitionID), 'pending', \(pending.tag), \(pending.tokenHash), \(pending.requestKey),
                \(pending.box), \(pending.source), \(pending.presented?.textVersion),
                \(pending.presented?.logNumber ?? 1), \(pending.now.minute.seconds),
                \(String(pending.mailedAt.minute.seconds)))
            ON CONFLICT DO NOTHING RETURNING id
            """
        )?.integer("id")
    }

    /// Gives a pending or expired row another box, link and start; its old link is dead from here.
    package func replacePending(_ id: Int64, with pending: PendingSignature, mailed: [Moment]) throws {
        try rows(
            """
            UPDATE signature SET state = 'pending', token_hash = \(pending.tokenHash), box = \(pending.box),
                request_key = \(pending.requestKey), source = COALESCE(\(pending.source), source),
                text_version = \(pending.presented?.textVersion), log_number = \(pending.presented?.logNumber ?? 1),
                asked_at = \(pending.now.minute.seconds),
                mailed_at = \(mailed.stored)
            WHERE petition_id = \(pending.petitionID) AND id = \(id) AND state IN ('pending', 'expired')
            """
        )
    }

    /// Gives a counted row a fresh management link beside its own.
    package func setManagementHash(_ hash: [UInt8], of id: Int64, in petitionID: Int64, mailed: [Moment]) throws {
        try rows(
            """
            UPDATE signature SET management_hash = \(hash), mailed_at = \(mailed.stored)
            WHERE petition_id = \(petitionID) AND id = \(id)
            """
        )
    }

    // A row that a decision is about is locked until the decision is written, here and in the three below.

    /// The row of an address, by its keyed tag.
    package func signature(tag: [UInt8], in petitionID: Int64) throws -> SignatureRow? {
        try lockedRow("SELECT * FROM signature WHERE petition_id = \(petitionID) AND tag = \(tag)").map(
            SignatureRow.init
        )
    }

    /// The row of a mailed link.
    package func signature(tokenHash: [UInt8], in petitionID: Int64) throws -> SignatureRow? {
        try lockedRow("SELECT * FROM signature WHERE petition_id = \(petitionID) AND token_hash = \(tokenHash)")
            .map(SignatureRow.init)
    }

    /// The row of a management link, which opens no box.
    package func signature(managementHash: [UInt8], in petitionID: Int64) throws -> SignatureRow? {
        try lockedRow(
            "SELECT * FROM signature WHERE petition_id = \(petitionID) AND management_hash = \(managementHash)"
        )
        .map(SignatureRow.init)
    }

    // `state || ''` below keeps the database from the index of what waits: a plan that PostgreSQL makes while the table is
    // small would read all that waits for each row.

    /// The row of an id.
    package func signature(id: Int64, in petitionID: Int64) throws -> SignatureRow? {
        try lockedRow("SELECT * FROM signature WHERE petition_id = \(petitionID) AND id = \(id)").map(SignatureRow.init)
    }

    /// Claims a pending row for the log by its link; nil when that link's row is not pending any more, or too old.
    package func claim(
        tokenHash: [UInt8],
        in petitionID: Int64,
        as placement: Placement,
        logNumber: Int,
        at now: Moment
    ) throws -> ClaimedSignature? {
        try row(
            """
            UPDATE signature SET state = 'counted', position = \(Int64(placement.position)),
                number = \(placement.number), text_version = \(placement.textVersion), log_number = \(logNumber),
                decided_at = \(now.minute.seconds)
            WHERE petition_id = \(petitionID) AND token_hash = \(tokenHash) AND state || '' = 'pending'
                AND asked_at > \((now - Asking.pendingSpan).seconds) RETURNING source, asked_at
            """
        ).map(ClaimedSignature.init)
    }

    /// Counts a recorded row at the daily publication; false when it is not recorded any more.
    package func publish(_ id: Int64, in petitionID: Int64, as placement: Placement, at now: Moment) throws -> Bool {
        try row(
            """
            UPDATE signature SET state = 'counted', position = \(Int64(placement.position)),
                number = \(placement.number), commitment = NULL, decided_at = \(now.day.seconds)
            WHERE petition_id = \(petitionID) AND id = \(id) AND state || '' = 'recorded' RETURNING id
            """
        ) != nil
    }

    /// What waits for the next daily publication.
    package func recorded(
        in petitionID: Int64,
        before day: Moment
    ) throws -> [(id: Int64, entry: [UInt8], textVersion: Int)] {
        try rows(
            """
            SELECT id, commitment, text_version FROM signature
            WHERE petition_id = \(petitionID) AND state = 'recorded' AND decided_at < \(day.day.seconds) ORDER BY id
            """
        ).map { (try $0.integer("id"), try $0.blob("commitment"), Int(try $0.integer("text_version"))) }
    }
}

extension [Moment] {
    fileprivate var stored: String { map { String($0.minute.seconds) }.joined(separator: " ") }
}

extension SignatureRow {
    fileprivate init(_ row: QueryRow) throws {
        guard let state = SignatureState(rawValue: try row.text("state")) else {
            throw DatabaseFailure.unexpectedShape("signature.state")
        }
        id = try row.integer("id")
        petitionID = try row.integer("petition_id")
        self.state = state
        box = try row.optionalBlob("box")
        requestKey = try row.optionalText("request_key")
        textVersion = try row.optionalInteger("text_version").map(Int.init)
        logNumber = Int(try row.integer("log_number"))
        position = try row.optionalInteger("position").flatMap(UInt64.init(exactly:))
        removedPosition = try row.optionalInteger("removed_position").flatMap(UInt64.init(exactly:))
        number = try row.optionalInteger("number").map(Int.init)
        askedAt = Moment(seconds: try row.integer("asked_at"))
        decidedAt = try row.optionalInteger("decided_at").map(Moment.init(seconds:))
        mailedAt = try row.text("mailed_at").split(separator: " ").compactMap { Int64($0) }
            .map(Moment.init(seconds:))
        removal = try row.optionalText("removal").flatMap { RemovalReason($0) }
        source = try row.optionalText("source")
    }
}
