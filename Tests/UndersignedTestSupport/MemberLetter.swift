package import MemberTokens
import Testing
package import UndersignedApp
package import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// An open letter to a board, signed by members of one organisation, whose tokens the site issues.
package struct MemberLetter {
    package let test: TestSite
    package let petition: Petition
    package let challenge: TokenChallenge
    package let key: IssuerPublicKey
    /// As the letter began with it.
    package let entryZero: [UInt8]

    /// Whoever reads a mailbox there is a member, and whoever has a code of the organiser's.
    package static let rules = MemberRules(domains: ["works.example"], isByInvitation: true)

    package init(
        _ kind: TestDatabase,
        rules: MemberRules = Self.rules,
        limits: Site.Limits = .default,
        closesAt: Moment? = nil
    ) async throws {
        try await self.init(in: TestSite(kind, limits: limits), rules: rules, closesAt: closesAt)
    }

    /// The same in a site that stands.
    package init(
        in test: TestSite,
        rules: MemberRules = Self.rules,
        closesAt: Moment? = nil,
        discretion: PetitionSheet.Discretion? = nil
    ) async throws {
        self.test = test
        var sheet = Samples.petition("dear-board")
        sheet.admit(rules)
        sheet.discretion = discretion
        petition = try await test.open(sheet, closesAt: closesAt)
        let id = petition.id
        let entry = try #require(try await test.database.read { try $0.entries(from: 0, count: 1, of: id).first })
        entryZero = entry
        challenge = try #require(TokenChallenge(issuerName: "petitions.example.org", entryZero: entry))
        key = try #require(try test.site.keys.keys(of: sheet.slug).issuerPublic)
    }

    /// The same letter in a site that was restored from a copy.
    package init(_ restored: TestSite, _ letter: MemberLetter) async throws {
        (test, petition) = (restored, try await restored.petition(id: letter.petition.id))
        (challenge, key, entryZero) = (letter.challenge, letter.key, letter.entryZero)
    }

    package func pending() -> PendingToken {
        PendingToken(challenge: challenge, issuerKey: key, randomBytes: Samples.randomBytes)
    }

    /// Asks for a code, and gives the one that was mailed; nil where none was.
    package func code(_ address: String = "amina@works.example") async throws -> String? {
        let before = try await codes().count
        try await MemberIssuing(site: test.site).sendCode(to: address, petition: petition, language: .english)
        let after = try await codes()
        return after.count > before ? after.last : nil
    }

    package func codes() async throws -> [String] {
        try await test.mails().filter { $0.kind == .memberCode }.map(\.payload.link)
    }

    package func issue(
        _ pending: PendingToken,
        _ code: String?,
        _ address: String = "amina@works.example"
    ) async throws -> TokenResponse {
        try await MemberIssuing(site: test.site)
            .issue(to: address, code: code ?? "", request: pending.request.bytes, petition: petition)
            .response
    }

    /// Counts who holds a token, as a day's first look does.
    package func countHolders() async throws {
        let (id, day) = (petition.id, test.now.day)
        try await test.database.write { try $0.saveIssuerCount($0.memberCount(in: id), of: id, on: day) }
    }

    /// Tokens of so many members, each by an invitation, and counted since.
    package func tokens(_ count: Int) async throws -> [MemberToken] {
        let tokens = try await uncountedTokens(count)
        try await countHolders()
        return tokens
    }

    /// The same within a day.
    package func uncountedTokens(_ count: Int) async throws -> [MemberToken] {
        let issuing = MemberIssuing(site: test.site)
        let codes = (0..<count).map { _ in MemberVoucher(bytes: Samples.randomBytes(16)) }
        _ = try await issuing.invite(codes.map(\.hash), to: petition)
        var tokens: [MemberToken] = []
        for code in codes {
            let pending = pending()
            let issued = try await issuing.issue(
                voucher: code.text,
                request: pending.request.bytes,
                petition: petition
            )
            tokens.append(try pending.token(from: issued.response))
        }
        return tokens
    }

    package func sign(
        _ token: MemberToken,
        showing display: MemberDisplay = .nothing,
        textVersion: Int? = nil
    ) async throws -> LinkToken {
        try await MemberSigning(site: test.site)
            .sign(with: token.base64.utf8, showing: display, textVersion: textVersion, petition: petition)
    }

    /// Lets a day pass and does what is due then.
    package func passDay() async throws {
        test.advance(.days(1))
        try await Housekeeping(site: test.site).doDue()
    }
}
