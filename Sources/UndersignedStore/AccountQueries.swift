package import UndersignedCore
package import UndersignedDatabase

/// What an account signs in with, as its row holds it.
package struct AccountSecrets: Sendable {
    /// As `PassphraseHash` writes it; nil before the set-up.
    package var passphrase: String?
    /// The secret of the one-time codes, sealed; nil before the set-up.
    package var codeSecret: [UInt8]?
    /// The step of the last code that was used.
    package var codeStep: Int64

    package init(passphrase: String?, codeSecret: [UInt8]?, codeStep: Int64) {
        self.passphrase = passphrase
        self.codeSecret = codeSecret
        self.codeStep = codeStep
    }
}

extension Transaction {
    /// Inserts an invited account; nil when the address has one.
    package func insertAccount(address: String, name: String, at now: Moment) throws -> Int64? {
        try row(
            """
            INSERT INTO account (address, name, state, code_step, made_at)
            VALUES (\(address), \(name), \(Account.State.invited.rawValue), 0, \(now.seconds))
            ON CONFLICT (address) DO NOTHING RETURNING id
            """
        )?.integer("id")
    }

    /// The account of an address, or nil.
    package func account(address: String) throws -> Account? {
        try row("SELECT * FROM account WHERE address = \(address)").map(account)
    }

    /// The account of an id, or nil.
    package func account(id: Int64) throws -> Account? {
        try row("SELECT * FROM account WHERE id = \(id)").map(account)
    }

    /// All accounts, by address.
    package func accounts() throws -> [Account] {
        let people = try rows("SELECT * FROM account ORDER BY address")
        return try accounts(people, try rows("SELECT * FROM membership ORDER BY campaign_id, role, partner"))
    }

    /// Who sent a campaign's invitations, and who is asked by them and has an account, by address.
    package func accounts(ofInvitationsIn campaignID: Int64) throws -> [Account] {
        let people = try rows(
            """
            SELECT * FROM account WHERE id IN (SELECT account_id FROM invitation WHERE campaign_id = \(campaignID))
                OR address IN (SELECT address FROM invitation WHERE campaign_id = \(campaignID))
            ORDER BY address
            """
        )
        let given = try rows(
            """
            SELECT * FROM membership WHERE account_id IN (
                SELECT account_id FROM invitation WHERE campaign_id = \(campaignID)
                UNION SELECT account.id FROM account JOIN invitation ON invitation.address = account.address
                WHERE invitation.campaign_id = \(campaignID)
            ) ORDER BY campaign_id, role, partner
            """
        )
        return try accounts(people, given)
    }

    /// Accounts with what they may do, of two queries, however many they are.
    private func accounts(_ people: [QueryRow], _ given: [QueryRow]) throws -> [Account] {
        let memberships = try Dictionary(grouping: given) { try $0.integer("account_id") }
        return try people.map { row in
            try Account(row, memberships: (memberships[row.integer("id")] ?? []).map(Membership.init))
        }
    }

    private func account(_ row: QueryRow) throws -> Account {
        try Account(row, memberships: memberships(of: row.integer("id")))
    }

    /// Sets what an account is called and whether it may sign in.
    package func setAccount(_ id: Int64, name: String, state: Account.State) throws {
        try rows("UPDATE account SET name = \(name), state = \(state.rawValue) WHERE id = \(id)")
    }

    /// What an account signs in with, or nil for an unknown id.
    ///
    /// Nobody else changes it until the write transaction ends.
    package func accountSecrets(of id: Int64) throws -> AccountSecrets? {
        try lockedRow("SELECT passphrase, code_secret, code_step FROM account WHERE id = \(id)")
            .map(AccountSecrets.init)
    }

    /// All that signing in asks of an account.
    ///
    /// Both statements run, and one of them gives a row, as long in either case: how long it takes tells nothing (S-35).
    ///
    /// - Parameters:
    ///   - address: In its canonical form.
    ///   - decoy: Secrets of nobody.
    /// - Returns: Of no account the decoy, disabled, with the id 0.
    /// - Throws: A fault of the database, or of a row.
    package func signInRow(
        address: String,
        decoy: AccountSecrets
    ) throws -> (id: Int64, state: Account.State, secrets: AccountSecrets) {
        let known = try lockedRow(
            "SELECT id, state, passphrase, code_secret, code_step FROM account WHERE address = \(address)"
        )
        let unknown = try row(
            """
            SELECT 0 AS id, 'disabled' AS state, \(decoy.passphrase) AS passphrase,
                \(decoy.codeSecret) AS code_secret, \(decoy.codeStep) AS code_step
            WHERE \(known == nil ? 1 : 0) = 1
            """
        )
        guard let row = known ?? unknown, let state = Account.State(rawValue: try row.text("state")) else {
            throw DatabaseFailure.unexpectedShape("account.state")
        }
        return (try row.integer("id"), state, try AccountSecrets(row))
    }

