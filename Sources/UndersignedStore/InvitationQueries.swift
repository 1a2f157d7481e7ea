package import UndersignedCore
package import UndersignedDatabase

/// Who is asked to join an organisation's people.
extension Transaction {
    /// Notes an invitation.
    ///
    /// - Parameters:
    ///   - invitation: What it says.
    ///   - hash: SHA-256 of its secret.
    /// - Throws: A fault of the database.
    package func insertInvitation(_ invitation: Invitation, hash: [UInt8]) throws {
        try rows(
            """
            INSERT INTO invitation (hash, campaign_id, partner, address, name, account_id, sent_at, ends_at,
                is_withdrawn)
            VALUES (\(hash), \(invitation.campaignID), \(invitation.partner.text), \(invitation.address),
                \(invitation.name), \(invitation.accountID), \(invitation.sentAt.seconds),
                \(invitation.endsAt.seconds), \(invitation.isWithdrawn ? 1 : 0))
            """
        )
    }

    /// The invitation of a secret's hash, or nil; nobody else answers it until the write transaction ends.
    package func invitation(hash: [UInt8]) throws -> Invitation? {
        try lockedRow("SELECT * FROM invitation WHERE hash = \(hash)").map(Invitation.init)
    }

    /// An organisation's invitations that have not ended, those that were taken back among them, by address.
    package func invitations(of partner: Slug, in campaignID: Int64, at now: Moment) throws -> [Invitation] {
        try rows(
            """
            SELECT * FROM invitation WHERE campaign_id = \(campaignID) AND partner = \(partner.text)
                AND ends_at > \(now.seconds) ORDER BY address
            """
        ).map(Invitation.init)
    }

    /// Takes an invitation back: the next one to the address has to wait.
    ///
    /// - Returns: Whether it was open.
    /// - Throws: A fault of the database.
    package func withdrawInvitation(
        to address: String,
        of partner: Slug,
        in campaignID: Int64,
        at now: Moment
    ) throws -> Bool {
        let end = now + Invitation.pause
        return try !rows(
            """
            UPDATE invitation SET is_withdrawn = 1, ends_at = \(end.seconds)
            WHERE campaign_id = \(campaignID) AND partner = \(partner.text) AND address = \(address)
                AND ends_at > \(now.seconds) AND is_withdrawn = 0
            RETURNING campaign_id
            """
        ).isEmpty
    }

    /// Deletes an invitation that was answered.
    package func deleteInvitation(hash: [UInt8]) throws {
        try rows("DELETE FROM invitation WHERE hash = \(hash)")
    }

    /// Deletes what nobody answered in time.
    package func deleteEndedInvitations(at now: Moment) throws {
        try rows("DELETE FROM invitation WHERE ends_at <= \(now.seconds)")
    }
}

extension Invitation {
    fileprivate init(_ row: QueryRow) throws {
        guard let partner = Slug(try row.text("partner")) else {
            throw DatabaseFailure.unexpectedShape("invitation.partner")
        }
        self.init(
            campaignID: try row.integer("campaign_id"),
            partner: partner,
            address: try row.text("address"),
            name: try row.text("name"),
            accountID: try row.integer("account_id"),
            sentAt: Moment(seconds: try row.integer("sent_at")),
            endsAt: Moment(seconds: try row.integer("ends_at")),
            isWithdrawn: try row.integer("is_withdrawn") == 1
        )
    }
}
