import HTTPTypes
import HummingbirdTesting
import Testing
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport
import UndersignedWeb

/// A partner's people invite colleagues by mail, and learn nothing of whoever is asked (S-39).
@Suite struct InvitationTests {
    private static let path = "/admin/campaigns/coalition/partners/readers"

    /// A coalition with Pia of the readers signed in.
    private struct Scene {
        let site: WebSite
        let coalition: SampleCoalition
        let pia: Organiser

        func invite(_ address: String, name: String = "") async throws -> TestResponse {
            try await pia.post(path + "/people", [("address", address), ("name", name)])
        }

        /// The mailed link's path, of the newest invitation.
        func link() async throws -> String? {
            let mail = try await site.test.mails().last { $0.kind == .invitation }
            return mail.map { String($0.payload.link.dropFirst(site.test.site.address.base.count)) }
        }

        func account(_ address: String) async throws -> Account? { try await site.web.accounts.account(address) }
    }

    private func scene(_ visitor: Visitor, _ site: WebSite) async throws -> Scene {
        let coalition = try await SampleCoalition(site.test)
        let role = Membership(campaignID: coalition.campaignID, role: .partner, partner: Slug("readers"))
        return Scene(
            site: site,
            coalition: coalition,
            pia: try await Organiser(site, visitor, "pia@example.org", role)
        )
    }

    @Test(arguments: TestDatabase.all)
    func `a newcomer agrees by the mailed link, sets up an account and belongs to that organisation alone`(
        _ kind: TestDatabase
    ) async throws {
        let site = try await WebSite(kind)
        try await site.visit { visitor in
            let scene = try await scene(visitor, site)
            let sent = try await scene.invite("sam@example.org", name: "Sam")
            #expect(sent.status == .ok && sent.text.contains("An invitation was sent to"))
            #expect(try await scene.account("sam@example.org") == nil, "nothing before Sam agrees")
            let link = try Samples.required(try await scene.link())
            #expect(!sent.text.contains(link), "only the mail has it")
            // A scanner follows the link, more than once.
            for _ in 1...2 {
                let page = try await visitor.get(link)
                #expect(page.status == .ok && page.text.contains("pia@example.org"))
            }
            #expect(try await scene.account("sam@example.org") == nil, "a GET changes nothing")
            let agreed = try await visitor.post(link, [("agree", "yes")])
            let place = agreed.headers[.location] ?? ""
            #expect(agreed.status == .seeOther && place.hasPrefix("/admin/set-up/"))
            #expect(try await visitor.get(place).text.contains("sam@example.org"))
            let sam = try Samples.required(try await scene.account("sam@example.org"))
            #expect(sam.state == .invited && sam.memberships.map(\.role) == [.partner])
            #expect(sam.memberships.map(\.partner) == [Slug("readers")])
            // Whoever closed the tab comes back by the same link, until the account is set up.
            #expect(try await !visitor.get(link).text.contains("value=\"no\""))
            #expect(try await visitor.post(link, [("agree", "no")]).status == .conflict, "agreed already")
            let again = try await visitor.post(link, [("agree", "yes")])
            #expect(again.headers[.location]?.hasPrefix("/admin/set-up/") == true)
            #expect(try await visitor.get(place).status == .gone, "the earlier address is dead")
            try await site.test.database.write { try $0.setAccount(sam.id, name: "Sam", state: .active) }
            #expect(try await visitor.post(link, [("agree", "yes")]).status == .gone, "once")
            #expect(try await visitor.get(link).status == .gone)
            #expect(try await scene.pia.get(Self.path).text.contains("sam@example.org"))
        }
    }

