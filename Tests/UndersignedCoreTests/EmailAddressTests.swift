import Testing
import UndersignedCore

struct EmailAddressTests {
    @Test(arguments: [
        "amina@example.org", "a@b.co", "O'Brien@example.org", "a.b.c@example.org", "a+b+c@example.org", "1@example.org",
        "!#$%&'*+-/=?^_`{|}~@example.org", "a@sub.sub.example.org", "a@example.museum", "a@xn--bcher-kva.example",
        "a@bücher.example", "a@1.example.org", "A@EXAMPLE.ORG", "a@a-b.example", "a@παράδειγμα.ελ", "a@例え.テスト",
        "a@उदाहरण.परीक्षा", "a@مثال.إختبار", "a@example。org", "a@ＥＸＡＭＰＬＥ.org", "a@3com.example", "-a@example.org",
    ])
    func `an address that mail can reach is read`(text: String) throws {
        #expect(try EmailAddress(text).typed == text)
        #expect(try EmailAddress(" \t\(text)\r\n").typed == text)
        #expect(try EmailAddress(text).mailbox.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F })
    }

    @Test(arguments: [
        "amina", "@example.org", "amina@", "a@b@example.org", "a b@example.org", ".a@example.org", "a.@example.org",
        "a..b@example.org", "\"a b\"@example.org", "a(comment)@example.org", "<a@example.org>", "a,b@example.org",
        "a@example.org,b@example.org", "a;b@example.org", "a:b@example.org", "a\\b@example.org", "a\u{0}b@example.org",
        "a\u{7F}@example.org", "a\r\nBcc: b@example.org", "a\nb@example.org", "a\u{2028}b@example.org", "a＠example.org",
        "a\u{200B}b@example.org", "a\u{202E}b@example.org", "mailto:a@example.org", "a@@example.org", "@",
        "a@\u{301}b.org",
    ])
    func `what is no address is refused`(text: String) {
        #expect(throws: EmailAddress.Problem.format) { _ = try EmailAddress(text) }
    }

    @Test(arguments: [
        "example", "example.", ".example", "example..org", "-example.org", "example-.org", "exa_mple.org",
        "[127.0.0.1]",
        "127.0.0.1", "example.123", "exa mple.org", "example.org\u{0}x", "exam\u{200B}ple.org", "example.org:25",
        "example.org>", "xn--.example", "ab--cd.example", "exa\u{202E}mple.org", "exam\u{2028}ple.org", "℀.example",
        "ex%61mple.org", "😀.example", "a.\u{94D}a.example", "example.org%0d%0aBcc", "a\u{200D}b.example",
    ])
    func `what is no domain is refused`(domain: String) {
        #expect(throws: EmailAddress.Problem.domain) { _ = try EmailAddress("a@\(domain)") }
    }

    @Test(arguments: ["amína@example.org", "用户@example.org", "пётр@example.org", "a\u{301}@example.org"])
    func `letters beyond ASCII before the sign have a reason of their own`(text: String) {
        #expect(throws: EmailAddress.Problem.localPartNotASCII) { _ = try EmailAddress(text) }
    }

    // S-12
    @Test func `the limits are 254 and 64, and the last allowed length is allowed`() throws {
        let label = String(repeating: "d", count: 60)
        let domain = "\(label).\(label).\(label).example"
        let fitting = String(repeating: "l", count: 254 - 1 - domain.utf8.count) + "@" + domain
        #expect(try EmailAddress(fitting).mailbox.utf8.count == 254)
        #expect(throws: EmailAddress.Problem.tooLong(limit: 254)) { _ = try EmailAddress("l" + fitting) }
        let local = String(repeating: "l", count: 64)
        #expect(try EmailAddress("\(local)@example.org").canonical == "\(local)@example.org")
        #expect(throws: EmailAddress.Problem.tooLong(limit: 64)) { _ = try EmailAddress("l\(local)@example.org") }
        #expect(throws: EmailAddress.Problem.domain) { _ = try EmailAddress("a@\(label)ddd4.example") }
        let wide = Array(repeating: String(repeating: "ü", count: 30), count: 6).joined(separator: ".")
        #expect(throws: EmailAddress.Problem.tooLong(limit: 254)) { _ = try EmailAddress("\(local)@\(wide).example") }
    }

    @Test(arguments: ["", " ", "\t\r\n", "\u{A0}\u{2003}"])
    func `nothing typed is empty`(text: String) {
        #expect(throws: EmailAddress.Problem.empty) { _ = try EmailAddress(text) }
    }

    /// Known answers: RFC 3492 7.1 (in lower case, as domains are) and registered names.
    @Test(arguments: [
        ("bücher.example", "xn--bcher-kva.example"), ("BÜCHER.example", "xn--bcher-kva.example"),
        ("bu\u{308}cher.example", "xn--bcher-kva.example"), ("münchen.de", "xn--mnchen-3ya.de"),
        ("straße.example", "xn--strae-oqa.example"), ("例え.テスト", "xn--r8jz45g.xn--zckzah"),
        ("παράδειγμα.δοκιμή", "xn--hxajbheg2az3al.xn--jxalpdlp"), ("пример.испытание", "xn--e1afmkfd.xn--80akhbyknj4f"),
        ("उदाहरण.परीक्षा", "xn--p1b6ci4b4b3a.xn--11b5bs3a9aj6g"), ("실례.테스트", "xn--9n2bp8q.xn--9t4b11yi5a"),
        ("例子.测试", "xn--fsqu00a.xn--0zwm56d"), ("ليهمابتكلموشعربي.example", "xn--mgbcah9ar9a4efegftvvn.example"),
        ("他们为什么不说中文.example", "xn--ihqwcrb4cv8a8dqg056pqjye.example"),
        ("3年b組金八先生.example", "xn--3b-ww4c5e180e575a65lsy2b.example"),
        ("安室奈美恵-with-super-monkeys.example", "xn---with-super-monkeys-pc58ag80a8qai00g7n9n.example"),
        ("majiでkoiする5秒前.example", "xn--majikoi5-783gue6qz075azm5e.example"),
    ])
    func `a domain in any script is compared in punycode`(typed: String, ascii: String) throws {
        let address = try EmailAddress("a@\(typed)")
        #expect(address.domain == ascii)
        #expect(address.mailbox == "a@\(ascii)")
        #expect(address.domainBeyondASCII == typed)  // S-64
        #expect(try EmailAddress("a@\(ascii)").canonical == address.canonical)
    }

    @Test func `mail goes to the address as typed, whatever is compared`() throws {
        let address = try EmailAddress("A.Mina+Petition@GoogleMail.com")
        #expect(address.typed == "A.Mina+Petition@GoogleMail.com")
        #expect(address.mailbox == "A.Mina+Petition@googlemail.com")
        #expect(address.canonical == "amina@gmail.com")
        #expect(address.domainBeyondASCII == nil)
    }

    @Test(arguments: [
        "gmail.com", "googlemail.com", "outlook.de", "yahoo.co.in", "web.de", "proton.me", "fastmail.fm", "qq.com",
    ])
    func `a public provider's mailbox speaks for no organisation`(domain: String) throws {
        #expect(try EmailAddress("a@\(domain)").isFreeMail)
        #expect(try !EmailAddress("a@not-\(domain)").isFreeMail)
    }
}
