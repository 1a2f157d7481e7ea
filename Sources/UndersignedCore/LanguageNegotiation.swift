/// Which of the offered languages a visitor gets.
package enum LanguageNegotiation {
    /// Chooses by the visitor's own choice, then by the browser's list, then by the fallback (U-30).
    ///
    /// - Parameters:
    ///   - explicit: The tag of a choice link or address; ignored where it is not offered.
    ///   - acceptLanguage: The header as it came, of any length; read once, its first 32 ranges count.
    ///   - offered: In the order of preference among equals.
    ///   - fallback: What is given when nothing matches.
    /// - Returns: One of `offered`, or `fallback`.
    ///
    /// Source: RFC 9110 12.5.4 (the list), RFC 4647 3.4 (lookup).
    package static func choose(
        explicit: String?,
        acceptLanguage: String?,
        offered: [LanguageTag],
        fallback: LanguageTag
    ) -> LanguageTag {
        let offers = offered.map { Offer(tag: $0) }
        if let explicit, let wanted = LanguageTag(explicit), let tag = lookup(wanted, in: offers) { return tag }
        let ranges = ranges(of: acceptLanguage ?? "")
        let refused = ranges.filter { $0.weight == 0 }.map(\.tag)
        let wanted = ranges.filter { $0.weight > 0 }.sorted { $0.weight > $1.weight }.map(\.tag)
        let acceptable = offers.filter { offer in !refused.contains(offer.tag) }
        for tag in wanted {
            if let found = lookup(tag, in: acceptable) { return found }
        }
        // No exact lookup: another region of a language that the visitor reads is better than none.
        for tag in wanted {
            if let found = acceptable.first(where: { $0.tag.language == tag.language }) { return found.tag }
        }
        return fallback
    }

    private struct Offer {
        let tag: LanguageTag
    }

    private struct Range {
        let tag: LanguageTag
        /// Thousandths, 0…1000.
        let weight: Int
    }

    /// Cuts subtags off the end until something offered is met; `zh-TW` means its script before the bare language.
    private static func lookup(_ wanted: LanguageTag, in offers: [Offer]) -> LanguageTag? {
        var subtags = wanted.text.split(separator: "-")
        if let script = impliedScripts[wanted.text] {
            if let exact = offers.first(where: { $0.tag == wanted }) { return exact.tag }
            subtags = [subtags[0], script[...]]
        }
        while !subtags.isEmpty {
            let text = subtags.joined(separator: "-")
            if let found = offers.first(where: { $0.tag.text == text }) { return found.tag }
            subtags.removeLast()
            // A single letter opens an extension and means nothing alone.
            if subtags.last?.utf8.count == 1 { subtags.removeLast() }
        }
        return nil
    }

    /// Source: CLDR likelySubtags, for the languages written in two scripts by region.
    private static let impliedScripts = [
        "zh": "Hans", "zh-CN": "Hans", "zh-SG": "Hans", "zh-MY": "Hans", "zh-TW": "Hant", "zh-HK": "Hant",
        "zh-MO": "Hant",
    ]

    private static func ranges(of header: String) -> [Range] {
        var ranges: [Range] = []
        for element in header.split(separator: ",") {
            guard ranges.count < 32 else { break }
            if let range = range(element) { ranges.append(range) }
        }
        return ranges
    }

    private static func range(_ element: Substring) -> Range? {
        guard element.utf8.count <= 64 else { return nil }
        let parts = element.split(separator: ";", omittingEmptySubsequences: false).map(trimmed)
        guard let name = parts.first, let tag = LanguageTag(name), parts.count <= 2 else { return nil }
        guard parts.count == 2 else { return Range(tag: tag, weight: 1_000) }
        guard let weight = weight(parts[1]) else { return nil }
        return Range(tag: tag, weight: weight)
    }

    /// Reads `q=0.8` into thousandths; nil for what RFC 9110 12.4.2 does not allow.
    private static func weight(_ parameter: Substring) -> Int? {
        guard parameter.lowercased().hasPrefix("q=") else { return nil }
        let number = Array(parameter.utf8.dropFirst(2))
        guard (1...5).contains(number.count), number[0] == 0x30 || number[0] == 0x31 else { return nil }
        guard number.count == 1 || number[1] == 0x2E else { return nil }
        var weight = Int(number[0] - 0x30) * 1_000
        for (digit, unit) in zip(number.dropFirst(2), [100, 10, 1]) {
            guard (0x30...0x39).contains(digit) else { return nil }
            weight += Int(digit - 0x30) * unit
        }
        return weight <= 1_000 ? weight : nil
    }

    private static func trimmed(_ text: Substring) -> Substring {
        let isBlank: (Character) -> Bool = { $0 == " " || $0 == "\t" }
        var text = text.drop(while: isBlank)
        while let last = text.last, isBlank(last) { text.removeLast() }
        return text
    }
}
