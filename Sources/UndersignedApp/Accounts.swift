package import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// The people who run campaigns: who they are, and what each may do where.
///
/// Signing in, setting up and sessions are in files of their own.
package final class Accounts: Sendable {
    /// Why something can't be done.
    package enum Refusal: Error, Hashable, Sendable {
        /// There is no such account.
        case unknown
        /// The address has an account already.
        case exists
        case badAddress
        /// A name is longer than 200 characters.
        case longName
        /// Nobody could run the site any more.
        case lastOwner
        /// A partner's role without a partner, or a partner's name with another role.
        case partnerMissing
        /// The account was disabled.
        case disabled
    }

    /// How long a one-time address works.
    package static let setupSpan = Moment.Span.days(3)

    let site: Site
    let passphrases = PassphraseWork()
    let cost: PassphraseCost
    /// Failures by account, by network prefix and by known device: each its own buckets (S-35).
    let failures: (accounts: RateLimiter, prefixes: RateLimiter, devices: RateLimiter)
    /// Under it lie the secrets of the codes; in the keys folder, apart from the database.
    let key: KeyedHash
    /// Secrets of nobody, that are read and tried in the place of those of an account that is not there (S-35).
    let decoy: AccountSecrets

    /// - Parameters:
    ///   - site: What every story needs.
    ///   - cost: What a guess at a passphrase costs; less only in tests of other things.
    /// - Throws: When the instance's secret `account.key` can't be read or made.
    package init(site: Site, cost: PassphraseCost = .now) throws {
        self.site = site
        self.cost = cost
        key = KeyedHash(key: try site.keys.instanceSecret("account.key", ambient: site.ambient))
        let ambient = site.ambient
        decoy = AccountSecrets(
            passphrase: PassphraseHash.unknown(cost: cost, ambient: ambient),
            codeSecret: ambient.randomBytes(SealedBytes.nonceByteCount + OneTimeCode.secretByteCount + 16),
            codeStep: 0
        )
        failures = (
            RateLimiter(allowance: .signIns, ambient: ambient),
            RateLimiter(allowance: .signIns, ambient: ambient),
            RateLimiter(allowance: .signIns, ambient: ambient)
        )
    }

    /// Makes an account, with a one-time address for its first set-up.
    ///
    /// - Parameters:
    ///   - address: The person's mail address.
    ///   - name: The person's name; may be empty, and is then asked for at the set-up.
    ///   - membership: What the person may do where.
    ///   - actor: Who invites; nil for the command line.
    /// - Returns: The one-time address, shown once: the database holds its hash only.
    /// - Throws: `Refusal`, or a fault of the database.
    package func invite(
        address: String,
        name: String,
        membership: Membership,
        by actor: Int64?
    ) async throws -> String {
        guard let address = Self.canonical(address) else { throw Refusal.badAddress }
        guard name.count <= 200 else { throw Refusal.longName }
        let (secret, hash) = newSecret()
        let now = site.ambient.now()
        let isNew = try await site.database.write { transaction in
            try Self.check(membership, in: transaction)
            guard let id = try transaction.insertAccount(address: address, name: name, at: now) else { return false }
            try transaction.addMembership(membership, to: id)
            let setup = Setup(accountID: id, purpose: .all, endsAt: now + Self.setupSpan)
            try transaction.insertSetup(setup, hash: hash)
            try transaction.addToTrail(
                TrailEvent(
                    doneAt: now,
                    accountID: actor,
                    act: .accountInvited,
                    campaignID: membership.campaignID,
                    object: address,
                    detail: membership.words
                )
            )
            return true
        }
        guard isNew else { throw Refusal.exists }
        return setupAddress(secret)
    }

    /// Gives an account a one-time address to set something up anew; whoever is signed in as it is signed out.
    ///
    /// - Parameters:
    ///   - address: The account's.
    ///   - purpose: What is lost. An account that never was set up gets its first set-up again.
    ///   - actor: Who asks; nil for the command line.
    /// - Returns: The one-time address.
    /// - Throws: `Refusal`, or a fault of the database.
    package func reset(address: String, purpose: Setup.Purpose, by actor: Int64?) async throws -> String {
        guard let address = Self.canonical(address) else { throw Refusal.badAddress }
        let (secret, hash) = newSecret()
        let now = site.ambient.now()
        let refusal: Refusal? = try await site.database.write { transaction in
            guard let account = try transaction.account(address: address) else { return .unknown }
            guard account.state != .disabled else { return .disabled }
            let setup = Setup(
                accountID: account.id,
                purpose: account.state == .invited ? .all : purpose,
                endsAt: now + Self.setupSpan
            )
            try transaction.insertSetup(setup, hash: hash)
            try transaction.deleteSessions(of: account.id)
            try transaction.addToTrail(
                TrailEvent(
                    doneAt: now,
                    accountID: actor,
                    act: .accountReset,
                    object: address,
                    detail: setup.purpose.rawValue
                )
            )
            return nil
        }
        if let refusal { throw refusal }
        return setupAddress(secret)
    }

    /// Shuts an account: its sessions and one-time addresses end with the commit.
    ///
    /// - Throws: `Refusal`, or a fault of the database.
    package func disable(_ accountID: Int64, by actor: Int64?) async throws {
        try await change(accountID, .accountDisabled, by: actor) { transaction, account in
            if try Self.isLastOwner(account, in: transaction) { throw Refusal.lastOwner }
            try transaction.setAccount(accountID, name: account.name, state: .disabled)
            try transaction.deleteSessions(of: accountID)
            try transaction.deleteSetups(of: accountID)
        }
    }

    /// Opens an account again.
    ///
    /// - Throws: `Refusal`, or a fault of the database.
    package func enable(_ accountID: Int64, by actor: Int64?) async throws {
        try await change(accountID, .accountEnabled, by: actor) { transaction, account in
            guard account.state == .disabled else { return }
            let isSetUp = try transaction.accountSecrets(of: accountID)?.passphrase != nil
            try transaction.setAccount(accountID, name: account.name, state: isSetUp ? .active : .invited)
        }
    }

    func change(
        _ accountID: Int64,
        _ act: TrailEvent.Act,
        _ membership: Membership? = nil,
        by actor: Int64?,
        _ block: @escaping @Sendable (any Transaction, Account) throws -> Void
    ) async throws {
        let now = site.ambient.now()
        try await site.database.write { transaction in
            // Else two owners could shut each other at once.
            try transaction.lockAccounts()
            guard let account = try transaction.account(id: accountID) else { throw Refusal.unknown }
            try block(transaction, account)
            try transaction.addToTrail(
                TrailEvent(
                    doneAt: now,
                    accountID: actor,
                    act: act,
                    campaignID: membership?.campaignID,
                    object: account.address,
                    detail: membership?.words ?? ""
                )
            )
        }
    }

    static func isLastOwner(_ account: Account, in transaction: any Transaction) throws -> Bool {
        let owners = try transaction.accounts().filter { other in
            other.state == .active && other.memberships.contains { $0.role == .owner && $0.campaignID == nil }
        }
        return owners.map(\.id) == [account.id]
    }

    /// All accounts, by address.
    package func all() async throws -> [Account] {
        try await site.database.read { try $0.accounts() }
    }

    /// The account of an address as somebody typed it, or nil.
    package func account(_ typed: String) async throws -> Account? {
        guard let address = Self.canonical(typed) else { return nil }
        return try await site.database.read { try $0.account(address: address) }
    }

    /// The form of an address under which it has one account; nil for what is no address.
    static func canonical(_ text: String) -> String? {
        (try? EmailAddress(text))?.canonical  // whoever types something else is told only that it does not fit
    }

    /// A secret for an address or a cookie, and what the database holds of it.
    func newSecret() -> (text: String, hash: [UInt8]) {
        let bytes = site.ambient.randomBytes(32)
        return (Base64URL.encode(bytes), bytes.sha256)
    }

    /// The hash of a secret's text; nil for what is none.
    static func hash(ofSecret text: some StringProtocol) -> [UInt8]? {
        guard text.utf8.count == 43, let bytes = Base64URL.decode(text) else { return nil }
        return bytes.sha256
    }

    func setupAddress(_ secret: String) -> String { "\(site.address.base)/admin/set-up/\(secret)" }
}

extension Membership {
    /// For the trail: `organiser`, `partner readers-union`.
    var words: String { partner.map { "\(role.rawValue) \($0)" } ?? role.rawValue }
}
