import Foundation
import HTTPTypes
import HummingbirdTesting
import Testing
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport
import UndersignedWeb

/// A letter for members, written in the browser (issue 7).
@Suite struct AdminMemberWritingTests {
    private static let draft = Libraries.path + "/petitions/keep-the-library-open"
    private static let rules = [
        ("domains", "works.example"), ("crowd", "30"), ("reveal", "50"), ("vouchers", "2"), ("invitations", "yes"),
        ("issuer", ""), ("issuer-key", ""), ("issuer-address", ""),
    ]
    private static let letter = form(rules)

    private static func form(_ rules: [(String, String)], signatories: String = "members") -> [(String, String)] {
        Libraries.petition.map { $0.0 == "signatories" ? ("signatories", signatories) : $0 } + rules
    }

    private static func changed(_ name: String, _ value: String) -> [(String, String)] {
        form(rules.map { $0.0 == name ? (name, value) : $0 })
    }

    private static func isTicked(_ page: PageMarkup, _ name: String) -> Bool {
        page.elements.contains { element in
            element.attributes.contains { $0.name == "name" && $0.value == name }
                && element.attributes.contains { $0.name == "checked" }
        }
    }

    /// Fields with a mark that they are wrong.
    private static func wrong(_ answer: TestResponse) -> [String] {
        PageMarkup(answer.text).elements.filter { element in
            element.attributes.contains { $0.name == "aria-invalid" }
        }.compactMap { $0.attributes.first { $0.name == "name" }?.value }
    }

    @Test func `a letter for members is written, looked at by a second person, opened, and shows who signs`()
        async throws
    {
        let site = try await WebSite()
        try await site.visit { visitor in
            let dana = try await Organiser(site, visitor)
            let eli = try await Organiser(site, visitor, "eli@example.org")
            _ = try await dana.post("/admin/campaigns", Libraries.campaign)
            let saved = try await dana.post(Libraries.path + "/petitions", Self.letter)
            #expect(saved.headers[.location] == Self.draft + "?saved=yes")
            let page = try await dana.get(Self.draft).text
            let markup = PageMarkup(page)
            #expect(page.contains("works.example</textarea>") && Self.isTicked(markup, "invitations"))
            #expect(["30", "50", "2"].allSatisfy { page.contains("type=\"number\" value=\"\($0)\"") })
            let mark = ("mark", try await Libraries.mark(dana, Self.draft))
            _ = try await dana.post(Self.draft + "/offer", [mark])
            // Beside the step to the opening, in words.
            let look = try await eli.get(Self.draft).text
            let review = String(
                look[try #require(look.range(of: "On its way to be opened")).lowerBound...].split(
                    separator: "</section>"
                )[0]
            )
            #expect(review.contains("<bdi>works.example</bdi>") && review.contains("<bdi>30</bdi>"))
            #expect(review.contains("<bdi>The organiser hands out invitations</bdi>"))
            #expect(!review.contains("Another issuer"), "what is left empty is not listed")
            #expect(try await eli.post(Self.draft + "/open", [mark]).status == .seeOther)
            let opened = try await visitor.get("/petitions/keep-the-library-open")
            #expect(opened.status == .ok && opened.text.contains("works.example"))
            #expect(opened.text.contains("/petitions/keep-the-library-open/members"))
        }
    }

    @Test func `what is saved once can be sent as it is shown, and is previewed without being stored`() async throws {
        let site = try await WebSite()
        try await site.visit { visitor in
            let dana = try await Organiser(site, visitor)
            _ = try await dana.post("/admin/campaigns", Libraries.campaign)
            let trial = try await dana.post(Libraries.path + "/petitions", Self.letter + [("preview", "yes")])
            #expect(trial.status == .ok && trial.text.contains("works.example</textarea>"))
            #expect(Self.isTicked(PageMarkup(trial.text), "invitations"))
            #expect(try await site.test.database.read { try $0.petitions().isEmpty })
            _ = try await dana.post(Libraries.path + "/petitions", Self.letter)
            let mark = try await Libraries.mark(dana, Self.draft)
            #expect(try await dana.post(Self.draft, Self.letter + [("mark", mark)]).status == .seeOther)
            #expect(try await Libraries.mark(dana, Self.draft) == mark)
            // Whoever was slower sees the other's rules.
            let other = Self.changed("domains", "factory.example") + [("mark", mark)]
            #expect(try await dana.post(Self.draft, other).status == .seeOther)
            let clash = try await dana.post(Self.draft, Self.letter + [("mark", mark)])
            #expect(clash.status == .unprocessableContent && clash.text.contains("<bdi>factory.example</bdi>"))
        }
    }

