import Testing
import UndersignedCore

@Suite struct PetitionDiscretionTests {
    private static func sheet() throws -> PetitionSheet {
        let slug = try #require(Slug("a-petition"))
        return PetitionSheet(slug: slug, title: "A", letter: "B", to: [], from: "C", language: "en")
    }

    @Test func `a petition like any other has nothing of it, and a form of before says nothing`() throws {
        #expect(try DiscretionForm().discretion() == nil)
        #expect(try DiscretionForm(sensitive: "", names: "").discretion() == nil)
        #expect(try Self.sheet().offersNames && !Self.sheet().isSensitive)
    }

    @Test func `what an organiser fills in comes back as it was`() throws {
        let form = DiscretionForm(
            sensitive: "yes",
            names: "shown",
            workDomains: "Corp.example\n\nmail.corp.example",
            exit: "https://weather.example.org/"
        )
        let discretion = try #require(try form.discretion())
        #expect(discretion.workDomains == ["corp.example", "mail.corp.example"] && discretion.showsNames)
        #expect(try DiscretionForm(discretion).discretion() == discretion)
    }

    @Test(arguments: [
        (DiscretionForm(sensitive: "perhaps"), "sensitive"), (DiscretionForm(names: "some"), "names"),
        (DiscretionForm(workDomains: "gmail.com"), "work"), (DiscretionForm(workDomains: "a b"), "work"),
        (DiscretionForm(exit: "javascript:alert(1)"), "exit"),
    ])
    func `what can't be is said at its field`(_ form: DiscretionForm, _ field: String) throws {
        let problems = #expect(throws: WritingProblems.self) { try form.discretion() }
        #expect(problems?.all.map(\.field) == [field])
    }

    @Test func `an address of those addressed is one at their domain or below it`() throws {
        var sheet = try Self.sheet()
        sheet.discretion = PetitionSheet.Discretion(workDomains: ["corp.example"])
        for (address, isWork) in [
            ("a@corp.example", true), ("a@CORP.example", true), ("a@eu.corp.example", true),
            ("a@notcorp.example", false), ("a@corp.example.org", false),
        ] {
            #expect((sheet.workDomain(of: try EmailAddress(address)) != nil) == isWork, "\(address)")
        }
    }

    // P-25: who lists an office means its employer
    @Test func `an address above the domain of those addressed is one of theirs, where not everybody has one`() throws {
        var sheet = try Self.sheet()
        sheet.discretion = PetitionSheet.Discretion(workDomains: ["office.corp.example", "team.gmail.com"])
        for (address, domain) in [
            ("a@office.corp.example", "office.corp.example"), ("a@b.office.corp.example", "office.corp.example"),
            ("a@corp.example", "corp.example"), ("a@sales.corp.example", nil), ("a@gmail.com", nil),
            ("a@example.org", nil), ("a@xcorp.example", nil),
        ] {
            #expect(sheet.workDomain(of: try EmailAddress(address)) == domain, "\(address)")
        }
    }

    // P-25
    @Test(arguments: [
        ("petitions@example.org", true), ("campaign-team@example.org", true), ("Petitions@example.org", true),
        ("library@example.org", true), ("readers@example.org", true), ("post@example.org", false),
        ("no-reply@example.org", false), ("hello@petitions.example.org", false),
    ])
    func `a sender with a word of campaigning, or of the petition, says what its mails are about`(
        _ address: String,
        _ isGivenAway: Bool
    ) throws {
        var sheet = try Self.sheet()
        (sheet.title, sheet.from) = ("Keep the library open", "Readers’ Union")
        #expect(sheet.isGivenAway(bySender: address) == isGivenAway)
    }

    @Test func `whoever signs a sensitive petition is not shown, unless organisers offer it`() throws {
        var sheet = try Self.sheet()
        sheet.discretion = PetitionSheet.Discretion(isSensitive: true)
        #expect(!sheet.offersNames)
        var rules = SignatureDraft.Rules()
        rules.offersNames = false
        let form = SignatureForm(name: "Amina Diallo", email: "amina@example.org", shown: "yes")
        #expect(try SignatureDraft.read(form, under: rules).isShown == false)
        sheet.discretion?.showsNames = true
        #expect(sheet.offersNames)
    }
}
