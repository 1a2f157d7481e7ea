import FoundationEssentials

/// The wording of one language, by key, with another catalogue behind it for what is not translated yet.
package struct Catalogue: Sendable {
    package let language: LanguageTag
    let entries: [String: Entry]
    private let base: [String: Entry]
    private let baseLanguage: LanguageTag

    /// Reads one language from its files.
    ///
    /// - Parameters:
    ///   - language: The language that all the files are in.
    ///   - files: Flat JSON objects in UTF-8: `{"key": "text with {name}", "other": {"one": "…", "other": "…"}}`.
    ///   - base: Where a key that the files lack is looked up; its own base is not asked.
    /// - Throws: `Malformed` for what is not such an object, a key given twice, or a plural without `other`.
    package init(language: LanguageTag, files: [[UInt8]], base: Catalogue? = nil) throws(Malformed) {
        var entries: [String: Entry] = [:]
        for file in files {
            for (key, entry) in try Self.entries(of: file) {
                guard entries.updateValue(entry, forKey: key) == nil else {
                    throw Malformed(detail: "key ‘\(key)’ is given twice")
                }
            }
        }
        self.init(language: language, entries: entries, base: base)
    }

    init(language: LanguageTag, entries: [String: Entry], base: Catalogue? = nil) {
        self.language = language
        self.entries = entries
        self.base = base?.entries ?? [:]
        baseLanguage = base?.language ?? language
    }

    /// Why a file can't be a catalogue; the detail is for who wrote the file.
    package struct Malformed: Error, Equatable {
        package let detail: String
    }

    /// A text ready to show, and the language it is in (U-31: what fell back is marked with its own `lang`).
    package struct Wording: Hashable, Sendable {
        package let text: String
        package let isFallback: Bool
        package let language: LanguageTag
    }

    /// Every key that has a text, in this language or in the base.
    package var keys: Set<String> { Set(entries.keys).union(base.keys) }

    /// Whether a key has a text, in this language or in the base; without a set of all of them for each question.
    package func has(_ key: String) -> Bool { entries[key] != nil || base[key] != nil }

    var allEntries: [String: Entry] { base.merging(entries) { _, own in own } }

    /// The keys that this language translates itself.
    package var ownKeys: Set<String> { Set(entries.keys) }

    /// The text of a key with its `{names}` filled in; `⟦key⟧` where nobody wrote one.
    package func text(_ key: String, _ values: [String: String] = [:]) -> String {
        lookup(key, values).text
    }

    /// The text that fits a count, with `{count}` as the language writes the number.
    package func plural(_ key: String, _ count: Int, _ values: [String: String] = [:]) -> String {
        lookup(key, count: count, values).text
    }

    /// The text of a key and whether it fell back to the base; values are inserted as they are, never read again.
    package func lookup(_ key: String, _ values: [String: String] = [:]) -> Wording {
        wording(key) { entry, _ in entry.phrase(for: .other).filled(with: values) }
    }

    /// The text that fits a count, and whether it fell back to the base.
    package func lookup(_ key: String, count: Int, _ values: [String: String] = [:]) -> Wording {
        wording(key) { entry, language in
            var values = values
            values["count"] = NumberText.grouped(count, in: language)
            return entry.phrase(for: PluralRule.category(of: count, in: language)).filled(with: values)
        }
    }

    private func wording(_ key: String, _ text: (Entry, LanguageTag) -> String) -> Wording {
        if let entry = entries[key] {
            return Wording(text: text(entry, language), isFallback: false, language: language)
        }
        if let entry = base[key] {
            return Wording(text: text(entry, baseLanguage), isFallback: true, language: baseLanguage)
        }
        return Wording(text: "⟦\(key)⟧", isFallback: true, language: baseLanguage)
    }

    private static func entries(of file: [UInt8]) throws(Malformed) -> [String: Entry] {
        let values: [String: Value]
        do {
            values = try JSONDecoder().decode([String: Value].self, from: Data(file))
        } catch {
            throw Malformed(detail: "not a flat JSON object of texts and plurals: \(error)")
        }
        var entries: [String: Entry] = [:]
        for (key, value) in values {
            switch value {
            case .text(let text): entries[key] = .text(Phrase(text))
            case .forms(let forms): entries[key] = .plural(try plural(forms, of: key))
            }
        }
        return entries
    }

    private static func plural(_ forms: [String: String], of key: String) throws(Malformed) -> Plural {
        var phrases: [PluralCategory: Phrase] = [:]
        for (name, text) in forms {
            guard let category = PluralCategory(rawValue: name) else {
                throw Malformed(detail: "key ‘\(key)’ has the unknown form ‘\(name)’")
            }
            phrases[category] = Phrase(text)
        }
        guard let other = phrases[.other] else { throw Malformed(detail: "key ‘\(key)’ lacks the form ‘other’") }
        return Plural(forms: phrases, other: other)
    }

    /// A value of the JSON file.
    private enum Value: Decodable {
        case text(String)
        case forms([String: String])

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let text = try? container.decode(String.self) {  // not a text: then it has to be a plural
                self = .text(text)
            } else {
                self = .forms(try container.decode([String: String].self))
            }
        }
    }
}
