import Testing
import UndersignedCore

/// F-18: which spellings are one mailbox.
///
/// A change here is a change of `rulesVersion`.
struct EmailAddressCanonicalTests {
    @Test(arguments: goldenTable)
    func `spellings of one mailbox are compared as one`(typed: String, canonical: String) throws {
        #expect(try EmailAddress(typed).canonical == canonical)
    }

    @Test func `the table is of version 1 and holds 200 addresses`() {
        #expect(EmailAddress.rulesVersion == 1)
        #expect(goldenTable.count >= 200)
        #expect(Set(goldenTable.map(\.0)).count == goldenTable.count)
    }

    // F-F
    @Test func `a thousand spellings of one inbox are one`() throws {
        var found: Set<String> = []
        for number in 0..<1_000 {
            let letters = Array("abcdefghijk")
            var name = String(letters[0])
            for (place, letter) in letters.dropFirst().enumerated() {
                name += (number >> place & 1 == 1 ? "." : "") + String(letter)
            }
            let domain = number.isMultiple(of: 2) ? "gmail.com" : "GoogleMail.com"
            found.insert(try EmailAddress("\(name)+\(number)@\(domain)").canonical)
        }
        #expect(found == ["abcdefghijk@gmail.com"])
    }

    @Test func `a canonical address is its own canonical address`() throws {
        for (_, canonical) in goldenTable { #expect(try EmailAddress(canonical).canonical == canonical) }
    }
}

private let goldenTable: [(String, String)] = table.split(separator: "\n").map { row in
    let parts = row.split(separator: ">", maxSplits: 1)
    return (String(parts[0]), String(parts[1]))
}

/// As typed > as compared.
private let table = """
    amina@gmail.com>amina@gmail.com
    amina@googlemail.com>amina@gmail.com
    amina@GMAIL.COM>amina@gmail.com
    amina@Googlemail.Com>amina@gmail.com
    a.mina@gmail.com>amina@gmail.com
    a.mina@googlemail.com>amina@gmail.com
    a.mina@GMAIL.COM>amina@gmail.com
    a.mina@Googlemail.Com>amina@gmail.com
    am.in.a@gmail.com>amina@gmail.com
    am.in.a@googlemail.com>amina@gmail.com
    am.in.a@GMAIL.COM>amina@gmail.com
    am.in.a@Googlemail.Com>amina@gmail.com
    a.m.i.n.a@gmail.com>amina@gmail.com
    a.m.i.n.a@googlemail.com>amina@gmail.com
    a.m.i.n.a@GMAIL.COM>amina@gmail.com
    a.m.i.n.a@Googlemail.Com>amina@gmail.com
    amina+x@gmail.com>amina@gmail.com
    amina+x@googlemail.com>amina@gmail.com
    amina+x@GMAIL.COM>amina@gmail.com
    amina+x@Googlemail.Com>amina@gmail.com
    a.mina+news.2018@gmail.com>amina@gmail.com
    a.mina+news.2018@googlemail.com>amina@gmail.com
    a.mina+news.2018@GMAIL.COM>amina@gmail.com
    a.mina+news.2018@Googlemail.Com>amina@gmail.com
    Amina@gmail.com>amina@gmail.com
    Amina@googlemail.com>amina@gmail.com
    Amina@GMAIL.COM>amina@gmail.com
    Amina@Googlemail.Com>amina@gmail.com
    AMINA+A+B@gmail.com>amina@gmail.com
    AMINA+A+B@googlemail.com>amina@gmail.com
    AMINA+A+B@GMAIL.COM>amina@gmail.com
    AMINA+A+B@Googlemail.Com>amina@gmail.com
    a.mina+@gmail.com>amina@gmail.com
    a.mina+@googlemail.com>amina@gmail.com
    a.mina+@GMAIL.COM>amina@gmail.com
    a.mina+@Googlemail.Com>amina@gmail.com
    amina+o.r.g@gmail.com>amina@gmail.com
    amina+o.r.g@googlemail.com>amina@gmail.com
    amina+o.r.g@GMAIL.COM>amina@gmail.com
    amina+o.r.g@Googlemail.Com>amina@gmail.com
    lena.kovac@outlook.com>lena.kovac@outlook.com
    Lena.Kovac+petition@OUTLOOK.COM>lena.kovac@outlook.com
    lena+a+b@outlook.com>lena@outlook.com
    le-na_1+@outlook.com>le-na_1@outlook.com
    lena.kovac@outlook.de>lena.kovac@outlook.de
    Lena.Kovac+petition@OUTLOOK.DE>lena.kovac@outlook.de
    lena+a+b@outlook.de>lena@outlook.de
    le-na_1+@outlook.de>le-na_1@outlook.de
    lena.kovac@outlook.com.br>lena.kovac@outlook.com.br
    Lena.Kovac+petition@OUTLOOK.COM.BR>lena.kovac@outlook.com.br
    lena+a+b@outlook.com.br>lena@outlook.com.br
    le-na_1+@outlook.com.br>le-na_1@outlook.com.br
    lena.kovac@hotmail.com>lena.kovac@hotmail.com
    Lena.Kovac+petition@HOTMAIL.COM>lena.kovac@hotmail.com
    lena+a+b@hotmail.com>lena@hotmail.com
    le-na_1+@hotmail.com>le-na_1@hotmail.com
    lena.kovac@hotmail.co.uk>lena.kovac@hotmail.co.uk
    Lena.Kovac+petition@HOTMAIL.CO.UK>lena.kovac@hotmail.co.uk
    lena+a+b@hotmail.co.uk>lena@hotmail.co.uk
    le-na_1+@hotmail.co.uk>le-na_1@hotmail.co.uk
    lena.kovac@hotmail.fr>lena.kovac@hotmail.fr
    Lena.Kovac+petition@HOTMAIL.FR>lena.kovac@hotmail.fr
    lena+a+b@hotmail.fr>lena@hotmail.fr
    le-na_1+@hotmail.fr>le-na_1@hotmail.fr
    lena.kovac@live.com>lena.kovac@live.com
    Lena.Kovac+petition@LIVE.COM>lena.kovac@live.com
    lena+a+b@live.com>lena@live.com
    le-na_1+@live.com>le-na_1@live.com
    lena.kovac@live.nl>lena.kovac@live.nl
    Lena.Kovac+petition@LIVE.NL>lena.kovac@live.nl
    lena+a+b@live.nl>lena@live.nl
    le-na_1+@live.nl>le-na_1@live.nl
    lena.kovac@live.com.au>lena.kovac@live.com.au
    Lena.Kovac+petition@LIVE.COM.AU>lena.kovac@live.com.au
    lena+a+b@live.com.au>lena@live.com.au
    le-na_1+@live.com.au>le-na_1@live.com.au
    lena.kovac@msn.com>lena.kovac@msn.com
    Lena.Kovac+petition@MSN.COM>lena.kovac@msn.com
    lena+a+b@msn.com>lena@msn.com
    le-na_1+@msn.com>le-na_1@msn.com
    lena.kovac@fastmail.com>lena.kovac@fastmail.com
    Lena.Kovac+petition@FASTMAIL.COM>lena.kovac@fastmail.com
    lena+a+b@fastmail.com>lena@fastmail.com
    le-na_1+@fastmail.com>le-na_1@fastmail.com
    lena.kovac@fastmail.fm>lena.kovac@fastmail.fm
    Lena.Kovac+petition@FASTMAIL.FM>lena.kovac@fastmail.fm
    lena+a+b@fastmail.fm>lena@fastmail.fm
    le-na_1+@fastmail.fm>le-na_1@fastmail.fm
    lena.kovac@fastmail.co.uk>lena.kovac@fastmail.co.uk
    Lena.Kovac+petition@FASTMAIL.CO.UK>lena.kovac@fastmail.co.uk
    lena+a+b@fastmail.co.uk>lena@fastmail.co.uk
    le-na_1+@fastmail.co.uk>le-na_1@fastmail.co.uk
    lena.kovac@icloud.com>lena.kovac@icloud.com
    Lena.Kovac+petition@ICLOUD.COM>lena.kovac@icloud.com
    lena+a+b@icloud.com>lena@icloud.com
    le-na_1+@icloud.com>le-na_1@icloud.com
    lena.kovac@me.com>lena.kovac@me.com
    Lena.Kovac+petition@ME.COM>lena.kovac@me.com
    lena+a+b@me.com>lena@me.com
    le-na_1+@me.com>le-na_1@me.com
    lena.kovac@mac.com>lena.kovac@mac.com
    Lena.Kovac+petition@MAC.COM>lena.kovac@mac.com
    lena+a+b@mac.com>lena@mac.com
    le-na_1+@mac.com>le-na_1@mac.com
    yusuf@proton.me>yusuf@proton.me
    Yusuf.B+x@proton.me>yusuf.b@proton.me
    yu-suf_b@proton.me>yu-suf_b@proton.me
    yusuf@protonmail.com>yusuf@proton.me
    Yusuf.B+x@protonmail.com>yusuf.b@proton.me
    yu-suf_b@protonmail.com>yu-suf_b@proton.me
    yusuf@protonmail.ch>yusuf@proton.me
    Yusuf.B+x@protonmail.ch>yusuf.b@proton.me
    yu-suf_b@protonmail.ch>yu-suf_b@proton.me
    yusuf@pm.me>yusuf@proton.me
    Yusuf.B+x@pm.me>yusuf.b@proton.me
    yu-suf_b@pm.me>yu-suf_b@proton.me
    Omar.Haddad+x@example.org>omar.haddad+x@example.org
    o.m.a.r@EXAMPLE.ORG>o.m.a.r@example.org
    Omar.Haddad+x@yahoo.com>omar.haddad+x@yahoo.com
    o.m.a.r@YAHOO.COM>o.m.a.r@yahoo.com
    Omar.Haddad+x@yahoo.co.uk>omar.haddad+x@yahoo.co.uk
    o.m.a.r@YAHOO.CO.UK>o.m.a.r@yahoo.co.uk
    Omar.Haddad+x@ymail.com>omar.haddad+x@ymail.com
    o.m.a.r@YMAIL.COM>o.m.a.r@ymail.com
    Omar.Haddad+x@gmx.de>omar.haddad+x@gmx.de
    o.m.a.r@GMX.DE>o.m.a.r@gmx.de
    Omar.Haddad+x@web.de>omar.haddad+x@web.de
    o.m.a.r@WEB.DE>o.m.a.r@web.de
    Omar.Haddad+x@t-online.de>omar.haddad+x@t-online.de
    o.m.a.r@T-ONLINE.DE>o.m.a.r@t-online.de
    Omar.Haddad+x@aol.com>omar.haddad+x@aol.com
    o.m.a.r@AOL.COM>o.m.a.r@aol.com
    Omar.Haddad+x@mail.ru>omar.haddad+x@mail.ru
    o.m.a.r@MAIL.RU>o.m.a.r@mail.ru
    Omar.Haddad+x@yandex.ru>omar.haddad+x@yandex.ru
    o.m.a.r@YANDEX.RU>o.m.a.r@yandex.ru
    Omar.Haddad+x@qq.com>omar.haddad+x@qq.com
    o.m.a.r@QQ.COM>o.m.a.r@qq.com
    Omar.Haddad+x@orange.fr>omar.haddad+x@orange.fr
    o.m.a.r@ORANGE.FR>o.m.a.r@orange.fr
    Omar.Haddad+x@libero.it>omar.haddad+x@libero.it
    o.m.a.r@LIBERO.IT>o.m.a.r@libero.it
    Omar.Haddad+x@zoho.com>omar.haddad+x@zoho.com
    o.m.a.r@ZOHO.COM>o.m.a.r@zoho.com
    Omar.Haddad+x@tutanota.com>omar.haddad+x@tutanota.com
    o.m.a.r@TUTANOTA.COM>o.m.a.r@tutanota.com
    Omar.Haddad+x@posteo.de>omar.haddad+x@posteo.de
    o.m.a.r@POSTEO.DE>o.m.a.r@posteo.de
    Omar.Haddad+x@riseup.net>omar.haddad+x@riseup.net
    o.m.a.r@RISEUP.NET>o.m.a.r@riseup.net
    Omar.Haddad+x@gmail.example.org>omar.haddad+x@gmail.example.org
    o.m.a.r@GMAIL.EXAMPLE.ORG>o.m.a.r@gmail.example.org
    Omar.Haddad+x@mail.gmail.com>omar.haddad+x@mail.gmail.com
    o.m.a.r@MAIL.GMAIL.COM>o.m.a.r@mail.gmail.com
    Omar.Haddad+x@gmail.co>omar.haddad+x@gmail.co
    o.m.a.r@GMAIL.CO>o.m.a.r@gmail.co
    Omar.Haddad+x@notgmail.com>omar.haddad+x@notgmail.com
    o.m.a.r@NOTGMAIL.COM>o.m.a.r@notgmail.com
    Omar.Haddad+x@outlook.example>omar.haddad+x@outlook.example
    o.m.a.r@OUTLOOK.EXAMPLE>o.m.a.r@outlook.example
    Omar.Haddad+x@icloud.example>omar.haddad+x@icloud.example
    o.m.a.r@ICLOUD.EXAMPLE>o.m.a.r@icloud.example
    Omar.Haddad+x@hotmail.example>omar.haddad+x@hotmail.example
    o.m.a.r@HOTMAIL.EXAMPLE>o.m.a.r@hotmail.example
    Omar.Haddad+x@fastmail.example>omar.haddad+x@fastmail.example
    o.m.a.r@FASTMAIL.EXAMPLE>o.m.a.r@fastmail.example
    Omar.Haddad+x@university.ac.uk>omar.haddad+x@university.ac.uk
    o.m.a.r@UNIVERSITY.AC.UK>o.m.a.r@university.ac.uk
    +amina@gmail.com>+amina@gmail.com
    +x+y@outlook.com>+x+y@outlook.com
    Sean@BÜCHER.example>sean@xn--bcher-kva.example
    sean@xn--BCHER-kva.example>sean@xn--bcher-kva.example
    s.e.a.n+x@bücher.example>s.e.a.n+x@xn--bcher-kva.example
    O'Brien@example.org>o'brien@example.org
    o'brien@example.org>o'brien@example.org
    user%host@example.org>user%host@example.org
    a=b@example.org>a=b@example.org
    A_B-C@Example.Org>a_b-c@example.org
      amina@gmail.com >amina@gmail.com
    a@gmail。com>a@gmail.com
    a@ｇｍａｉｌ.com>a@gmail.com
    ab+12345678901234567890@gmail.com>ab@gmail.com
    person1+campaign@hotmail.es>person1@hotmail.es
    person2+campaign@hotmail.es>person2@hotmail.es
    person3+campaign@hotmail.es>person3@hotmail.es
    person4+campaign@hotmail.es>person4@hotmail.es
    person5+campaign@hotmail.es>person5@hotmail.es
    person6+campaign@hotmail.es>person6@hotmail.es
    person7+campaign@hotmail.es>person7@hotmail.es
    person8+campaign@hotmail.es>person8@hotmail.es
    person9+campaign@hotmail.es>person9@hotmail.es
    person10+campaign@hotmail.es>person10@hotmail.es
    person11+campaign@hotmail.es>person11@hotmail.es
    person12+campaign@hotmail.es>person12@hotmail.es
    person13+campaign@hotmail.es>person13@hotmail.es
    person14+campaign@hotmail.es>person14@hotmail.es
    person15+campaign@hotmail.es>person15@hotmail.es
    person16+campaign@hotmail.es>person16@hotmail.es
    person17+campaign@hotmail.es>person17@hotmail.es
    person18+campaign@hotmail.es>person18@hotmail.es
    """
