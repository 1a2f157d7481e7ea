/// What is documented about the big providers of mailboxes.
enum EmailProvider {
    /// The form that all spellings of one mailbox share; where nothing is documented, only case is folded (F-18).
    ///
    /// - Parameters:
    ///   - localPart: Lower case, not empty.
    ///   - domain: Lower case, ASCII.
    /// - Returns: An address, perhaps with another domain.
    static func canonical(localPart: String, domain: String) -> String {
        // One look for the many domains about which nothing is documented.
        guard documented.contains(domain) else { return "\(localPart)@\(domain)" }
        if gmail.contains(domain) {
            let name = withoutTag(localPart).filter { $0 != "." }
            return "\(name)@gmail.com"
        }
        return "\(withoutTag(localPart))@\(proton.contains(domain) ? "proton.me" : domain)"
    }

    /// Whose spellings of one mailbox are documented.
    private static let documented = gmail.union(proton).union(microsoft).union(fastmail).union(apple)

    /// Whether anybody can have a mailbox at a domain.
    static func isFree(_ domain: String) -> Bool {
        gmail.contains(domain) || proton.contains(domain) || microsoft.contains(domain) || fastmail.contains(domain)
            || apple.contains(domain) || yahoo.contains(domain) || otherFree.contains(domain)
    }

    /// Cuts `+tag`; a plus at the start tags nothing.
    private static func withoutTag(_ localPart: String) -> String {
        guard let plus = localPart.firstIndex(of: "+"), plus != localPart.startIndex else { return localPart }
        return String(localPart[..<plus])
    }

    static let gmail: Set = ["gmail.com", "googlemail.com"]

    static let proton: Set = ["proton.me", "protonmail.com", "protonmail.ch", "pm.me"]

    static let apple: Set = ["icloud.com", "me.com", "mac.com"]

    static let fastmail: Set = [
        "fastmail.com", "fastmail.fm", "fastmail.cn", "fastmail.co.uk", "fastmail.com.au", "fastmail.de",
        "fastmail.es", "fastmail.fr", "fastmail.im", "fastmail.in", "fastmail.jp", "fastmail.mx", "fastmail.net",
        "fastmail.nl", "fastmail.org", "fastmail.se", "fastmail.to", "fastmail.tw", "fastmail.uk", "fastmail.us",
    ]

    static let microsoft: Set<String> = Set(
        all("outlook", outlookSuffixes) + all("hotmail", hotmailSuffixes) + all("live", liveSuffixes) + ["msn.com"]
    )

    static let yahoo: Set<String> = Set(all("yahoo", yahooSuffixes) + ["ymail.com", "rocketmail.com", "myyahoo.com"])

    private static let outlookSuffixes = """
        com at be cl co.id co.il co.th com.ar com.au com.br com.gr com.hr com.pe com.tr com.vn cz de dk es fr hu ie in \
        it jp kr lv my ph pt sa sg sk
        """

    private static let hotmailSuffixes = """
        com be ca ch cl co.id co.il co.jp co.kr co.nz co.th co.uk co.za com.ar com.au com.br com.hk com.mx com.tr \
        com.tw com.vn cz de dk es fi fr gr hu it lt lv my nl no ph rs se sg sk
        """

    private static let liveSuffixes = """
        com at be ca cl cn co.kr co.uk co.za com.ar com.au com.mx com.my com.ph com.pt com.sg de dk fi fr hk ie in it \
        jp nl no ru se
        """

    private static let yahooSuffixes = """
        com at be bg ca ch cl cn co.id co.il co.in co.jp co.kr co.nz co.th co.uk co.za com.ar com.au com.br com.co \
        com.hk com.mx com.my com.pe com.ph com.sg com.tr com.tw com.ve com.vn cz de dk ee es fi fr gr hr hu ie in it \
        lt lv nl no pl pt ro rs se si sk
        """

    static let otherFree: Set = [
        "126.com", "139.com", "163.com", "abv.bg", "aol.com", "aol.de", "bluewin.ch", "bol.com.br", "btinternet.com",
        "centrum.cz", "comcast.net", "daum.net", "email.com", "free.fr", "freenet.de", "gmx.at", "gmx.ch", "gmx.com",
        "gmx.de", "gmx.net", "hanmail.net", "hushmail.com", "inbox.lv", "inbox.ru", "interia.pl", "laposte.net",
        "libero.it", "list.ru", "mail.com", "mail.de", "mail.ru", "mailbox.org", "mailfence.com", "naver.com",
        "o2.pl", "onet.pl", "op.pl", "orange.fr", "poczta.onet.pl", "posteo.de", "posteo.net", "qq.com",
        "rediffmail.com", "riseup.net", "runbox.com", "sapo.pt", "seznam.cz", "sfr.fr", "sina.com", "sky.com",
        "t-online.de", "talktalk.net", "telenet.be", "terra.com.br", "tiscali.it", "tuta.com", "tuta.io",
        "tutamail.com", "tutanota.com", "tutanota.de", "ukr.net", "uol.com.br", "verizon.net", "virgilio.it",
        "virginmedia.com", "wanadoo.fr", "web.de", "wp.pl", "ya.ru", "yandex.com", "yandex.ru", "yeah.net",
        "ziggo.nl", "zoho.com", "zohomail.com",
    ]

    private static func all(_ name: String, _ suffixes: String) -> [String] {
        suffixes.split(separator: " ").map { "\(name).\($0)" }
    }
}
