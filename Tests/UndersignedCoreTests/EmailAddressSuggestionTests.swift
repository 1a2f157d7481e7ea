import Testing
import UndersignedCore

/// F-15: a typo is asked about, a real domain is not.
struct EmailAddressSuggestionTests {
    @Test func `nearly all typos of the big providers are suggested`() throws {
        let rows = typos.flatMap { row in row.typos.map { (typed: String($0), meant: row.meant) } }
        #expect(rows.count >= 300)
        let missed = try rows.filter { try EmailAddress("a@\($0.typed)").suggestion != $0.meant }
        #expect(missed.count * 20 <= rows.count, "missed: \(missed)")
    }

    @Test func `the address offered keeps what stands before the sign`() throws {
        #expect(try EmailAddress("Amina.D+x@gmial.com").suggestedAddress == "Amina.D+x@gmail.com")
        #expect(try EmailAddress("amina@example.org").suggestedAddress == nil)
        #expect(try EmailAddress("amina@gmial.com").domain == "gmial.com")
    }

    @Test func `ten thousand real-looking domains are left alone`() throws {
        let asked = names.flatMap { name in endings.map { "\(name).\($0)" } }
        #expect(asked.count >= 10_000)
        let suggested = try asked.compactMap { try EmailAddress("a@\($0)").suggestion }
        #expect(suggested == [])
    }

    @Test(arguments: realDomains.split(separator: " ").map(String.init))
    func `a well-known domain is left alone`(domain: String) throws {
        #expect(try EmailAddress("a@\(domain)").suggestion == nil)
    }

    private var names: [Substring] {
        """
        mail email ymail zmail webmail post postbox inbox mailbox letter cloud skycloud online internet media virgin \
        talk talks comet contrast cast google life lives liverpool love olive alive outdoor outback overlook lookout \
        book outcome yard yacht hello hotel hostel hotline protein proto photon orange apple banana library university \
        school college hospital council union parish church mosque temple garden bakery kitchen museum theatre cinema \
        radio press news journal times herald daily weekly observer sun moon star planet river lake forest mountain \
        valley bridge station airport harbour market square street house home cottage castle tower gate north south \
        east west centre center city town village region county state nation world earth ocean island coast beach
        """.split { $0 == " " || $0 == "\n" }
    }

    private var endings: [Substring] {
        """
        com org net edu gov info biz name co.uk org.uk ac.uk gov.uk nhs.uk de fr it es pt nl be ch at dk se no fi is ie \
        pl cz sk hu ro bg hr si rs gr tr ru ua by lt lv ee il ae sa eg ma tn dz za ng ke gh et in pk bd lk np cn jp kr \
        tw hk sg my th vn ph id au nz ca mx br ar cl co pe ve ec bo uy py cr gt cu do com.au com.br co.jp co.in co.za \
        io dev app eu
        """.split { $0 == " " || $0 == "\n" }
    }
}

private let realDomains = """
    gmail.com googlemail.com hotmail.com hotmail.co.uk outlook.com outlook.fr live.com live.nl yahoo.com yahoo.fr \
    ymail.com mail.com email.com gmx.de gmx.net gmx.fr web.de icloud.com me.com mac.com aol.com msn.com proton.me \
    protonmail.com pm.me hushmail.com mail.ru yandex.ru qq.com 163.com free.fr orange.fr laposte.net wanadoo.fr \
    libero.it comcast.net verizon.net btinternet.com virginmedia.com talktalk.net sky.com ntlworld.com cloud.com \
    hotmart.com grail.com hotel.com google.com outlook.org internet.com online.de example.org parliament.uk \
    mail.gmail.com xn--bcher-kva.example
    """

private struct Typos: Sendable {
    let meant: String
    let typos: [Substring]

    init(_ meant: String, _ typos: String) {
        self.meant = meant
        self.typos = typos.split(separator: " ")
    }
}

