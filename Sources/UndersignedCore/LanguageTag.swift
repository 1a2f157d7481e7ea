/// A language as BCP 47 names it, in its canonical case: `en`, `pt-BR`, `zh-Hans`; at most 35 characters.
package struct LanguageTag: Hashable, Sendable, CustomStringConvertible {
    package let text: String

    /// Reads a tag in any case; nil for what RFC 5646, 2.1 does not call well-formed.
    package init?(_ text: some StringProtocol) {
        guard text.utf8.count <= 35, let grammar = LanguageTagGrammar(text) else { return nil }
        self.text = grammar.parts.joined(separator: "-")
    }

    private init(known text: String) {
        self.text = text
    }

    package static let english = LanguageTag(known: "en")

    package var description: String { text }

    /// The first subtag: `pt` of `pt-BR`.
    package var language: String { String(text.prefix { $0 != "-" }) }

    /// The script where the tag names one: `Hans` of `zh-Hans`.
    package var script: String? { LanguageTagGrammar(text)?.script }

    /// The region where the tag names one: `BR` of `pt-BR`, `419` of `es-419`.
    package var region: String? { LanguageTagGrammar(text)?.region }

    package var isRightToLeft: Bool {
        if let script { return Self.rightToLeftScripts.contains(script) }
        return Self.rightToLeftLanguages.contains(language)
    }

    /// The value of HTML's `dir` attribute.
    package var direction: String { isRightToLeft ? "rtl" : "ltr" }

    /// The language's name in itself; the tag where it is not known.
    package var nativeName: String {
        var key = text
        while true {
            if let name = Self.nativeNames[key] { return name }
            guard let cut = key.lastIndex(of: "-") else { return text }
            key = String(key[..<cut])
        }
    }

    private static let rightToLeftScripts: Set = [
        "Adlm", "Arab", "Aran", "Hebr", "Mand", "Mend", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa",
    ]

    private static let rightToLeftLanguages: Set = [
        "ar", "arc", "arz", "azb", "bal", "ckb", "dv", "fa", "glk", "he", "iw", "ji", "khw", "ks", "lrc", "mzn", "nqo",
        "pnb", "prs", "ps", "rhg", "sd", "sdh", "skr", "syr", "ug", "ur", "yi",
    ]

    private static let nativeNames: [String: String] = [
        "ar": "العربية", "be": "Беларуская", "bg": "Български", "bn": "বাংলা", "bs": "Bosanski", "ca": "Català",
        "ckb": "کوردیی ناوەندی", "cs": "Čeština", "cy": "Cymraeg", "da": "Dansk", "de": "Deutsch", "dv": "ދިވެހިބަސް",
        "el": "Ελληνικά", "en": "English", "es": "Español", "et": "Eesti", "eu": "Euskara", "fa": "فارسی",
        "fi": "Suomi", "fil": "Filipino", "fr": "Français", "ga": "Gaeilge", "gl": "Galego", "he": "עברית",
        "hi": "हिन्दी", "hr": "Hrvatski", "hu": "Magyar", "hy": "Հայերեն", "id": "Indonesia", "is": "Íslenska",
        "it": "Italiano", "ja": "日本語", "ka": "ქართული", "kk": "Қазақ тілі", "km": "ខ្មែរ", "ko": "한국어",
        "ku": "Kurdî", "lt": "Lietuvių", "lv": "Latviešu", "mk": "Македонски", "mr": "मराठी", "ms": "Melayu",
        "mt": "Malti", "my": "မြန်မာ", "nb": "Norsk bokmål", "ne": "नेपाली", "nl": "Nederlands", "nn": "Norsk nynorsk",
        "no": "Norsk", "pa": "ਪੰਜਾਬੀ", "pl": "Polski", "ps": "پښتو", "pt": "Português", "pt-BR": "Português (Brasil)",
        "pt-PT": "Português (Portugal)", "ro": "Română", "ru": "Русский", "sd": "سنڌي", "sk": "Slovenčina",
        "sl": "Slovenščina", "so": "Soomaali", "sq": "Shqip", "sr": "Српски", "sr-Latn": "Srpski", "sv": "Svenska",
        "sw": "Kiswahili", "ta": "தமிழ்", "te": "తెలుగు", "th": "ไทย", "ti": "ትግርኛ", "tr": "Türkçe",
        "ug": "ئۇيغۇرچە", "uk": "Українська", "ur": "اردو", "vi": "Tiếng Việt", "yi": "ייִדיש", "zh": "中文",
        "zh-Hans": "简体中文", "zh-Hant": "繁體中文",
    ]
}
