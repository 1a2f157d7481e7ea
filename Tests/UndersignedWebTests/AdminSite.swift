import HTTPTypes
import HummingbirdTesting
import Testing
import UndersignedApp
import UndersignedCore
import UndersignedTestSupport
import UndersignedWeb

/// Somebody who runs campaigns, in a browser.
struct Organiser: Sendable {
    static let passphrase = "lantern gravel oboe tide"

    let site: WebSite
    let visitor: Visitor
    let address: String
    let code: OneTimeCode
    var cookies: [String: String] = [:]

    /// Invites somebody, sets the account up and signs in, all through the pages.
    init(
        _ site: WebSite,
        _ visitor: Visitor,
        _ address: String = "dana@example.org",
        _ membership: Membership = Membership(campaignID: nil, role: .owner)
    ) async throws {
        let link = try await site.web.accounts.invite(address: address, name: "Dana", membership: membership, by: nil)
        let path = String(link.dropFirst(site.test.site.address.base.count))
        let secret = String(path.split(separator: "/").last ?? "")
        let open = try Samples.required(try await site.web.accounts.openSetup(secret))
        code = try Samples.required(open.code)
        (self.site, self.visitor, self.address) = (site, visitor, address)
        let fields = [
            ("name", "Dana"), ("passphrase", Self.passphrase), ("code", code.code(at: site.test.now.seconds / 30)),
            ("seed", open.seed),
        ]
        let page = try await visitor.post(path, fields)
        #expect(page.status == .ok, "\(page.text)")
        try await signIn()
    }

    /// Signs in with the next code.
    mutating func signIn() async throws {
        site.test.advance(.seconds(30))
        let answer = try await visitor.post("/admin/sign-in", form)
        #expect(answer.status == .seeOther)
        keep(answer)
    }

    /// Address, passphrase and the code of this moment.
    var form: [(String, String)] {
        [
            ("address", address), ("passphrase", Self.passphrase),
            ("code", code.code(at: site.test.now.seconds / 30)),
        ]
    }

    mutating func keep(_ answer: TestResponse) {
        for field in answer.headers[values: .setCookie] {
            let pair = field.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1)
            cookies[String(pair[0])] = pair.count == 2 ? String(pair[1]) : nil
        }
    }

    var headers: HTTPFields {
        [.cookie: cookies.map { "\($0)=\($1)" }.sorted().joined(separator: "; ")]
    }

    func get(_ path: String) async throws -> TestResponse { try await visitor.get(path, headers) }

    /// Sends a form with the mark of the pages that the person sees.
    func post(_ path: String, _ fields: [(String, String)]) async throws -> TestResponse {
        try await visitor.post(path, fields + [("t", try await mark())], headers)
    }

    /// The mark in the forms of this person's pages.
    func mark() async throws -> String {
        let page = PageMarkup(try await get("/admin").text)
        let field = page.elements.first { element in
            element.name == "input" && element.attributes.contains { $0.name == "name" && $0.value == "t" }
        }
        return field?.attributes.first { $0.name == "value" }?.value ?? ""
    }

    /// The hidden fields that carry a form on through another one.
    static func kept(_ page: TestResponse) -> [(String, String)] {
        PageMarkup(page.text).elements.compactMap { element in
            let attributes = Dictionary(element.attributes.map { ($0.name, $0.value) }) { first, _ in first }
            guard element.name == "input", let name = attributes["name"], ["to", "kept", "seal"].contains(name) else {
                return nil
            }
            return (name, attributes["value"] ?? "")
        }
    }
}
