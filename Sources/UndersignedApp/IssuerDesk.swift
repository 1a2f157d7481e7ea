import MemberTokens
package import UndersignedCore
package import UndersignedDatabase
import UndersignedStore

/// Signs the tokens for letters of other sites, in data of its own: there is no site in it.
///
/// Each letter has a key here and a log that nobody else reads: it says how many tokens were signed, as a site's own would.
package struct IssuerDesk: Sendable {
    /// Why something is not done here.
    package enum Refusal: Error, Hashable, Sendable {
        /// This data is a site's.
        case site
        /// This data is no issuer's.
        case noIssuer
        /// There is no such letter.
        case unknown
        /// It was added before.
        case known
        case members(MemberRules.Problem)
        /// The clock is in doubt, or the database is.
        case failed
    }

    /// A letter whose tokens are signed here.
    package struct Letter: Hashable, Sendable {
        package let petition: Petition
        /// What its tokens verify with.
        package let key: [UInt8]
        /// How many tokens were signed, as is told to everybody.
        package let issued: Int

        /// What members' tokens name the issuer by.
        package var name: String { petition.sheet.from }
        /// Where it is read and signed.
        package var address: String { petition.sheet.letter }
        package var isClosed: Bool { petition.state == .closed }

        /// What is told to everybody.
        package var report: IssuerReport { IssuerReport(issued: issued, key: key) }
    }

    private static let mark = "issuer"

    private let site: Site

    package init(site: Site) {
        self.site = site
    }

    /// Whether some data is an issuer's, and no site's.
    ///
    /// - Throws: A fault of the database.
    package static func owns(_ database: any TransactionalDatabase) async throws -> Bool {
        try await database.read { try $0.metaValue(mark) != nil }
    }

    /// Takes a letter of another site, and makes its key.
    ///
    /// - Parameters:
    ///   - slug: Its name in addresses, here and there.
    ///   - address: Where it is read and signed.
    ///   - name: What its tokens are to name this issuer by, in printable ASCII.
    ///   - rules: Who is a member.
    ///   - closesAt: When no token is signed any more and the key is destroyed; nil for when it is closed by hand.
    /// - Returns: The letter, with its key.
    /// - Throws: `Refusal`, `Opening.Refusal`, or a fault: adding it again goes on.
    package func add(
        _ slug: Slug,
        at address: String,
        as name: String,
        _ rules: MemberRules,
        closesAt: Moment? = nil
    ) async throws -> Letter {
        var sheet = PetitionSheet(slug: slug, title: name, letter: address, to: [], from: name, language: "en")
        sheet.admit(rules)
        if let problem = sheet.memberProblem ?? MemberRules.problem(ofIssuerName: name) {
            throw Refusal.members(problem)
        }
        try await site.database.write { [sheet] transaction in
            if try transaction.metaValue(Self.mark) == nil {
                guard try transaction.petitions().isEmpty, try transaction.accounts().isEmpty else {
                    throw Refusal.site
                }
                try transaction.setMetaValue(Self.mark, 1)
            }
            guard try transaction.saveDraft(sheet, campaignID: nil) != nil else { throw Refusal.known }
        }
        _ = try await Opening(site: site).open(slug, closesAt: closesAt)
        return try await letter(slug)
    }

    /// Destroys a letter's key: nobody gets a token any more; safe to repeat.
    ///
    /// - Throws: `Refusal`, or a fault: closing it again goes on.
    package func close(_ slug: Slug) async throws {
        let petition = try await letter(slug).petition
        if petition.state == .open {
            guard case .appended = try await site.sequencer.submit(.close(petitionID: petition.id)) else {
                throw Refusal.failed
            }
        }
        let closed = try await site.database.read { try $0.petition(id: petition.id) }
        guard let closed else { throw Refusal.unknown }
        // At once: who takes this machine tomorrow signs nothing with it.
        try KeyRetention(site: site).endIssuing(of: closed)
    }

    /// All letters, and how many tokens were signed for each until now: for the operator alone.
    ///
    /// - Throws: `Refusal`, or a fault.
    package func letters() async throws -> [(letter: Letter, signed: Int)] {
        guard try await Self.owns(site.database) else { throw Refusal.noIssuer }
        var found: [(Letter, Int)] = []
        for petition in try await site.database.read({ try $0.petitions() }) where petition.log != nil {
            let signed = try await site.database.read { try $0.memberCount(in: petition.id) }
            found.append((try await letter(petition), signed))
        }
        return found
    }

    /// A letter by its name.
    ///
    /// - Throws: `Refusal`, or a fault.
    package func letter(_ slug: Slug) async throws -> Letter {
        guard try await Self.owns(site.database) else { throw Refusal.noIssuer }
        guard let petition = try await site.database.read({ try $0.petition(slug) }) else { throw Refusal.unknown }
        return try await letter(petition)
    }

    /// A letter as it stands now.
    ///
    /// - Throws: `Refusal.unknown` for one whose key was not made yet, or a fault.
    package func letter(_ petition: Petition) async throws -> Letter {
        guard petition.log != nil, let key = try site.keys.keys(of: petition.slug).issuerPublic else {
            throw Refusal.unknown
        }
        let issued = try await site.database.read { try $0.publishedIssues(in: petition.id) }
        return Letter(petition: petition, key: key.bytes, issued: issued)
    }
}
