/// The form of a word that a count asks for.
package enum PluralCategory: String, CaseIterable, Hashable, Sendable {
    case zero, one, two, few, many, other
}

/// Which plural form a whole number takes in a language.
///
/// Source: Unicode CLDR, supplemental/plurals.xml, cardinal rules, for integers (v = 0, e = 0).
package enum PluralRule {
    /// Tells the plural form of a count.
    ///
    /// - Parameters:
    ///   - count: A whole number; below zero, its magnitude decides.
    ///   - language: Any tag; one without a known rule has `one` for 1 and `other` else.
    /// - Returns: The category of CLDR.
    package static func category(of count: Int, in language: LanguageTag) -> PluralCategory {
        let rule = rules[language.text] ?? rules[language.language] ?? oneIsOne
        return rule(count.magnitude)
    }

    /// Every category that some whole number takes in a language, in CLDR's order.
    package static func categories(in language: LanguageTag) -> [PluralCategory] {
        let rule = rules[language.text] ?? rules[language.language] ?? oneIsOne
        // Every rule is decided by the last two digits, by small numbers, or by whole millions.
        let seen = Set((0...200).map { rule(UInt($0)) } + [rule(1_000_000)])
        return PluralCategory.allCases.filter(seen.contains)
    }

    private typealias Rule = @Sendable (UInt) -> PluralCategory

    private static let rules: [String: Rule] = {
        var rules: [String: Rule] = [
            "ar": arabic, "cy": welsh, "fil": filipino, "ga": irish, "gd": gaelic, "he": hebrew, "iw": hebrew,
            "is": endsInOne, "lt": lithuanian, "lv": latvian, "mk": endsInOne, "mt": maltese, "pl": polish,
            "pt-PT": oneOrMillions, "ro": romanian, "sl": slovenian,
        ]
        for language in ["id", "ja", "km", "ko", "lo", "ms", "my", "th", "vi", "yue", "zh", "bo", "wo"] {
            rules[language] = { _ in .other }
        }
        for language in ["am", "as", "bn", "fa", "gu", "hi", "hy", "kn", "pa", "prs", "si", "ti", "zu", "ln", "mg"] {
            rules[language] = { $0 <= 1 ? .one : .other }
        }
        for language in ["ca", "es", "it"] { rules[language] = oneOrMillions }
        for language in ["fr", "pt"] { rules[language] = zeroOneOrMillions }
        for language in ["be", "ru", "uk"] { rules[language] = eastSlavic }
        for language in ["bs", "hr", "sh", "sr"] { rules[language] = southSlavic }
        for language in ["cs", "sk"] { rules[language] = { $0 == 1 ? .one : (2...4).contains($0) ? .few : .other } }
        return rules
    }()

    private static let oneIsOne: Rule = { $0 == 1 ? .one : .other }

    private static let endsInOne: Rule = { $0 % 10 == 1 && $0 % 100 != 11 ? .one : .other }

    private static let oneOrMillions: Rule = { $0 == 1 ? .one : isMillions($0) ? .many : .other }

    private static let zeroOneOrMillions: Rule = { $0 <= 1 ? .one : isMillions($0) ? .many : .other }

    private static let eastSlavic: Rule = { endsInOne($0) == .one ? .one : endsInFew($0) ? .few : .many }

    private static let southSlavic: Rule = { endsInOne($0) == .one ? .one : endsInFew($0) ? .few : .other }

    private static let polish: Rule = { $0 == 1 ? .one : endsInFew($0) ? .few : .many }

    private static let filipino: Rule = { [4, 6, 9].contains($0 % 10) ? .other : .one }

    private static let hebrew: Rule = { $0 == 1 ? .one : $0 == 2 ? .two : .other }

    private static let romanian: Rule = { $0 == 1 ? .one : $0 == 0 || (1...19).contains($0 % 100) ? .few : .other }

    private static let arabic: Rule = { count in
        if count <= 2 { return count == 0 ? .zero : count == 1 ? .one : .two }
        return (3...10).contains(count % 100) ? .few : count % 100 >= 11 ? .many : .other
    }

    private static let welsh: Rule = { count in
        switch count {
        case 0: .zero
        case 1: .one
        case 2: .two
        case 3: .few
        case 6: .many
        default: .other
        }
    }

    private static let irish: Rule = { count in
        switch count {
        case 1: .one
        case 2: .two
        case 3...6: .few
        case 7...10: .many
        default: .other
        }
    }

    private static let gaelic: Rule = { count in
        switch count {
        case 1, 11: .one
        case 2, 12: .two
        case 3...10, 13...19: .few
        default: .other
        }
    }

    private static let lithuanian: Rule = { count in
        guard !(11...19).contains(count % 100), count % 10 != 0 else { return .other }
        return count % 10 == 1 ? .one : .few
    }

    private static let latvian: Rule = { count in
        if count % 10 == 0 || (11...19).contains(count % 100) { return .zero }
        return count % 10 == 1 ? .one : .other
    }

    private static let maltese: Rule = { count in
        if count == 1 || count == 2 { return count == 1 ? .one : .two }
        if count == 0 || (3...10).contains(count % 100) { return .few }
        return (11...19).contains(count % 100) ? .many : .other
    }

    private static let slovenian: Rule = { count in
        switch count % 100 {
        case 1: .one
        case 2: .two
        case 3, 4: .few
        default: .other
        }
    }

    private static func endsInFew(_ count: UInt) -> Bool {
        (2...4).contains(count % 10) && !(12...14).contains(count % 100)
    }

    private static func isMillions(_ count: UInt) -> Bool {
        count != 0 && count % 1_000_000 == 0
    }
}
