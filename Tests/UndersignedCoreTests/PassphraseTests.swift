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