    @Test func `what can't be is said at its field, in words, and the group stands open`() async throws {
        let site = try await WebSite()
        try await site.visit { visitor in
            let dana = try await Organiser(site, visitor)
            _ = try await dana.post("/admin/campaigns", Libraries.campaign)
            let path = Libraries.path + "/petitions"
            for (name, value, words) in [
                ("domains", "gmail.com", "at which anybody can have a mailbox"), ("crowd", "1", "2 or more: of one"),
                ("reveal", "1", "2 or more, or leave"), ("vouchers", "11", "a number from 1 to 10"),
                ("invitations", "no", "Choose one"),
            ] {
                let page = try await dana.post(path, Self.changed(name, value))
                #expect(page.status == .unprocessableContent && page.text.contains(words), "\(name)")
                #expect(Self.wrong(page) == [name])
            }
            let key = try await dana.post(path, Self.changed("issuer-key", "AQID"))
            #expect(Set(Self.wrong(key)) == ["issuer", "issuer-address"], "its codes are said here, too")
            let empty = try await dana.post(path, Self.form([]))
            #expect(empty.text.contains("or tick that the organiser") && Self.wrong(empty) == ["domains"])
            let groups = PageMarkup(empty.text).elements.filter { $0.name == "details" }.prefix(2)
            #expect(groups.allSatisfy { $0.attributes.contains { $0.name == "open" } })
            let people = try await dana.post(path, Self.form(Self.rules, signatories: "people"))
            #expect(people.status == .unprocessableContent)
            #expect(people.text.contains("belongs to a letter that members sign"))
            #expect(try await site.test.database.read { try $0.petitions().isEmpty })
        }
    }

    @Test func `a letter that can't open says why, where one opens it`() async throws {
        let site = try await WebSite()
        try await site.visit { visitor in
            let dana = try await Organiser(site, visitor)
            _ = try await dana.post("/admin/campaigns", Libraries.campaign)
            _ = try await dana.post(Libraries.path + "/petitions", Self.letter)
            // As a campaign file brings it.
            try await site.test.database.write { transaction in
                let slug = try Samples.required(Slug("keep-the-library-open"))
                var petition = try Samples.required(try transaction.petition(slug))
                let issuer = OutsideIssuer(name: "u", key: [1], url: "https://u.example")
                petition.sheet.admit(MemberRules(domains: ["works.example"], issuer: issuer))
                _ = try transaction.replaceDraft(petition.id, with: petition.sheet)
            }
            let mark = ("mark", try await Libraries.mark(dana, Self.draft))
            _ = try await dana.post(Self.draft + "/offer", [mark])
            for day in ["", "2018-07-01"] {
                let page = try await dana.post(Self.draft + "/open", [mark, ("opens", day)])
                #expect(page.status == .unprocessableContent, "\(day)")
                #expect(page.text.contains("It can’t open, because who may sign as a member is not settled."))
                #expect(page.text.contains("Paste the issuer’s public key"))
            }
        }
    }

    @Test func `everybody reads who will sign a letter that opens on a day to come`() async throws {
        let site = try await WebSite()
        try await site.visit { visitor in
            let dana = try await Organiser(site, visitor)
            _ = try await dana.post("/admin/campaigns", Libraries.campaign)
            _ = try await dana.post(Libraries.path + "/petitions", Self.letter)
            let mark = ("mark", try await Libraries.mark(dana, Self.draft))
            _ = try await dana.post(Self.draft + "/offer", [mark])
            let opens = try await dana.post(Self.draft + "/open", [mark, ("opens", "2018-07-01")])
            #expect(opens.status == .seeOther)
            let page = try await visitor.get("/petitions/keep-the-library-open")
            #expect(page.status == .ok && page.text.contains("works.example"))
        }
    }
}
