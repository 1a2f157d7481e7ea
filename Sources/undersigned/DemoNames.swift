/// A part of a name as its bearer writes it, and in letters that an address takes.
struct DemoNamePart: Sendable {
    let text: String
    let letters: String

    /// Reads `Ана=ana`; a part without `=` is Latin already.
    init(_ pair: Substring) {
        let sides = pair.split(separator: "=")
        text = String(sides[0].replacing("_", with: " "))
        letters = String(sides.last ?? "").lowercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber) }
    }
}

/// One kind of name: the parts it is made of and how they are put together.
struct DemoNameKind: Sendable {
    let given: [DemoNamePart]
    let family: [DemoNamePart]
    private let isFamilyFirst: Bool

    init(given: String, family: String = "", isFamilyFirst: Bool = false) {
        self.given = given.split(separator: " ").map(DemoNamePart.init)
        self.family = family.split(separator: " ").map(DemoNamePart.init)
        self.isFamilyFirst = isFamilyFirst
    }

    func compose(_ given: DemoNamePart, _ family: DemoNamePart?) -> (text: String, letters: String) {
        guard let family else { return (given.text, given.letters) }
        let text = isFamilyFirst ? family.text + given.text : "\(given.text) \(family.text)"
        return (text, "\(given.letters).\(family.letters)")
    }
}

/// What invented people are made of.
///
/// `=` parts a text from its letters, `_` is a space in it.
enum DemoNames {
    static let kinds = [
        latin, cyrillic, latin, arabic, apostrophe, chinese, devanagari, hyphen, oneWord, latin, long,
    ]

    private static let latin = DemoNameKind(
        given: """
            Ana Maria Joseph Grace David Lucía=lucia Zoë=zoe Björn=bjorn Łukasz=lukasz Şirin=sirin Amina Tomás=tomas \
            Thảo=thao Kofi Ngozi Elif Søren=soren Chloé=chloe Mateo Ruth Daniel Fatou Inês=ines Dylan Mereana
            """,
        family: """
            Petrova Nguyễn=nguyen García=garcia Smith Okafor Müller=mueller Kowalska Yılmaz=yilmaz Silva Mensah \
            Čapek=capek Johansson Đặng=dang Rossi Öztürk=ozturk Diallo Novák=novak Hernández=hernandez Brown \
            Tūhoe=tuhoe Fernández_Ruiz=fernandezruiz
            """
    )

    private static let cyrillic = DemoNameKind(
        given:
            "Ана=ana Олена=olena Иван=ivan Света=sveta Юрій=yurii Марія=mariia Дамир=damir Љиљана=ljiljana Ёлка=yolka",
        family: "Петрова=petrova Шевченко=shevchenko Иванов=ivanov Ковальчук=kovalchuk Ђорђевић=djordjevic Їжак=yizhak"
    )

    private static let arabic = DemoNameKind(
        given: "أمينة=amina محمد=mohammed ليلى=layla يوسف=yousef فاطمة=fatima عمر=omar نور=nour سارة=sara",
        family: "الحسن=alhassan حداد=haddad عبد_الله=abdullah منصور=mansour الخوري=alkhoury بن_علي=benali"
    )

    private static let chinese = DemoNameKind(
        given: "伟=wei 芳=fang 秀英=xiuying 敏=min 静=jing 志強=zhiqiang 麗=li 小明=xiaoming",
        family: "王=wang 李=li 张=zhang 陳=chen 欧阳=ouyang 劉=liu",
        isFamilyFirst: true
    )

    private static let devanagari = DemoNameKind(
        given: "अमित=amit प्रिया=priya श्रुति=shruti कृष्ण=krishna आरती=aarti विजय=vijay मीरा=meera",
        family: "शर्मा=sharma पटेल=patel क्षीरसागर=kshirsagar त्रिपाठी=tripathi गुप्ता=gupta थापा=thapa"
    )

    private static let apostrophe = DemoNameKind(
        given: "Sean Aoife D'Andre=dandre Niamh Luca Ma'ata=maata Siobhán=siobhan",
        family: "O'Brien=obrien D’Angelo=dangelo N'Diaye=ndiaye O’Connor=oconnor Dell'Acqua=dellacqua Ta'ase=taase"
    )

    private static let hyphen = DemoNameKind(
        given: "Jean-Luc=jeanluc Mary-Ann=maryann Anne-Sophie=annesophie Ji-woo=jiwoo Karl-Heinz=karlheinz",
        family: "Smith-Jones=smithjones Al-Rashid=alrashid Lloyd-Webber=lloydwebber Müller-Lüdenscheidt=mueller"
    )

    private static let oneWord = DemoNameKind(
        given: "Suharto Madhavi Prince Björk=bjork Kartini Тарас=taras नंदिता=nandita 小雨=xiaoyu فيروز=fairuz X"
    )

    private static let long = DemoNameKind(
        given: """
            Maria_da_Conceição_Aparecida_dos_Santos=maria Pedro_Pablo_Rodrigo_Ignacio_Emiliano=pedro \
            Sivaramakrishnan_Venkatasubramanian=siva Kamehameha_Keliʻimaikaʻi_Kealiʻiahonui=keli
            """,
        family: """
            Oliveira_Figueiredo_de_Albuquerque_e_Vasconcelos=oliveira Uvuvwevwevwe_Onyetenyevwe_Ugwemubwem=onye \
            Hubert_Wolfeschlegelsteinhausenbergerdorff=wolf Rasoanaivo_Andriamanantena_Rakotomalala=raso
            """
    )

    static let comments = [
        "My neighbours and I have waited for an answer since last year.", "Thank you for organising this.",
        "Una pregunta sencilla merece una respuesta.", "Спасибо. Мы ждём ответа.", "شكرا لكم جميعا",
        "请公开合同。", "हम उत्तर की प्रतीक्षा में हैं।", "I build software & I would not build \"this\" <ever>.",
        "First line.\nSecond line: 100% of us agree + more = better.",
        "I have signed on paper before; this is for the record 🙂",
    ]

    static let places = [
        "Lisbon", "San José", "Київ", "القاهرة", "臺北", "पुणे", "Saint-Denis", "Ivanhoe's Corner", "Zürich", "Accra",
    ]
}
