import Testing
import UndersignedCore

/// Who may sign as a member, as an organiser fills it in (issue 7).
@Suite struct MemberRulesFormTests {
    private static func form(_ change: (inout MemberRulesForm) -> Void = { _ in }) throws -> PetitionForm {
        var form = PetitionForm(try WritingSamples.library())
        form.signatories = "members"
        form.members.domains = "works.example"
        change(&form.members)
        return form
    }

    private static func sheet(_ form: PetitionForm) throws -> PetitionSheet {
        try form.sheet(in: WritingSamples.campaign(), replacing: nil)
    }

    private static func problems(_ change: (inout MemberRulesForm) -> Void) throws -> [WritingProblem] {
        let form = try form(change)
        return try #require(throws: WritingProblems.self) { try sheet(form) }.all
    }

    @Test func `a letter for members is written with a mail domain alone, and published daily whatever was chosen`()
        throws
    {
        var form = try Self.form()
        form.publication = "at-once"
        let sheet = try Self.sheet(form)
        #expect(sheet.members == MemberRules(domains: ["works.example"]) && sheet.signatories == .members)
        #expect(sheet.publication == .daily && sheet.memberProblem == nil)
    }

    @Test func `all that is filled in comes back as the same form`() throws {
        let form = try Self.form { members in
            members.domains = " Works.example\n\nmail.works.example "
            (members.crowd, members.reveal, members.vouchers) = ("30", " 50 ", "2")
            members.invitations = "yes"
        }
        let sheet = try Self.sheet(form)
        let rules = MemberRules(
            domains: ["works.example", "mail.works.example"],
            crowd: 30,
            reveal: 50,
            vouchers: 2,
            isByInvitation: true
        )
        #expect(sheet.members == rules)
        #expect(try Self.sheet(PetitionForm(sheet)) == sheet)
        let outside = try Self.form { members in
            (members.issuerName, members.issuerKey) = (" The union ", "AQID")
            members.issuerAddress = "https://union.example/letter"
        }
        let other = try Self.sheet(outside)
        #expect(
            other.members?.issuer
                == OutsideIssuer(name: "The union", key: [1, 2, 3], url: "https://union.example/letter")
        )
        #expect(try Self.sheet(PetitionForm(other)) == other)
    }

    @Test func `who is invited needs no mail domain`() throws {
        let sheet = try Self.sheet(try Self.form { ($0.domains, $0.invitations) = ("", "yes") })
        #expect(sheet.members == MemberRules(domains: [], isByInvitation: true))
    }

    @Test func `each thing that can't be is said at its field`() throws {
        let cases: [((inout MemberRulesForm) -> Void, [WritingProblem])] = [
            ({ $0.domains = " \n" }, [WritingProblem("domains", .members(.noDomain))]),
            (
                { $0.domains = "a.example\n\ngmail.com\na b\nA.example" },
                [("gmail.com", 3), ("a b", 4), ("a.example", 5)].map {
                    WritingProblem("domains", line: $1, .members(.domain($0)))
                }
            ),
            ({ $0.domains = "a\u{202E}.example" }, [WritingProblem("domains", line: 1, .characters)]),
            ({ $0.crowd = "1" }, [WritingProblem("crowd", .members(.crowd(1)))]),
            ({ $0.crowd = "many" }, [WritingProblem("crowd", .number)]),
            ({ $0.reveal = "-4" }, [WritingProblem("reveal", .members(.reveal(-4)))]),
            ({ $0.vouchers = "11" }, [WritingProblem("vouchers", .members(.vouchers(11)))]),
            ({ $0.invitations = "perhaps" }, [WritingProblem("invitations", .choice)]),
            (
                { $0.issuerKey = "no key" },
                [
                    WritingProblem("issuer-key", .members(.issuerKey)), WritingProblem("issuer-address", .address),
                    WritingProblem("issuer", .members(.issuerName)),
                ]
            ),
            (
                { ($0.issuerName, $0.issuerKey, $0.issuerAddress) = ("für alle", "AQID", "ftp://u.example") },
                [WritingProblem("issuer-address", .address), WritingProblem("issuer", .members(.issuerName))]
            ),
        ]
        for (change, expected) in cases { #expect(try Self.problems(change) == expected) }
        let all = try Self.problems { ($0.domains, $0.crowd, $0.reveal, $0.vouchers) = ("x y", "1", "1", "0") }
        #expect(all.map(\.field) == ["domains", "crowd", "reveal", "vouchers"], "all at once")
    }

    @Test func `members are asked for nothing that people are, and no organisation is told of them`() throws {
        var campaign = try WritingSamples.campaign()
        campaign.sponsor.optIn = "May write to me."
        let sheet = try Self.form().sheet(in: campaign, replacing: nil)
        #expect(sheet.partners.isEmpty && sheet.refreshed(from: campaign)?.partners == [])
        let open = try PetitionForm(try WritingSamples.library()).sheet(in: campaign, replacing: nil)
        #expect(open.partners == [campaign.sponsor] && open.refreshed(from: campaign)?.partners == open.partners)

        var form = try Self.form()
        (form.commentPurpose, form.placePurpose, form.countryPurpose) = ("To show why.", "Why not.", "For a map.")
        let problems = try #require(throws: WritingProblems.self) { try Self.sheet(form) }.all
        let fields: [PetitionSheet.Ask.Field] = [.comment, .place, .country]
        #expect(problems == fields.map { WritingProblem($0.rawValue, .members(.ask($0))) })
    }

    @Test(arguments: ["people", "organisations"])
    func `rules for members are refused where others sign, and an empty form has none`(_ others: String) throws {
        let changes: [(inout MemberRulesForm) -> Void] = [
            { $0.domains = "works.example" }, { $0.crowd = "30" }, { $0.reveal = "9" }, { $0.vouchers = "2" },
            { $0.invitations = "yes" }, { $0.issuerName = "u" }, { $0.issuerKey = "AQID" }, { $0.issuerAddress = "u" },
        ]
        var form = PetitionForm(try WritingSamples.library())
        (form.signatories, form.organisations) = (others, "The works | works.example")
        for blank in ["", " \n"] {
            form.members.domains = blank
            #expect(try Self.sheet(form).members == nil)
        }
        for change in changes {
            form.members = MemberRulesForm()
            change(&form.members)
            let problems = try #require(throws: WritingProblems.self) { try Self.sheet(form) }.all
            #expect(problems == [WritingProblem("signatories", .members(.signatories))])
        }
        (form.signatories, form.members) = ("everybody", MemberRulesForm())
        let unknown = try #require(throws: WritingProblems.self) { try Self.sheet(form) }.all
        #expect(unknown == [WritingProblem("signatories", .choice)])
    }
}