private let typos = [
    Typos(
        "gmail.com",
        """
        fmail.com g.mail.com gail.com gamail.com gamil.com gmai.com gmaik.com gmail.cim gmail.clm gmail.cm gmail.co \
        gmail.co.uk gmail.com.com gmail.com.uk gmail.comm gmail.con gmail.om gmail.uk gmail.vom gmaill.com gmal.com \
        gmaol.com gmaul.com gmial.com gmil.com gmsil.com gnail.com gmaip.com ggmail.com gmmail.com gmaiil.com \
        gmaio.com gmqil.com gmwil.com gmeil.com gmakl.com gjail.com gmali.com gmail.cpm gmail.xom gmail.ocm gmail.cmo \
        gmail.org gmail.net gmail.fr gmail.de gmail.it gmail.col gmail.cok gmail.coml gmail.c mgail.com \
        gmail.conm gmail.dom gmail.cxom gamil.con gmial.con gmal.con gmai.con gmil.co
        """
    ),
    Typos(
        "googlemail.com",
        """
        googlemail.co.uk googlemail.con googlemial.com googlemsil.com googlmail.com goolemail.com googelmail.com \
        gogglemail.com googlemai.com gooogmail.com googlemail.co googlemail.cm googlmial.com
        """
    ),
    Typos(
        "hotmail.com",
        """
        hitmail.com homail.com hormail.com hotmai.com hotmail.cim hotmail.cm hotmail.co hotmail.con hotmaill.com \
        hotmal.com hotmil.com hotmial.com hotmsil.com hotnail.com htomail.com htmail.com hotmaol.com hotmaul.com \
        hotmaik.com hotamil.com hotmali.com hottmail.com hotmaail.com hotmeil.com otmail.com jotmail.com gotmail.com \
        hptmail.com hoymail.com hotmil.con hotmal.co hotmail.vom hotmail.xom hotmail.comm hotmail.om hotmail.ocm \
        homtail.com hotmmail.com hotamail.com hotmqil.com hotmaip.com hotmakl.com hotmail.xcom hotmail.cok hotnail.con
        """
    ),
    Typos(
        "hotmail.co.uk",
        """
        hitmail.co.uk homail.co.uk hormail.co.uk hotmai.co.uk hotmaik.co.uk hotmail.co.ik hotmail.co.uj hotmail.co.ul \
        hotmail.co.um hotmail.co.un hotmail.co.yk hotmail.com.uk hotmail.conuk hotmail.couk hotmail.uk hotmailco.uk \
        hotmal.co.uk hotmaul.co.uk hotmil.co.uk hotmial.co.uk hotmsil.co.uk hotnail.co.uk hotmail.co.ukk hotmail.c.uk \
        hotmail.co.u
        """
    ),
    Typos("hotmail.fr", "hotmil.fr hotmal.fr hotmial.fr homail.fr hotnail.fr hotmaill.fr"),
    Typos(
        "yahoo.com",
        """
        yahoo.co yahoo.con yaho.com yahooo.com yhoo.com yaoo.com yahho.com yhaoo.com ayhoo.com yajoo.com yagoo.com \
        yahoi.com yahpo.com yshoo.com ywhoo.com yahoo.cm yahoo.om yahoo.vom yahoo.xom yahoo.comm yahoo.cim yaahoo.com \
        tahoo.com uahoo.com yahop.com yaoho.com yahoo.cok yahoo.coml yhoo.con yaho.con
        """
    ),
    Typos(
        "yahoo.co.uk",
        """
        tahoo.co.uk uahoo.co.uk yaho.co.uk yahoo.co.ik yahoo.co.uj yahoo.co.ul yahoo.co.um yahoo.co.un yahoo.co.yk \
        yahoo.conuk yahoo.couk yahoo.uk yahooco.uk yhoo.co.uk yshoo.co.uk yahooo.co.uk yahoo.com.uk
        """
    ),
    Typos(
        "outlook.com",
        """
        oulook.com outliok.com outlook.co.uk outlook.con outloook.com outook.com outlok.com outlool.com outlooj.com \
        outllok.com oultook.com otulook.com outkook.com outlook.co outlook.cm outlook.om outlook.comm outlook.vom \
        putlook.com iutlook.com outllook.com oitlook.com outlok.con utlook.com outloo.com otlook.com outlookk.com outlpok.com outlouk.com
        """
    ),
    Typos(
        "icloud.com",
        """
        icloud.co.uk icloud.con icoud.com icould.com ivloud.com iclud.com icloid.com iclod.com iclou.com icloud.co \
        icloud.cm icluod.com iclloud.com iclooud.com ixloud.com icloud.om icloud.net icloudd.com
        """
    ),
    Typos(
        "btinternet.com",
        """
        binternet.com brinternet.com btinernet.com btingernet.com btintenet.com btintermet.com btinterner.com \
        btinternet.co btinternet.co.uk btinternet.con btintetnet.com btinyernet.com btnternet.com byinternet.com
        """
    ),
    Typos("protonmail.com", "protonmial.com protomail.com protonmal.com prtonmail.com protonmail.con protonmail.co"),
    Typos("virginmedia.com", "virginmeda.com virginmdia.com virgnmedia.com virginmedia.con virginmedia.co.uk"),
    Typos("ntlworld.com", "ntlword.com ntlworld.con ntlworl.com"),
    Typos("talktalk.net", "talktalk.com talktak.net taltalk.net talktalk.ney"),
    Typos("live.com", "live.comm live.om live.co live.con live.cim live.vom"),
    Typos("live.co.uk", "live.co.ik live.co.um live.co.un live.co.yk live.couk"),
    Typos("aol.com", "aol.comm aol.om aol.con aol.co aol.cm aol.vom ail.com apl.com"),
    Typos("msn.com", "msn.con msn.co msn.cim"),
    Typos("mac.com", "mac.con mac.vom"),
    Typos("me.com", "me.con"),
    Typos("sky.com", "sky.con"),
]
