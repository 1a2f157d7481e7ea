import Testing
import UndersignedCore

struct PassphraseTests {
    private let known = ["dana@example.org", "Dana Quist"]

    @Test(arguments: [
        "correct horse staple", "            x y z w", "пароль-и-лошадь", String(repeating: "ab-c", count: 64),
    ])
    func `S-34: a long passphrase is taken as it is, whatever it is made of`(text: String) throws {
        #expect(try Passphrase(text, known: known).text == text)
    }

    @Test(arguments: [
        ("elevenchars", Passphrase.Problem.tooShort(limit: 12)), ("", .tooShort(limit: 12)),
        (String(repeating: "abcd", count: 65), .tooLong(limit: 256)), ("qwerty123456", .guessable),
        ("QwErTy 123456", .guessable), ("passwordpassword", .guessable), ("aaaaaaaaaaaaaaa", .guessable),
        ("dana@example.org", .guessable), ("Dana Quist Dana Quist", .guessable),
    ])
    func `S-34: a short, overlong or guessable one is refused`(text: String, problem: Passphrase.Problem) {
        #expect(throws: problem) { try Passphrase(text, known: known) }
    }
}

struct RoleTests {
    @Test func `S-39: an auditor reads what was done and no data of people, a moderator opens nothing`() {
        #expect(!Role.auditor.permissions.contains(.readContacts))
        #expect(Role.moderator.permissions == [.see, .moderate])
        #expect(Role.owner.permissions == Set(Permission.allCases))
        #expect(Role.allCases.filter { $0.permissions.contains(.managePeople) } == [.owner])
    }

    @Test func `S-39: a role in one campaign gives nothing in another, nor on the whole site`() {
        let memberships = [Membership(campaignID: 3, role: .owner)]
        #expect(memberships.allow(.write, in: 3))
        #expect(!memberships.allow(.write, in: 4))
        #expect(!memberships.allow(.write, in: nil))
        #expect([Membership(campaignID: nil, role: .organiser)].allow(.write, in: 4))
    }
}

struct WrittenFormTests {
    @Test(arguments: [
        ("Keep the Library open!", "keep-the-library-open"), ("Müller & Söhne: 50 %", "m-ller-s-hne-50"), ("图书馆", nil),
        ("--- a ---", "a"),
        (String(repeating: "word ", count: 30), "word-word-word-word-word-word-word-word-word-word-word-word"),
    ])
    func `a title gives a name for an address, where it has letters for one`(title: String, name: String?) {
        #expect(Slug.made(of: title)?.text == name)
    }

    @Test func `what an organiser wrote comes back as it was written, and says where something is wrong`() throws {
        var form = CampaignForm()
        form.title = "Libraries"
        form.summary = "Three towns ask."
        form.sponsor = "Readers"
        form.targets = "The council\n\nMayor | mayor | Town | mayor\n | nobody\nOther | | | mayor"
        form.sources = "Plan | Council | 2018-02-30 | ftp://example.org"
        let problems = try #require(throws: WritingProblems.self) { try form.campaign(replacing: nil) }
        #expect(
            problems.all == [
                WritingProblem("targets", line: 4, .parts), WritingProblem("targets", line: 5, .shortName),
                WritingProblem("sources", line: 1, .date), WritingProblem("sources", line: 1, .address),
            ]
        )
        form.targets = "The council\nMayor | mayor | Town | mayor"
        form.sources = "Plan | Council | 2018-02-28 | https://example.org"
        let campaign = try form.campaign(replacing: nil)
        #expect(try CampaignForm(campaign).campaign(replacing: campaign) == campaign)
        #expect(campaign.targets.map(\.id.text) == ["the-council", "mayor"])
    }
}
