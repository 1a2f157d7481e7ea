import Foundation
import MemberTokens
import Testing

/// A member by a code on paper, and a member who gets codes for colleagues (issue 7, point 3).
struct MemberVoucherCommandTests {
    private static let code = "abcd-efgh-ijkl-mnop-qrst-uvwx-yz"

    @Test func `a code that somebody was given is asked for, and no address is sent`() throws {
        let (letter, run) = (try MemberCommandLetter(), try MemberCommandRun())
        let site = try MemberCommandSite { post in
            guard post.fields["code"] == Self.code else { return MemberCommandSite.Answer(403) }
            return MemberCommandLetter.signed(post, by: letter.issuer)
        }
        defer { [site.stop, run.remove].forEach { $0() } }
        site.show(letter)
        let asked = try BuiltProgram(
            ["member", "request", site.address, "--voucher", "--out", "token.txt"],
            in: run.folder,
            typing: "a wrong one\n\(Self.code)\n"
        )
        #expect(asked.status == 0, "\(asked.errors)")
        #expect(run.has(run.token) && !run.has(run.request))
        #expect(site.posts.map(\.path) == ["tokens", "tokens"].map { MemberCommandSite.petition + "/members/\($0)" })
        #expect(site.posts.allSatisfy { $0.fields.keys.sorted() == ["code", "request"] })
        #expect(!asked.output.contains("Each of these codes"))
    }

    @Test func `codes for colleagues are shown, and nothing that a terminal would take for a command`() throws {
        let (letter, run) = (try MemberCommandLetter(), try MemberCommandRun())
        let answers = letter.answers()
        let site = try MemberCommandSite { post in
            var answer = answers(post)
            if post.path.hasSuffix("tokens") {
                answer?.head = "undersigned-vouchers: \(Self.code) \u{1B}[31mred\u{1B}[0m second-code\r\n"
            }
            return answer
        }
        defer { [site.stop, run.remove].forEach { $0() } }
        site.show(letter)
        let asked = try run.ask(site.address)
        #expect(asked.status == 0, "\(asked.errors)")
        #expect(asked.output.contains("  \(Self.code)\n  second-code\n"))
        #expect(!asked.output.contains("\u{1B}"))
    }

    @Test func `an address and a code together are refused before anything is sent`() throws {
        let (letter, run) = (try MemberCommandLetter(), try MemberCommandRun())
        let site = try MemberCommandSite()
        defer { [site.stop, run.remove].forEach { $0() } }
        site.show(letter)
        let asked = try run.ask(site.address, ["--voucher"])
        #expect(asked.status == 2 && asked.errors.contains("give one of them"))
        #expect(site.gets == [] && site.posts.isEmpty)
    }
}
