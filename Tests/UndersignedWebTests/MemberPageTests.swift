import Foundation
import Testing
import UndersignedApp
import UndersignedCore
import UndersignedWeb

/// The pages of member tokens have all that their module asks of them, and say what a member must know before.
struct MemberPageTests {
    private static let standing = MemberStanding(issued: 312, crowd: 20, canSign: true, counted: 0)

    private static func html(_ page: any Page) throws -> String { try PageTestSite().html(page) }

    private static func token() throws -> String {
        var page = PageSamples().member(.open, standing)
        page.panel.vouchers = 2
        return try html(MemberTokenPage(page))
    }

    private static func sign(offersNames: Bool = true) throws -> String {
        try html(PageSamples().memberSign(.open, standing, offersNames: offersNames))
    }

    private static func code(_ name: String) -> String {
        String(decoding: MemberModules.files[name] ?? [], as: UTF8.self)
    }

    @Test func `the pages have words for each problem that the modules tell`() throws {
        let both = ["member.js", "blindrsa.js", "tlog.js", "member-page.js"].map(Self.code).joined()
        let told = Set(both.matches(of: /(?:fail\(|problem: )"([a-z]+)"/).map { String($0.output.1) })
        #expect(told.count > 12)
        for problem in told.union(["unreadable", "working"]) {
            for (name, html) in [("token", try Self.token()), ("sign", try Self.sign())] {
                // Only an issuer answers with a signature, or takes codes.
                let isOwn = !["answer", "voucher"].contains(problem) || name == "token"
                #expect(!isOwn || html.contains("data-key=\"\(problem)\""), "\(name): \(problem)")
            }
        }
    }

    @Test
    func `each page has the words that its half of the module says, and for each number that a form is answered with`()
        throws
    {
        let code = Self.code("member-page.js")
        let said = code.matches(of: /say\("([a-z]+)", "([a-z]+)"/).map { (String($0.output.1), String($0.output.2)) }
        #expect(said.count == 8)
        let (token, sign) = (try Self.token(), try Self.sign())
        for (place, key) in said {
            let html = ["held", "signed"].contains(place) ? sign : token
            #expect(html.contains("data-key=\"\(key)\"") && html.contains("id=\"\(place)\""), "\(place): \(key)")
        }
        #expect(token.contains("data-key=\"not-request\"") && sign.contains("data-key=\"not-token\""))
        let answers = [
            "asked": (token, [403, 410, 422, 423, 429, 503]),
            "answered": (token, [403, 409, 410, 422, 423, 429, 503]),
            "signed": (sign, [403, 409, 410, 412, 422, 423, 429, 503]),
        ]
        for (place, (html, numbers)) in answers {
            for number in numbers {
                let keys = ["\(place)-\(number)", "refused-\(number)"]
                #expect(keys.contains { html.contains("data-key=\"\($0)\"") }, "\(place): \(number)")
            }
        }
    }

    @Test func `what the module asks of a page is in the page`() throws {
        let code = Self.code("member-page.js")
        let asked = Set(code.matches(of: /(?:at|on)\("([a-z-]+)"/).map { String($0.output.1) })
        #expect(asked.count > 12)
        let pages = try Self.token() + Self.sign()
        for place in asked { #expect(pages.contains("id=\"\(place)\""), "\(place)") }
        for name in ["email", "code", "text", "display", "role", "team", "name"] {
            #expect(pages.contains(" name=\"\(name)\""), "\(name)")
        }
        #expect(!pages.contains("data-petition"), "the program goes by the address, not by what a page says of it")
    }

    @Test func `a letter by invitation asks for no address and warns of no mail, and one by mailbox alone for no code`()
        throws
    {
        var page = PageSamples().member(.open, Self.standing)
        let mailbox = try Self.html(MemberTokenPage(page))
        #expect(mailbox.contains("id=\"codes\"") && !mailbox.contains("id=\"voucher\""))
        (page.panel.domains, page.panel.isByInvitation) = ([], true)
        let invited = try Self.html(MemberTokenPage(page))
        #expect(!invited.contains("id=\"codes\"") && invited.contains("<form id=\"voucher\""))
        #expect(!invited.contains("Whoever runs your organisation’s mail"))
        #expect(invited.contains("somebody whom the organisers gave a code"))
        (page.panel.domains, page.panel.isByInvitation, page.panel.vouchers) = (["works.example"], false, 2)
        let vouched = try Self.html(MemberTokenPage(page))
        #expect(vouched.contains("codes for 2 colleagues") && vouched.contains("id=\"voucher\""))
    }

    @Test func `the warning about the employer's mail stands before the field of the address`() throws {
        // P-25
        let html = try Self.token()
        let warning = try #require(html.range(of: "Whoever runs your organisation’s mail"))
        let own = try #require(html.range(of: "on a device and in a network of your own"))
        let field = try #require(html.range(of: "id=\"email\""))
        #expect(warning.lowerBound < field.lowerBound && own.lowerBound < field.lowerBound)
    }

    @Test func `nothing is shown of a member unless that is chosen, and a letter that shows nobody asks nothing`()
        throws
    {
        let html = try Self.sign()
        #expect(html.contains("value=\"nothing\" checked") && html.components(separatedBy: " checked>").count == 2)
        let hidden = try Self.sign(offersNames: false)
        let inputs = PageMarkup(hidden).elements.filter { $0.name == "input" }.map { element in
            Dictionary(element.attributes.map { ($0.name, $0.value) }) { first, _ in first }
        }
        #expect(inputs.first { $0["name"] == "display" }?["value"] == "nothing")
        #expect(inputs.filter { $0["type"] != "hidden" }.map { $0["id"] } == ["kept"])
        // The module switches them off, and so they must be there.
        #expect(["role", "team", "name"].allSatisfy { name in inputs.contains { $0["name"] == name } })
    }

    @Test func `who has no JavaScript is led to the command`() throws {
        for (html, command) in [(try Self.token(), "member request"), (try Self.sign(), "member sign")] {
            #expect(html.contains("<p class=\"callout\" id=\"silent\">"), "also where the browser refuses the program")
            #expect(html.contains("<code>undersigned \(command) "))
        }
    }

    @Test func `before enough hold a token the page of signing has no form and says how many are missing`() throws {
        let few = MemberStanding(issued: 7, crowd: 20, canSign: false, counted: 0)
        let html = try Self.html(PageSamples().memberSign(.waiting, few))
        #expect(html.contains("7 members hold a token.") && html.contains("at least 20 members hold a token"))
        #expect(!html.contains("<form") && !html.contains("<script"))
        let open = try Self.sign()
        #expect(open.contains("312 members hold a token. At least 20 are needed"), "the crowd's size, before one signs")
    }
}
