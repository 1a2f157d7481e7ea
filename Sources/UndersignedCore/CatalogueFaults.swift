extension Catalogue {
    /// What a translation lacks or has too much against the catalogue it follows, one line each, sorted; for tests and
    /// for translators.
    package func faults(against base: Catalogue) -> [String] {
        var faults: [String] = []
        for key in base.ownKeys.subtracting(ownKeys) { faults.append("\(key): missing") }
        for (key, entry) in entries {
            guard let original = base.entries[key] else {
                faults.append("\(key): not in the base")
                continue
            }
            let known = original.phrases.reduce(into: Set(["count"])) { $0.formUnion($1.names) }
            for name in Set(entry.phrases.flatMap(\.names)).subtracting(known) {
                faults.append("\(key): names {\(name)}, which the base does not")
            }
            guard case .plural(let plural) = entry else { continue }
            for category in PluralRule.categories(in: language) where plural.forms[category] == nil {
                // Whole millions read well enough in the form ‘other’.
                let isRare = category == .many && Self.millionsOnly.contains(language.language)
                if !isRare { faults.append("\(key): lacks the form \(category)") }
            }
        }
        return faults.sorted()
    }

    private static let millionsOnly: Set = ["ca", "es", "fr", "it", "pt"]
}
