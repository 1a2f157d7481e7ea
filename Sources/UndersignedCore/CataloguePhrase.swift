extension Catalogue {
    /// What a key holds: one text, or one a plural form.
    enum Entry: Equatable, Sendable {
        case text(Phrase)
        case plural(Plural)

        /// The phrase for a plural form; a form that the language's author left out is `other`.
        func phrase(for category: PluralCategory) -> Phrase {
            switch self {
            case .text(let phrase): phrase
            case .plural(let plural): plural.forms[category] ?? plural.other
            }
        }

        var phrases: [Phrase] {
            switch self {
            case .text(let phrase): [phrase]
            case .plural(let plural): Array(plural.forms.values)
            }
        }

        func mapped(_ change: (Phrase) -> Phrase) -> Entry {
            switch self {
            case .text(let phrase): .text(change(phrase))
            case .plural(let plural):
                .plural(Plural(forms: plural.forms.mapValues(change), other: change(plural.other)))
            }
        }
    }

    /// The forms of one text; `other` is there always.
    struct Plural: Equatable, Sendable {
        let forms: [PluralCategory: Phrase]
        let other: Phrase
    }

    /// A text taken apart at its `{names}`, once, when the catalogue is read.
    struct Phrase: Equatable, Sendable {
        enum Part: Equatable, Sendable {
            case literal(String)
            case name(String)
        }

        let parts: [Part]

        init(parts: [Part]) {
            self.parts = parts
        }

        /// A brace that opens no name (letters, digits, `_`, then `}`) is text.
        init(_ text: String) {
            var parts: [Part] = []
            var literal = ""
            var rest = Substring(text)
            while let open = rest.firstIndex(of: "{") {
                literal += rest[..<open]
                rest = rest[rest.index(after: open)...]
                let name = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
                guard !name.isEmpty, rest[name.endIndex...].first == "}" else {
                    literal += "{"
                    continue
                }
                if !literal.isEmpty { parts.append(.literal(literal)) }
                literal = ""
                parts.append(.name(String(name)))
                rest = rest[name.endIndex...].dropFirst()
            }
            literal += rest
            if !literal.isEmpty { parts.append(.literal(literal)) }
            self.parts = parts
        }

        var names: Set<String> {
            Set(
                parts.compactMap { part in
                    guard case .name(let name) = part else { return nil }
                    return name
                }
            )
        }

        /// The text with the values in it; a name without a value stays as `{name}`, where a test sees it.
        func filled(with values: [String: String]) -> String {
            var text = ""
            for part in parts {
                switch part {
                case .literal(let literal): text += literal
                case .name(let name): text += values[name] ?? "{\(name)}"
                }
            }
            return text
        }
    }
}
