package import UndersignedCore
package import UndersignedDatabase

/// A mail that came back: which signature it was about, and why it had been sent.
package struct BouncedMail: Hashable, Sendable {
    package let petitionID: Int64
    package let signatureID: Int64
    package let kind: OutboxMail.Kind
    package let queuedAt: Moment
}

extension Transaction {
    /// The mail of a return address.
    ///
    /// - Parameters:
    ///   - hash: SHA-256 of the code in the return address, 32 bytes.
    ///   - limit: A mail whose fate was known before that is not looked at.
    /// - Returns: Nil for an unknown hash, and for a mail about no signature.
    /// - Throws: A fault of the database.
    package func bouncedMail(hash: [UInt8], since limit: Moment) throws -> BouncedMail? {
        try row(
            """
            SELECT petition_id, signature_id, kind, queued_at FROM outbox
            WHERE bounce_hash = \(hash) AND (final_at IS NULL OR final_at >= \(limit.seconds))
            """
        ).flatMap(BouncedMail.init)
    }

    /// The mail of an outbox row, refused by the mail server before it left.
    package func bouncedMail(id: Int64, in petitionID: Int64) throws -> BouncedMail? {
        try row(
            """
            SELECT petition_id, signature_id, kind, queued_at FROM outbox
            WHERE petition_id = \(petitionID) AND id = \(id)
            """
        ).flatMap(BouncedMail.init)
    }

    /// Whether there is a return address that `forgetBounceHashes` forgets.
    package func hasBounceHashes(before limit: Moment) throws -> Bool {
        try row(
            """
            SELECT 1 AS found FROM outbox WHERE bounce_hash IS NOT NULL AND final_at < \(limit.seconds) LIMIT 1
            """
        ) != nil
    }

    /// Forgets the return addresses of mails whose fate was known before a moment.
    package func forgetBounceHashes(before limit: Moment) throws {
        try rows(
            "UPDATE outbox SET bounce_hash = NULL WHERE bounce_hash IS NOT NULL AND final_at < \(limit.seconds)"
        )
    }

    /// How many mails still have a return address.
    package func bounceHashCount() throws -> Int {
        Int(try row("SELECT COUNT(*) AS n FROM outbox WHERE bounce_hash IS NOT NULL")?.integer("n") ?? 0)
    }

    /// The keyed tag of a signature's address; nil where it was deleted.
    package func signatureTag(of id: Int64, in petitionID: Int64) throws -> [UInt8]? {
        try row("SELECT tag FROM signature WHERE petition_id = \(petitionID) AND id = \(id)")?.optionalBlob("tag")
    }

    /// Notes, to the day, that mail to a signatory came back: a finer time would tell rows of two petitions alike.
    package func markUndeliverable(_ id: Int64, in petitionID: Int64, at now: Moment) throws {
        try rows(
            """
            UPDATE signature SET undeliverable_at = \(now.day.seconds)
            WHERE petition_id = \(petitionID) AND id = \(id) AND undeliverable_at IS NULL
            """
        )
    }

    /// Whether mail to a signatory came back.
    package func isUndeliverable(_ id: Int64, in petitionID: Int64) throws -> Bool {
        try row(
            """
            SELECT 1 AS found FROM signature
            WHERE petition_id = \(petitionID) AND id = \(id) AND undeliverable_at IS NOT NULL
            """
        ) != nil
    }
}

extension BouncedMail {
    fileprivate init?(_ row: QueryRow) throws {
        guard let kind = OutboxMail.Kind(rawValue: try row.text("kind")) else {
            throw DatabaseFailure.unexpectedShape("outbox.kind")
        }
        guard let signatureID = try row.optionalInteger("signature_id") else { return nil }
        petitionID = try row.integer("petition_id")
        self.signatureID = signatureID
        self.kind = kind
        queuedAt = Moment(seconds: try row.integer("queued_at"))
    }
}