    @Test func `whoever invites sees the same whether or not the address has an account`() async throws {
        let site = try await WebSite()
        try await site.visit { visitor in
            let scene = try await scene(visitor, site)
            let olga = try await Organiser(site, visitor, "olga@example.org")
            let unlike = try await scene.invite("anna@example.org").text
            let known = try await scene.invite(olga.address).text
            let unknown = try await scene.invite("nils@example.org").text
            func plain(_ text: String, _ address: String) -> String {
                text.replacing(address, with: "X").replacing("anna@example.org", with: "A")
                    .replacing("olga@example.org", with: "A")
            }
            // Each page lists the earlier ones too.
            #expect(unlike.count < known.count)
            #expect(plain(known, "olga@example.org").prefix(900) == plain(unknown, "nils@example.org").prefix(900))
            for (page, address) in [(known, olga.address), (unknown, "nils@example.org")] {
                #expect(page.contains("until") && page.contains(address) && !page.contains("Dana Quist"))
            }
            #expect(try await scene.account(olga.address)?.memberships.count == 1, "no role before Olga agrees")
            for address in [olga.address, "nils@example.org"] {
                #expect(try await scene.invite(address).status == .unprocessableContent, "one at a time: \(address)")
            }
            #expect(try await site.test.mails().count { $0.kind == .invitation } == 3)
        }
    }

    @Test func `who has an account agrees signed in as it, and nobody else in its place`() async throws {
        let site = try await WebSite()
        try await site.visit { visitor in
            let scene = try await scene(visitor, site)
            let olga = try await Organiser(site, visitor, "olga@example.org")
            _ = try await scene.invite(olga.address)
            let link = try Samples.required(try await scene.link())
            for answer in [
                try await visitor.post(link, [("agree", "yes")]), try await scene.pia.post(link, [("agree", "yes")]),
            ] {
                #expect(answer.status == .conflict && answer.text.contains("Sign in with it"))
            }
            // Who is signed in as somebody else is told as whom, and how to sign out; nobody else is told anything.
            let seen = try await scene.pia.get(link)
            #expect(seen.text.contains("You are signed in as") && seen.text.contains(">pia@example.org<"))
            #expect(PageMarkup(seen.text).values(of: "action").contains("/admin/sign-out"))
            #expect(seen.text.contains("value=\"\(try await scene.pia.mark())\""))
            for page in [try await visitor.get(link), try await olga.get(link)] {
                #expect(!page.text.contains("You are signed in as") && !page.text.contains("/admin/sign-out"))
            }
            #expect(try await scene.account(olga.address)?.memberships.count == 1)
            #expect(try await olga.get(link).text.contains("value=\"yes\""))
            #expect(try await olga.post(link, [("agree", "yes")]).headers[.location] == Self.path)
            #expect(try await scene.account(olga.address)?.memberships.count == 2)
            let acts = try await site.test.database.read { try $0.trail(before: nil, limit: 20) }.map(\.event)
            #expect(acts.contains { $0.act == .invitationAccepted && $0.object == "readers" })
            #expect(try await scene.invite(olga.address).status == .unprocessableContent, "she is there")
        }
    }

    @Test func `who declines leaves no trace of an address, and one that is taken back opens nothing`() async throws {
        let site = try await WebSite()
        try await site.visit { visitor in
            let scene = try await scene(visitor, site)
            _ = try await scene.invite("sam@example.org")
            let link = try Samples.required(try await scene.link())
            #expect(try await visitor.post(link, [("agree", "no")]).text.contains("You have declined"))
            let over = try await visitor.get(link)
            #expect(over.status == .gone && over.text.contains("Ask whoever invited you for a new one"))
            let strange = try await visitor.get(String(link.dropLast(43)) + String(repeating: "A", count: 43))
            #expect(strange.status == .gone && strange.text == over.text, "alike for what never was")
            let trail = try await site.test.database.read { try $0.trail(before: nil, limit: 20) }.map(\.event)
            #expect(trail.contains { $0.act == .invitationDeclined && $0.accountID == nil })
            #expect(!trail.contains { $0.object.contains("sam@") || $0.detail.contains("sam@") })

            _ = try await scene.invite("tom@example.org")
            let other = try Samples.required(try await scene.link())
            let taken = try await scene.pia.post(
                Self.path + "/people",
                [("address", "tom@example.org"), ("take", "yes")]
            )
            #expect(taken.status == .seeOther)
            #expect(try await visitor.get(other).status == .gone)
            #expect(try await visitor.post(other, [("agree", "yes")]).status == .gone)
            #expect(try await !scene.pia.get(Self.path).text.contains("tom@example.org"))
            // A mail a day at most, whatever is taken back.
            #expect(try await scene.invite("tom@example.org").status == .unprocessableContent)
            site.test.advance(.days(1))
            var pia = scene.pia
            try await pia.signIn()
            let again = try await pia.post(Self.path + "/people", [("address", "tom@example.org"), ("name", "")])
            #expect(again.status == .ok)
        }
    }

