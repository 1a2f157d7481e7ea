import Testing
import UndersignedCore
import UndersignedWeb

struct PageFormTests {
    let samples = PageSamples()

    @Test func `a wrong form comes back with everything typed, the summary first, and the title says so`() throws {
        // U-02
        let html = try PageTestSite().html(samples.petitionPage(.open(samples.wrongForm)))
        let markup = PageMarkup(html)
        #expect(html.contains("<title>Error: Sign: Keep the public library open – Undersigned</title>"))
        let problems = try #require(html.firstRange(of: "class=\"problems\""))
        let heading = try #require(html.firstRange(of: "<h1"))
        #expect(problems.lowerBound < heading.lowerBound)
        #expect(markup.values(of: "value").contains("amina@@example"))
        #expect(html.contains("A line\nand another</textarea>"))
        #expect(html.contains("name=\"shown\" value=\"yes\" checked"))
        #expect(html.contains("name=\"partner\" value=\"partner-1\" checked"))
        #expect(html.contains("name=\"key\" value=\"k-1\"") && html.contains("name=\"t\" value=\"t-1\""))
        // The wording is the same at the field.
        #expect(markup.texts.count { $0.contains("Name must be 200 characters or less") } == 2)
    }

    @Test func `a fresh form has nothing ticked, nothing required and one button that says what it does`() throws {
        // U-01, U-06, U-07
        let html = try PageTestSite().html(samples.petitionPage(.open(samples.form())))
        let markup = PageMarkup(html)
        let attributes = Set(markup.elements.flatMap { $0.attributes.map(\.name) })
        #expect(attributes.isDisjoint(with: ["checked", "required", "disabled", "pattern", "maxlength"]))
        #expect(attributes.contains("novalidate"))
        #expect(markup.elements.count { $0.name == "button" } == 1)
        #expect(html.contains("<button class=\"button\" id=\"send\">Sign this petition</button>"))
        #expect(html.contains("method=\"post\" action=\"/petitions/save-the-library/signatures\""))
        for (name, purpose) in [("name", "name"), ("email", "email")] {
            let field = markup.elements.first { $0.attributes.contains { $0.name == "id" && $0.value == name } }
            #expect(field?.attributes.contains { $0.name == "autocomplete" && $0.value == purpose } == true)
        }
    }

    @Test func `the shortest form asks for a name, an address and one choice`() throws {
        // U-06
        var page = samples.petitionPage(.open(SignForm(input: SignatureForm(), privacy: samples.privacy)))
        page.partners = []
        page.sponsor = nil
        let names = try PageMarkup(PageTestSite().html(page)).values(of: "name")
        #expect(
            names.filter { ["name", "email", "shown", "comment", "place", "partner"].contains($0) }
                == ["name", "email", "shown"]
        )
    }

    @Test func `organisations are asked for the organisation and the role`() throws {
        let form = SignForm(input: SignatureForm(), privacy: samples.privacy)
        let html = try PageTestSite().html(samples.petitionPage(.open(form), signatories: .organisations))
        #expect(html.contains("name=\"organisation\"") && html.contains("name=\"role\""))
        #expect(html.contains("Invited organisation 20"))
    }

    @Test func `a petition that takes no signature has no form`() throws {
        let standings: [PetitionPage.Standing] = [.draft, .opens(samples.now), .closed(samples.now)]
        for standing in standings {
            let names = try PageMarkup(PageTestSite().html(samples.petitionPage(standing))).elements.map(\.name)
            #expect(!names.contains("form") && !names.contains("button"))
        }
    }

    @Test func `a draft names no document before its log is opened`() throws {
        var page = samples.petitionPage(.draft)
        #expect(try PageTestSite().html(page).contains("/documents/0123456789abcdef"))
        page.letter.documentHash = ""
        #expect(try !PageTestSite().html(page).contains("/documents/"))
    }

    @Test func `the confirm page counts by one button that carries the text version`() throws {
        // S-27: the page alone counts nothing; DESIGN 11.5.
        let html = try PageTestSite().html(samples.confirmPage(isTextChanged: false))
        let markup = PageMarkup(html)
        #expect(html.contains("<form method=\"post\" action=\"/s/\(samples.token)\">"))
        #expect(html.contains("<input type=\"hidden\" name=\"text\" value=\"2\">"))
        // The other one says that it was somebody else, and counts nothing.
        #expect(markup.elements.count { $0.name == "button" } == 2)
        #expect(html.contains("<form method=\"post\" action=\"/s/\(samples.token)/stranger\">"))
        // S-24: nothing before the button leads off the site.
        #expect(!markup.values(of: "href").contains { $0.hasPrefix("http") })
    }

    @Test func `the next milestone is shown and the one after it is not`() throws {
        // U-12
        let html = try PageTestSite().html(samples.petitionPage(.closed(samples.now)))
        #expect(html.contains("10,000 reached") && html.contains("12,345 of 20,000"))
        #expect(html.contains("<progress value=\"12345\" max=\"20000\""))
        #expect(!html.contains("There is a vote"))
    }

    @Test func `what was typed is kept when the site is too busy`() throws {
        // U-02, F-N
        let busy = try #require(samples.failures.last)
        let html = try PageTestSite().html(busy.page)
        #expect(html.contains("<input type=\"hidden\" name=\"name\" value=\"Amina Okafor\">"))
        #expect(html.contains("action=\"/petitions/save-the-library/signatures\""))
    }

    @Test func `every problem a form can have has its own words`() throws {
        let words = Words(try PageTestSite().english)
        let text: [SignatureDraft.Reason] = [.tooLong(limit: 200), .control, .bidi, .character, .marks]
        let email: [SignatureDraft.Reason] = [
            .empty, .tooLong(limit: 254), .emailFormat, .emailLocalPart, .emailDomain, .freeMail, .domainNotInvited,
        ]
        let table: [SignatureDraft.Field: [SignatureDraft.Reason]] = [
            .name: [.empty] + text, .organisation: [.empty] + text, .role: [.empty] + text, .comment: text,
            .place: text, .country: [.choice], .email: email, .shown: [.choice], .updates: [.choice],
            .partner: [.unknownPartner],
            .key: [.requestKey],
        ]
        #expect(Set(table.keys) == Set(SignatureDraft.Field.allCases))
        for (field, reasons) in table {
            for reason in reasons {
                let message = ErrorWords.message(for: SignatureDraft.Problem(field: field, reason: reason), in: words)
                #expect(message != words.text("error.any"), "\(field) \(reason)")
                #expect(!message.contains("⟦") && !message.contains("{"), "\(field) \(reason)")
            }
        }
    }
}
