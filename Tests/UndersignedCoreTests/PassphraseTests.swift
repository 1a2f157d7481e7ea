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
