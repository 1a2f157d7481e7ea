package import UndersignedCore
package import UndersignedDatabase

/// Who is asked to take a role.
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
            INSERT INTO invitation (hash, campaign_id, role, partner, address, name, account_id, sent_at, ends_at,
                is_withdrawn)
            VALUES (\(hash), \(invitation.campaignID), \(invitation.role.rawValue),
                \(invitation.partner?.text ?? ""), \(invitation.address), \(invitation.name), \(invitation.accountID), \(invitation.sentAt.seconds),
                \(invitation.endsAt.seconds), \(invitation.isWithdrawn ? 1 : 0))
            """
        )
    }

    /// The invitation of a secret's hash, or nil; nobody else answers it until the write transaction ends.
    package func invitation(hash: [UInt8]) throws -> Invitation? {
        try lockedRow("SELECT * FROM invitation WHERE hash = \(hash)").map(Invitation.init)
    }

    /// A campaign's invitations that have not ended, those that were taken back among them, by address.
    package func invitations(in campaignID: Int64, at now: Moment) throws -> [Invitation] {
        try rows(
            """
            SELECT * FROM invitation WHERE campaign_id = \(campaignID) AND ends_at > \(now.seconds)
            ORDER BY address, role, partner
            """
        ).map(Invitation.init)
    }

    /// Takes an invitation back: the next one to the address has to wait.
    ///
    /// - Returns: Whether it was open.
    /// - Throws: A fault of the database.
    package func withdrawInvitation(_ invitation: Invitation, at now: Moment) throws -> Bool {
        let end = now + Invitation.pause
        return try !rows(
            """
            UPDATE invitation SET is_withdrawn = 1, ends_at = \(end.seconds)
            WHERE campaign_id = \(invitation.campaignID) AND role = \(invitation.role.rawValue)
                AND partner = \(invitation.partner?.text ?? "") AND address = \(invitation.address)
                AND ends_at > \(now.seconds) AND is_withdrawn = 0
            RETURNING campaign_id
            """
        ).isEmpty
    }

    /// Deletes an invitation.
    package func deleteInvitation(_ invitation: Invitation) throws {
        try rows(
            """
            DELETE FROM invitation WHERE campaign_id = \(invitation.campaignID) AND role = \(invitation.role.rawValue)
                AND partner = \(invitation.partner?.text ?? "") AND address = \(invitation.address)
            """
        )
    }

    /// Deletes what nobody answered in time.
    package func deleteEndedInvitations(at now: Moment) throws {
        try rows("DELETE FROM invitation WHERE ends_at <= \(now.seconds)")
    }
}

extension Invitation {
    fileprivate init(_ row: QueryRow) throws {
        guard let role = Role(rawValue: try row.text("role")) else {
            throw DatabaseFailure.unexpectedShape("invitation.role")
        }
        self.init(
            campaignID: try row.integer("campaign_id"),
            role: role,
            partner: Slug(try row.text("partner")),
            address: try row.text("address"),
            name: try row.text("name"),
            accountID: try row.integer("account_id"),
            sentAt: Moment(seconds: try row.integer("sent_at")),
            endsAt: Moment(seconds: try row.integer("ends_at")),
            isWithdrawn: try row.integer("is_withdrawn") == 1
        )
    }
}