    /// Lets one change of accounts at a time go on, until the write transaction ends.
    package func lockAccounts() throws {
        _ = try lockedRow("SELECT id FROM account ORDER BY id LIMIT 1")
    }

    /// Replaces what an account signs in with.
    package func setAccountSecrets(_ secrets: AccountSecrets, of id: Int64) throws {
        try rows(
            """
            UPDATE account SET passphrase = \(secrets.passphrase), code_secret = \(secrets.codeSecret),
                code_step = \(secrets.codeStep)
            WHERE id = \(id)
            """
        )
    }
}

// Memberships.
extension Transaction {
    /// What an account may do where, the whole site first.
    package func memberships(of accountID: Int64) throws -> [Membership] {
        try rows(
            """
            SELECT campaign_id, role, partner FROM membership WHERE account_id = \(accountID)
            ORDER BY campaign_id, role, partner
            """
        ).map(Membership.init)
    }

    /// Gives a role; nothing happens where the account has it.
    package func addMembership(_ membership: Membership, to accountID: Int64) throws {
        try rows(
            """
            INSERT INTO membership (account_id, campaign_id, role, partner)
            VALUES (\(accountID), \(membership.campaignID ?? 0), \(membership.role.rawValue),
                \(membership.partner?.text ?? ""))
            ON CONFLICT DO NOTHING
            """
        )
    }

    /// Takes a role away; nothing happens where the account has it not.
    package func removeMembership(_ membership: Membership, from accountID: Int64) throws {
        try rows(
            """
            DELETE FROM membership WHERE account_id = \(accountID) AND campaign_id = \(membership.campaignID ?? 0)
                AND role = \(membership.role.rawValue) AND partner = \(membership.partner?.text ?? "")
            """
        )
    }
}

// Recovery codes.
extension Transaction {
    /// Replaces an account's recovery codes.
    package func setRecoveryCodes(_ hashes: [[UInt8]], of accountID: Int64) throws {
        try rows("DELETE FROM recovery_code WHERE account_id = \(accountID)")
        for hash in hashes {
            try rows("INSERT INTO recovery_code (account_id, hash) VALUES (\(accountID), \(hash))")
        }
    }

    /// Uses a recovery code up; false when the account has none of this hash.
    package func useRecoveryCode(_ hash: [UInt8], of accountID: Int64) throws -> Bool {
        try row("DELETE FROM recovery_code WHERE account_id = \(accountID) AND hash = \(hash) RETURNING account_id")
            != nil
    }

    /// How many recovery codes an account has left.
    package func recoveryCodeCount(of accountID: Int64) throws -> Int {
        Int(
            try row("SELECT COUNT(*) AS count FROM recovery_code WHERE account_id = \(accountID)")?.integer("count")
                ?? 0
        )
    }
}

extension Account {
    fileprivate init(_ row: QueryRow, memberships: [Membership]) throws {
        guard let state = Account.State(rawValue: try row.text("state")) else {
            throw DatabaseFailure.unexpectedShape("account.state")
        }
        self.init(
            id: try row.integer("id"),
            address: try row.text("address"),
            name: try row.text("name"),
            state: state,
            memberships: memberships
        )
    }
}

extension Membership {
    fileprivate init(_ row: QueryRow) throws {
        guard let role = Role(rawValue: try row.text("role")) else {
            throw DatabaseFailure.unexpectedShape("membership.role")
        }
        let campaignID = try row.integer("campaign_id")
        self.init(campaignID: campaignID == 0 ? nil : campaignID, role: role, partner: Slug(try row.text("partner")))
    }
}

extension AccountSecrets {
    fileprivate init(_ row: QueryRow) throws {
        self.init(
            passphrase: try row.optionalText("passphrase"),
            codeSecret: try row.optionalBlob("code_secret"),
            codeStep: try row.integer("code_step")
        )
    }
}
