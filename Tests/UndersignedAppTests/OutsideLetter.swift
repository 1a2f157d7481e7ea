import MemberTokens
import Synchronization
import Testing
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport

/// An open letter whose members' tokens another issuer signs.
struct OutsideLetter {
    static let url = "https://union.example/petitions/dear-board"

    let test: TestSite
    let petition: Petition
    let client: ToldIssuer
    let lines = LoggedLines()
    private let key: IssuerPrivateKey
    private let challenge: TokenChallenge

    init(_ kind: TestDatabase, crowd: Int = MemberRules.standardCrowd, closesAt: Moment? = nil) async throws {
        let key = try IssuerPrivateKey()
        let issuer = OutsideIssuer(name: "The Works Union", key: key.publicKey.bytes, url: Self.url)
        test = try await TestSite(kind, logger: lines.logger)
        var sheet = Samples.petition("dear-board")
        sheet.admit(MemberRules(domains: ["works.example"], crowd: crowd, issuer: issuer))
        petition = try await test.open(sheet, closesAt: closesAt)
        let id = petition.id
        let entry = try #require(try await test.database.read { try $0.entries(from: 0, count: 1, of: id).first })
        challenge = try #require(TokenChallenge(issuerName: "The Works Union", entryZero: entry))
        client = ToldIssuer(key: key.publicKey.bytes)
        self.key = key
    }

    /// Signs with so many tokens of the other issuer's.
    func sign(_ count: Int) async throws {
        for _ in 0..<count {
            let pending = PendingToken(
                challenge: challenge,
                issuerKey: key.publicKey,
                randomBytes: Samples.randomBytes
            )
            let token = try pending.token(from: key.response(to: pending.request))
            _ = try await MemberSigning(site: test.site)
                .sign(with: token.base64.utf8, showing: .nothing, petition: petition)
        }
    }

    /// The house, kept by one process.
    func house() -> Housekeeping { Housekeeping(site: test.site, issuers: client) }

    /// Lets a day pass and does what is due then.
    func passDay(_ house: Housekeeping) async throws {
        test.advance(.days(1))
        try await house.doDue()
    }

    /// What each `issued` entry says.
    func issued() async throws -> [Int] {
        try await test.entries(petition).compactMap { if case .issued(let count) = $0 { count } else { nil } }
    }
}

/// An issuer that says what a test lets it say.
final class ToldIssuer: IssuerClient {
    private let state: Mutex<(answer: [UInt8]?, asked: [String])>
    private let key: [UInt8]

    init(key: [UInt8]) {
        self.key = key
        state = Mutex((nil, []))
    }

    var asked: [String] { state.withLock { $0.asked } }

    /// - Parameter issued: Nil for silence.
    func say(_ issued: Int?) { sayText(issued.map { IssuerReport(issued: $0, key: key).text }) }

    func sayText(_ text: String?) { state.withLock { $0.answer = text.map { Array($0.utf8) } } }

    func report(at address: String) async throws -> [UInt8] {
        let answer = state.withLock { state in
            state.asked.append(address)
            return state.answer
        }
        guard let answer else { throw IssuerSilent(what: "it did not answer in time") }
        return answer
    }
}