    @Test func `an invitation ends after a week, or with the role of whoever sent it`() async throws {
        let site = try await WebSite()
        try await site.visit { visitor in
            let scene = try await scene(visitor, site)
            _ = try await scene.invite("sam@example.org")
            let link = try Samples.required(try await scene.link())
            site.test.advance(.seconds(Invitation.span.seconds - 1))
            #expect(try await visitor.get(link).status == .ok)
            let pia = try Samples.required(try await scene.account("pia@example.org"))
            let role = pia.memberships[0]
            try await site.web.accounts.take(role, from: pia.id, by: nil)
            #expect(try await visitor.get(link).status == .gone, "Pia may invite nobody any more")
            #expect(try await site.web.accounts.invitations(in: scene.coalition.campaignID).isEmpty)
            try await site.web.accounts.give(role, to: pia.id, by: nil)
            #expect(try await visitor.get(link).status == .ok)
            site.test.advance(.seconds(1))
            #expect(try await visitor.post(link, [("agree", "yes")]).status == .gone)
            try await Housekeeping(site: site.test.site).doDue()
            let left = try await site.test.database.read { try $0.hasEndedSessions(at: site.test.now) }
            #expect(!left, "the address is deleted")
        }
    }

    @Test func `what an inviter without the role has sent stands in nobody's way, and a role taken away stays away`()
        async throws
    {
        let site = try await WebSite()
        try await site.visit { visitor in
            let scene = try await scene(visitor, site)
            _ = try await scene.invite("sam@example.org")
            let dead = try Samples.required(try await scene.link())
            let pia = try Samples.required(try await scene.account("pia@example.org"))
            try await site.web.accounts.take(pia.memberships[0], from: pia.id, by: nil)
            let owner = try await Organiser(site, visitor, "olga@example.org")
            let sent = try await owner.post(Self.path + "/people", [("address", "sam@example.org"), ("name", "")])
            #expect(sent.status == .ok)
            try await site.web.accounts.give(pia.memberships[0], to: pia.id, by: nil)
            #expect(try await visitor.get(dead).status == .gone, "it does not live again")
            let link = try Samples.required(try await scene.link())
            _ = try await visitor.post(link, [("agree", "yes")])
            let sam = try Samples.required(try await scene.account("sam@example.org"))
            try await site.web.accounts.take(sam.memberships[0], from: sam.id, by: nil)
            #expect(try await visitor.post(link, [("agree", "yes")]).status == .gone)
            #expect(try await scene.account("sam@example.org")?.memberships == [])
        }
    }

    @Test func `an organisation has at most fifty under way, and refusals say what to do`() async throws {
        let site = try await WebSite()
        try await site.visit { visitor in
            let scene = try await scene(visitor, site)
            for number in 1...Invitation.limit {
                #expect(try await scene.invite("person\(number)@example.org").status == .ok)
            }
            let over = try await scene.invite("more@example.org")
            #expect(over.status == .unprocessableContent && over.text.contains("Take one back"))
            for address in ["x", "", "x@", String(repeating: "a", count: 400) + "@example.org"] {
                #expect(try await scene.invite(address).status == .unprocessableContent, "\(address)")
            }
            let own = try await scene.invite("pia@example.org")
            #expect(own.text.contains("has the role already") || own.text.contains("Take one back"))
            for wrong in ["", "x", String(repeating: "A", count: 43)] {
                #expect(try await visitor.get("/admin/invitations/\(wrong)").status != .ok)
            }
            let link = try Samples.required(try await scene.link())
            #expect(try await visitor.post(link, [("agree", "perhaps")]).status == .badRequest)
        }
    }
}
