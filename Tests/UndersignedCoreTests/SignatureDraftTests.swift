import Testing
import UndersignedCore

struct SignatureDraftTests {
    private let amina = SignatureForm(name: " Amina  Diallo ", email: "amina@example.org", shown: "yes")
    private let rules = SignatureDraft.Rules(
        offeredPartners: ["library-friends", "readers"],
        asksComment: true,
        asksPlace: true
    )

    private func problems(_ form: SignatureForm, _ rules: SignatureDraft.Rules) -> [SignatureDraft.Problem] {
        do throws(SignatureDraft.Problems) {
            _ = try SignatureDraft.read(form, under: rules)
            return []
        } catch {
            return error.all
        }
    }

    @Test func `a good form becomes a draft with everything cleaned`() throws {
        var form = amina
        form.comment = "First line \r\nsecond\tline\r\n\r\n\r\n\r\nlast "
        form.place = " Bern "
        form.partners = ["readers", "readers", "library-friends"]
        form.key = "b6f8-09_A"
        let draft = try SignatureDraft.read(form, under: rules)
        #expect(draft.name.text == "Amina Diallo")
        #expect(draft.email.mailbox == "amina@example.org")
        #expect(draft.isShown)
        #expect(draft.comment == "First line\nsecond line\n\nlast")
        #expect(draft.place == "Bern")
        #expect(draft.partners == ["readers", "library-friends"])
        #expect(draft.requestKey == "b6f8-09_A")
        #expect(draft.organisation == nil)
    }

    @Test func `what was left empty is absent, and silence does not show a name`() throws {
        let draft = try SignatureDraft.read(SignatureForm(name: "Li", email: "li@example.org"), under: rules)
        #expect(
            draft
                == SignatureDraft(name: try PersonName("Li"), email: try EmailAddress("li@example.org"), isShown: false)
        )
        #expect(
            try !SignatureDraft.read(SignatureForm(name: "Li", email: "li@example.org", shown: "no"), under: rules)
                .isShown
        )
    }

    @Test func `what the petition does not ask for is not kept`() throws {
        var form = amina
        (form.comment, form.place, form.organisation, form.role) = ("\u{0}", "Bern", "Readers", "Chair")
        let draft = try SignatureDraft.read(form, under: SignatureDraft.Rules())
        #expect(draft.comment == nil && draft.place == nil && draft.organisation == nil)
    }

    // Style 6.2: forms report all faults at once, in the field's order.
    @Test func `all problems are told at once, in the order of the form`() {
        let form = SignatureForm(
            name: "",
            email: "amina",
            shown: "maybe",
            comment: String(repeating: "x", count: 1_001),
            place: "a\u{202E}b",
            organisation: "\u{301}",
            role: "a\nb",
            partners: ["strangers"],
            key: "a key"
        )
        var rules = rules
        rules.signatories = .organisations
        #expect(
            problems(form, rules) == [
                SignatureDraft.Problem(field: .name, reason: .empty),
                SignatureDraft.Problem(field: .email, reason: .emailFormat),
                SignatureDraft.Problem(field: .shown, reason: .choice),
                SignatureDraft.Problem(field: .comment, reason: .tooLong(limit: 1_000)),
                SignatureDraft.Problem(field: .place, reason: .bidi),
                SignatureDraft.Problem(field: .organisation, reason: .marks),
                SignatureDraft.Problem(field: .role, reason: .control),
                SignatureDraft.Problem(field: .partner, reason: .unknownPartner),
                SignatureDraft.Problem(field: .key, reason: .requestKey),
            ]
        )
    }

    @Test func `an empty form asks for name and address only`() {
        #expect(problems(SignatureForm(), rules).map(\.field) == [.name, .email])
        #expect(SignatureDraft.Problems([]) == nil)
        #expect(
            SignatureDraft.Problems([SignatureDraft.Problem(field: .key, reason: .requestKey)])?.reason(for: .key)
                == .requestKey
        )
    }

    // S-12: each limit, and one more.
    @Test func `a text at its limit is taken and one longer is refused, never cut`() throws {
        func text(_ count: Int) -> String { String(repeating: "é", count: count) }
        var rules = rules
        rules.signatories = .organisations
        rules.organisationDomains = ["example.org"]
        var form = amina
        (form.name, form.comment, form.place) = (text(200), text(1_000), text(100))
        (form.organisation, form.role) = (text(200), text(100))
        let draft = try SignatureDraft.read(form, under: rules)
        #expect(draft.comment == text(1_000))
        #expect(draft.organisation == SignatureDraft.Organisation(name: text(200), role: text(100)))
        (form.name, form.comment, form.place) = (text(201), text(1_001), text(101))
        (form.organisation, form.role) = (text(201), text(101))
        let limits = [200, 1_000, 100, 200, 100]
        #expect(problems(form, rules).map(\.reason) == limits.map { .tooLong(limit: $0) })
    }

    // DESIGN 11.11
    @Test func `an organisation signs from an invited domain and from no public provider`() throws {
        var rules = SignatureDraft.Rules(signatories: .organisations)
        rules.organisationDomains = ["readers.example", "gmail.com"]
        var form = SignatureForm(name: "Amina", email: "amina@Readers.example", organisation: "Readers", role: "Chair")
        #expect(try SignatureDraft.read(form, under: rules).organisation?.name == "Readers")
        let refused: [(String, SignatureDraft.Reason)] = [
            ("a@gmail.com", .freeMail), ("a@mail.readers.example", .domainNotInvited),
            ("a@notreaders.example", .domainNotInvited), ("a@example", .emailDomain),
        ]
        for (email, reason) in refused {
            form.email = email
            #expect(problems(form, rules) == [SignatureDraft.Problem(field: .email, reason: reason)], "\(email)")
        }
        form.email = "a@readers.example"
        (form.organisation, form.role) = ("", " ")
        #expect(problems(form, rules).map(\.field) == [.organisation, .role])
    }

    @Test func `problems found in any order are told in the order of the form`() throws {
        let found = SignatureDraft.Field.allCases.reversed().map { SignatureDraft.Problem(field: $0, reason: .empty) }
        #expect(try #require(SignatureDraft.Problems(found)).all.map(\.field) == SignatureDraft.Field.allCases)
    }

    @Test func `every reason has one word of its own`() {
        let words = SignatureDraft.Reason.samples.map(\.word)
        #expect(Set(words).count == words.count)
        #expect(words.allSatisfy { $0.allSatisfy(\.isLetter) })
    }

    @Test(arguments: ["a b", "ä", String(repeating: "k", count: 65), "k\n", "../k"])
    func `an idempotency key is short and plain`(key: String) {
        var form = amina
        form.key = key
        #expect(problems(form, rules) == [SignatureDraft.Problem(field: .key, reason: .requestKey)])
    }
}
