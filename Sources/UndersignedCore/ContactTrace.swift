/// What leads from a text to somebody or somewhere else, also where it is written so that no program shall see it.
///
/// A rule, not an oracle: `docs/moderation.md` says what it can't find.
package enum ContactTrace: String, Hashable, Sendable, CaseIterable {
    case link, mail, telephone

    /// The first trace in a text.
    ///
    /// - Parameter text: Cleaned by `PlainText`; the work grows with its length.
    /// - Returns: Nil where there is none.
    package static func found(in text: String) -> ContactTrace? {
        let scalars = FoldedText.scalars(of: text)
        if let address = AddressScan(scalars.map(lowercase)).found { return address }
        return TelephoneScan(scalars).isFound ? .telephone : nil
    }

    private static func lowercase(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        if scalar.isASCII { return ("A"..."Z").contains(scalar) ? Unicode.Scalar(UInt8(scalar.value) | 0x20) : scalar }
        return scalar.properties.lowercaseMapping.unicodeScalars.first ?? scalar
    }
}

/// Looks for links and mail addresses in lower-case scalars.
///
/// Every public name comes through here when it is confirmed: what most names have none of is looked for first, in scalars
/// and not in strings, whose search costs more than all else that a confirmation does.
private struct AddressScan {
    private let text: [Unicode.Scalar]

    init(_ scalars: [Unicode.Scalar]) {
        let text = scalars.map { !$0.isASCII && Self.dots.contains($0) ? "." : $0 }
        self.text = text.contains(where: Self.isOpening) ? Self.unwrapped(text) : text
    }

    var found: ContactTrace? {
        if Self.beginnings.contains(where: isIn) { return .link }
        for (index, scalar) in text.enumerated() {
            if scalar == "@", let trace = atSign(at: index) { return trace }
            if scalar == ".", let trace = domain(around: index) { return trace }
        }
        return Self.dotWords.contains { isIn(Array($0.unicodeScalars)) } && isSpokenDomain ? .link : nil
    }

    private func isIn(_ part: [Unicode.Scalar]) -> Bool {
        guard let first = part.first, part.count <= text.count else { return false }
        return (0...(text.count - part.count)).contains { start in
            text[start] == first && text[start...].starts(with: part)
        }
    }

    /// With `(at)` and `[dot]` put as the signs they stand for.
    private static func unwrapped(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
        var text = String(String.UnicodeScalarView(scalars))
        for (open, close) in [("(", ")"), ("[", "]"), ("{", "}"), ("<", ">")] {
            for word in atWords { text = put("@", for: "\(open)\(word)\(close)", in: text) }
            for word in dotWords + ["."] { text = put(".", for: "\(open)\(word)\(close)", in: text) }
        }
        return Array(text.unicodeScalars)
    }

    private static func isOpening(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "(" || scalar == "[" || scalar == "{" || scalar == "<"
    }

    /// `name@host` is an address; `@name` an account somewhere.
    private func atSign(at index: Int) -> ContactTrace? {
        let after = text[(index + 1)...].drop { $0 == " " }.prefix(while: Self.isLabel)
        let isTight = index + 1 < text.count && text[index + 1] != " "
        guard after.contains(where: \.properties.isAlphabetic), after.count > 1 else { return nil }
        let before = text[..<index].reversed().drop { $0 == " " }.prefix(while: Self.isLabel)
        let isBeforeTight = index > 0 && text[index - 1] != " "
        if !before.isEmpty, isTight == isBeforeTight { return .mail }
        return isTight && after.count > 2 ? .link : nil
    }

    private func domain(around dot: Int) -> ContactTrace? {
        let before = text[..<dot].reversed().prefix(while: Self.isLabel)
        let rest = text[(dot + 1)...]
        let end = rest.prefix(while: Self.isLabel)
        guard !before.isEmpty else { return nil }
        let ending = String(String.UnicodeScalarView(end))
        // `J.Wu` is a name, `x.com` is none.
        let isShort = before.count == 1
        let isAddress =
            ending.hasPrefix("xn--") || Self.endings.contains(ending)
            || (isShort ? Self.endingsOfShort.contains(ending) : Self.isCountry(ending))
        guard isAddress else { return nil }
        let sign = text[..<dot].dropLast(before.count).last
        return sign == "@" ? .mail : .link
    }

    /// `example dot org`.
    private var isSpokenDomain: Bool {
        let words = String(String.UnicodeScalarView(text)).split { !$0.isLetter && !$0.isNumber && $0 != "-" }.map(
            String.init
        )
        return zip(words.dropFirst(), words.dropFirst(2)).contains { word, ending in
            Self.dotWords.contains(word)
                && (Self.endings.contains(ending) || word == "dot" && Self.isCountry(ending))
        }
    }

