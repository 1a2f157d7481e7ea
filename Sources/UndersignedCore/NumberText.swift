/// Numbers and days as a language writes them.
///
/// Source: Unicode CLDR 48, decimal symbols, grouping and default digits.
package enum NumberText {
    /// Writes a whole number with the language's digits and grouping: `12,345`, `12.345`, `1,23,45,678`.
    package static func grouped(_ number: Int, in language: LanguageTag) -> String {
        let style = Style(of: language)
        let digits = Array(String(number.magnitude).utf8)
        var text = number < 0 ? "-" : ""
        for (index, digit) in digits.enumerated() {
            if index > 0, style.separates(before: digits.count - index, of: digits.count) {
                text.unicodeScalars.append(style.separator)
            }
            text.unicodeScalars.append(style.digit(UInt32(digit) - 0x30))
        }
        return text
    }

    /// Writes the day of a moment in UTC: `20 June 2018` in English, `2018-06-20` where month names are not known.
    ///
    /// - Parameters:
    ///   - moment: Any time of that day.
    ///   - language: English, or any other.
    /// - Returns: A text without the time of day.
    package static func dayText(_ moment: Moment, in language: LanguageTag) -> String {
        let date = CalendarDate(moment)
        guard language.language == "en" else { return date.dayText }
        return "\(date.day) \(englishMonths[date.month - 1]) \(date.year)"
    }

    private static let englishMonths = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]

    /// How a language sets its digits.
    private struct Style {
        let separator: Unicode.Scalar
        /// The digits that a number needs to be grouped at all: 4, or 5 where `1234` stays whole.
        let shortestGrouped: Int
        let isIndian: Bool
        let zero: UInt32

        init(of language: LanguageTag) {
            let names = [language.text, "\(language.language)-\(language.region ?? "")", language.language]
            func member(of set: Set<String>) -> Bool { names.contains { set.contains($0) } }
            zero = names.lazy.compactMap { zeros[$0] }.first ?? 0x30
            let isEasternArabic = zero == 0x660 || zero == 0x6F0
            separator = isEasternArabic ? "\u{66C}" : names.lazy.compactMap { separators[$0] }.first ?? ","
            // Spanish leaves 1234 whole in Spain and groups it in America.
            let isAmerican = language.language == "es" && !["ES", nil].contains(language.region)
            shortestGrouped = member(of: wholeThousands) && !isAmerican ? 5 : 4
            isIndian = member(of: indian)
        }

        /// Whether a separator stands before the last `rest` of `count` digits.
        func separates(before rest: Int, of count: Int) -> Bool {
            guard count >= shortestGrouped, rest >= 3 else { return false }
            return isIndian ? rest % 2 == 1 : rest % 3 == 0
        }

        func digit(_ value: UInt32) -> Unicode.Scalar {
            // Every digit of these blocks is a scalar; the fallback only spares a force-unwrap.
            Unicode.Scalar(zero + value) ?? "\u{FFFD}"
        }
    }

    private static let separators: [String: Unicode.Scalar] = {
        var separators: [String: Unicode.Scalar] = [
            "fr": "\u{202F}", "de-CH": "’", "de-LI": "’", "en-CH": "’", "it-CH": "’",
        ]
        let dots = """
            ar-DZ ar-LY ar-MA ar-TN az bs ca da de el en-AT en-BE en-DE en-NL es es-AR es-CL es-CO es-UY \
            es-BO es-EC es-PY es-VE eu gl hr id is it ku lo mk nl pt ro sl \
            sr tr vi
            """
        let spaces = """
            af be bg cs de-AT en-FI en-SE en-ZA es-CR et fi fr-CA hu hy ka kk ky lt lv nb nn no pl pt-PT ru sk sq sv uk uz
            """
        let commas = "es-419 es-MX es-US es-GT es-HN es-NI es-PA es-PE es-PR es-SV es-DO es-CU"
        for name in dots.split(separator: " ") { separators[String(name)] = "." }
        for name in spaces.split(separator: " ") { separators[String(name)] = "\u{A0}" }
        for name in commas.split(separator: " ") { separators[String(name)] = "," }
        return separators
    }()

    private static let wholeThousands: Set = [
        "be", "bg", "es", "et", "hu", "hy", "it", "ka", "lv", "pl", "pt-PT", "sl", "sq",
    ]

    private static let indian: Set = ["as", "bn", "en-IN", "gu", "hi", "ml", "mr", "ne", "or", "pa", "ta", "te"]

    private static let zeros: [String: UInt32] = {
        var zeros: [String: UInt32] = ["as": 0x9E6, "bn": 0x9E6, "ckb": 0x660, "fa": 0x6F0, "mr": 0x966, "my": 0x1040]
        zeros.merge(["ks": 0x6F0, "ne": 0x966, "prs": 0x6F0, "ps": 0x6F0, "sd": 0x660, "ur-IN": 0x6F0]) { left, _ in
            left
        }
        for region in ["BH", "DJ", "EG", "ER", "IL", "IQ", "JO", "KM", "KW", "LB", "MR", "OM", "PS", "QA", "SA", "SD"] {
            zeros["ar-\(region)"] = 0x660
        }
        for region in ["SO", "SS", "SY", "TD", "YE"] { zeros["ar-\(region)"] = 0x660 }
        return zeros
    }()
}
