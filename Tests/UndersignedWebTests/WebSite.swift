import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Testing
import UndersignedApp
import UndersignedCore
import UndersignedPrint
import UndersignedTestSupport
import UndersignedWeb

/// The whole site behind a router, with a clock that the test moves.
struct WebSite: Sendable {
    let test: TestSite
    let web: Web
    let table: RouteTable

    init(
        _ kind: TestDatabase = .chosen,
        limits: UndersignedApp.Site.Limits = .off,
        poolLimit: Int = 4_096,
        bounceAddress: BounceAddress? = nil,
        restoring copy: TestSite.Copy? = nil,
        isAutomatic: Bool = true,
        freshness: Duration = .zero
    ) async throws {
        test = try await TestSite(
            kind,
            limits: limits,
            poolLimit: poolLimit,
            bounceAddress: bounceAddress,
            restoring: copy,
            isAutomatic: isAutomatic
        )
        web = Web(
            site: test.site,
            board: PetitionBoard(database: test.database, ambient: test.site.ambient, freshness: freshness),
            renderer: try PageRenderer(
                site: .init(name: "Undersigned", baseURL: test.site.address.base, defaultLanguage: .english),
                catalogues: try Messages.catalogues()
            ),
            formTokens: FormTokens(key: try test.site.keys.instanceSecret("form.key", ambient: test.site.ambient)),
            packets: try Self.packets(test),
            accounts: try Accounts(site: test.site, cost: Samples.cheap),
            logoPress: { LogoDrawing.logo(of: $0) },
            trustedProxies: [],
            pause: freshness
        )
        table = SiteRouter(web).table
    }

    /// Packets as the program draws them, in the test's folder.
    private static func packets(_ test: TestSite) throws -> PacketShelf {
        PacketShelf(
            site: test.site,
            folder: test.folder.url.appending(path: "packets"),
            press: PacketPress(catalogues: try Messages.catalogues(), blocks: Markdown.blocks) { sheet, names, file in
                _ = try PacketPrinter(sheet).print(names, to: file)
            }
        )
    }

    static let referrerPolicy = HTTPField.Name("Referrer-Policy") ?? .accept
    static let robots = HTTPField.Name("X-Robots-Tag") ?? .accept

    /// Runs a test against the router, without a socket.
    func visit(_ body: @Sendable (Visitor) async throws -> Void) async throws {
        try await Application(router: SiteRouter(web).built).test(.router) { client in
            try await body(Visitor(client: client))
        }
    }

    /// Runs a test against a real socket on loopback.
    ///
    /// - Parameters:
    ///   - express: Whether short requests are answered on the event loop, as the program does.
    ///   - body: The test.
    /// - Throws: What the test throws.
    func serve(express: Bool = false, _ body: @Sendable (_ port: Int) async throws -> Void) async throws {
        let router = SiteRouter(web)
        let responder = ExpressResponder(router, web)
        try await Application(
            router: router.built,
            server: .http1(
                configuration: .init(
                    additionalChannelHandlers: express ? [OldClients(), ExpressEntry(responder)] : [OldClients()]
                )
            ),
            configuration: .init(address: .hostname("127.0.0.1", port: 0))
        )
        .test(.live) { client in try await body(Samples.required(client.port)) }
    }

    /// The fields of a petition's form, as its page holds them.
    func fields(_ form: SignatureForm, _ petition: Petition) -> [(String, String)] {
        let token = web.formTokens.issue(petitionID: petition.id, now: test.now)
        let own = [
            ("name", form.name), ("email", form.email), ("shown", form.shown), ("comment", form.comment),
            ("place", form.place), ("country", form.country), ("organisation", form.organisation), ("role", form.role),
            ("key", form.keyed.key), ("updates", form.updates),
            ("t", token),
        ]
        return own.filter { !$0.1.isEmpty } + form.partners.map { ("partner", $0) }
    }
}

/// Somebody with a browser or with `curl`.
struct Visitor: Sendable {
    let client: any TestClientProtocol

    func get(
        _ path: String,
        _ headers: HTTPFields = [:],
        method: HTTPRequest.Method = .get
    ) async throws -> TestResponse {
        try await client.execute(uri: path, method: method, headers: headers)
    }

    func post(_ path: String, _ fields: [(String, String)], _ headers: HTTPFields = [:]) async throws -> TestResponse {
        let text = fields.map { "\(Self.encoded($0.0))=\(Self.encoded($0.1))" }.joined(separator: "&")
        return try await send(path, Array(text.utf8), type: "application/x-www-form-urlencoded", headers)
    }

    func send(
        _ path: String,
        _ body: [UInt8],
        type: String,
        _ headers: HTTPFields = [:]
    ) async throws -> TestResponse {
        var headers = headers
        headers[.contentType] = type
        return try await client.execute(uri: path, method: .post, headers: headers, body: ByteBuffer(bytes: body))
    }

    private static func encoded(_ text: String) -> String {
        text.utf8.map { byte in
            let isPlain = (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
            return isPlain
                ? String(Unicode.Scalar(byte)) : "%" + String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
        }.joined()
    }
}

extension TestResponse {
    var text: String { String(buffer: body) }
}