    /// With spaces around it or not.
    private static func put(_ sign: String, for word: String, in text: String) -> String {
        guard text.contains(word) else { return text }
        return [" \(word) ", " \(word)", "\(word) ", word].reduce(text) { $0.replacing($1, with: sign) }
    }

    private static func isLabel(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "-" || scalar == "_" || scalar.properties.isAlphabetic
            || scalar.properties.generalCategory == .decimalNumber
            || scalar.properties.generalCategory == .nonspacingMark
    }

    /// Two letters end the domains of countries; all of them are taken for one.
    private static func isCountry(_ ending: String) -> Bool {
        ending.utf8.count == 2 && ending.utf8.allSatisfy { (0x61...0x7A).contains($0) }
    }

    private static let dots: Set<Unicode.Scalar> = ["。", "․", "｡", "‧", "•", "∙"]
    private static let beginnings = ["://", "www.", "http:", "https:", "hxxp", "mailto:", "xn--"]
        .map { Array($0.unicodeScalars) }
    private static let atWords = ["@", "at", "arroba", "chez", "собака"]
    private static let dotWords = ["dot", "punkt", "punto", "ponto", "point", "nokta", "точка"]
    /// Those that people meet; a country's has two letters.
    private static let endings: Set<String> = [
        "com", "org", "net", "info", "biz", "edu", "gov", "mil", "int", "eu", "name", "pro", "mobi", "asia", "cat",
        "jobs", "travel", "museum", "app", "dev", "xyz", "online", "site", "shop", "store", "club", "top", "live",
        "blog", "news", "page", "link", "chat", "social", "space", "website", "cloud", "media", "today", "world",
        "onion", "рф", "укр", "бел", "中国", "中國", "台湾", "भारत", "مصر", "السعودية",
    ]
    private static let endingsOfShort: Set<String> = ["me", "co", "ly", "cc", "gg", "tv"]
}

/// Looks for telephone numbers: seven digits or more, in any script, with little between them.
private struct TelephoneScan {
    private static let digits = 7...20
    private static let gaps: Set<Unicode.Scalar> = [" ", "-", ".", "/", "(", ")", "‐", "‑", "–", "—", "\u{A0}", "·"]
    private static let gapLimit = 3

    let isFound: Bool

    init(_ scalars: [Unicode.Scalar]) {
        guard scalars.count(where: Self.isDigit) >= Self.digits.lowerBound else {
            isFound = false
            return
        }
        var run = ""
        var gap = ""
        var isFound = false
        for scalar in scalars + ["x"] {
            if Self.isDigit(scalar), let value = scalar.properties.numericValue {
                run += (run.isEmpty ? "" : gap) + String(Int(value))
                gap = ""
            } else if Self.gaps.contains(scalar), !run.isEmpty, gap.unicodeScalars.count < Self.gapLimit {
                gap.unicodeScalars.append(scalar)
            } else {
                isFound = isFound || Self.isNumber(run)
                (run, gap) = ("", "")
            }
        }
        self.isFound = isFound
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII ? ("0"..."9").contains(scalar) : scalar.properties.numericType == .decimal
    }

    private static func isNumber(_ run: String) -> Bool {
        let groups = run.split { !$0.isNumber }
        guard digits.contains(groups.reduce(0) { $0 + $1.count }) else { return false }
        return !isDate(groups) && !areYears(groups) && !isRound(groups)
    }

    /// As in `20.06.2018` and `2018-06-20`.
    private static func isDate(_ groups: [Substring]) -> Bool {
        guard groups.count == 3, let middle = Int(groups[1]), (1...12).contains(middle) else { return false }
        let ends = [groups[0], groups[2]]
        guard let year = ends.first(where: { $0.count == 4 }).flatMap({ Int($0) }), (1000...2999).contains(year),
            let day = ends.first(where: { $0.count <= 2 }).flatMap({ Int($0) })
        else { return false }
        return (1...31).contains(day)
    }

    /// As in `1990-2018`.
    private static func areYears(_ groups: [Substring]) -> Bool {
        groups.count == 2 && groups.allSatisfy { $0.count == 4 && ($0.first == "1" || $0.first == "2") }
    }

    /// As in `10 000 000`.
    private static func isRound(_ groups: [Substring]) -> Bool {
        groups.count > 1 && groups[0].count <= 3 && groups[0].first != "0"
            && groups.dropFirst().allSatisfy { $0 == "000" }
    }
}
