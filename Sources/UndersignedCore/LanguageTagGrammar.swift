/// What a language tag is made of (RFC 5646, 2.1): language, script, region, variants, extensions, private use.
struct LanguageTagGrammar {
    private(set) var script: String?
    private(set) var region: String?
    /// The subtags in their canonical case.
    private(set) var parts: [String]
    private var rest: ArraySlice<String>

    /// Reads a tag in any case; nil where it is not well-formed.
    ///
    /// Languages of more than three letters, which none has, and the old irregular tags, all of which have others now, are
    /// not read.
    init?(_ text: some StringProtocol) {
        let subtags = text.split(separator: "-", omittingEmptySubsequences: false).map { $0.lowercased() }
        guard subtags.allSatisfy(Self.isSubtag), let language = subtags.first, (2...3).contains(language.utf8.count),
            Self.isAlphabetic(language)
        else { return nil }
        (parts, rest) = ([language], subtags.dropFirst())
        var extended = 0
        while extended < 3, take(where: { $0.utf8.count == 3 && Self.isAlphabetic($0) }) != nil {
            extended += 1
        }
        script = take { $0.utf8.count == 4 && Self.isAlphabetic($0) }
            .map { $0.prefix(1).uppercased() + $0.dropFirst() }
        region = take { ($0.utf8.count == 2 && Self.isAlphabetic($0)) || ($0.utf8.count == 3 && Int($0) != nil) }?
            .uppercased()
        recase()
        guard takeVariants(), takeExtensions(), takePrivateUse(), rest.isEmpty else { return nil }
    }

    private mutating func take(where fits: (String) -> Bool) -> String? {
        guard let next = rest.first, fits(next) else { return nil }
        rest = rest.dropFirst()
        parts.append(next)
        return next
    }

    /// Script and region stand at the end, and have a case of their own.
    private mutating func recase() {
        let cased = [script, region].compactMap { $0 }
        parts = parts.dropLast(cased.count) + cased
    }

    /// False where one comes twice.
    private mutating func takeVariants() -> Bool {
        var seen: Set<String> = []
        while let variant = take(where: Self.isVariant) {
            guard seen.insert(variant).inserted else { return false }
        }
        return true
    }

    /// False where one is empty or comes twice.
    private mutating func takeExtensions() -> Bool {
        var seen: Set<String> = []
        while let singleton = take(where: { $0.utf8.count == 1 && $0 != "x" }) {
            guard seen.insert(singleton).inserted, take(where: { $0.utf8.count >= 2 }) != nil else { return false }
            while take(where: { $0.utf8.count >= 2 }) != nil {}
        }
        return true
    }

    /// False where nothing comes after `x`.
    private mutating func takePrivateUse() -> Bool {
        guard take(where: { $0 == "x" }) != nil else { return true }
        guard take(where: { _ in true }) != nil else { return false }
        while take(where: { _ in true }) != nil {}
        return true
    }

    private static func isVariant(_ part: String) -> Bool {
        part.utf8.count >= 5 || part.utf8.count == 4 && part.utf8.first.map(isDigit) == true
    }

    private static func isSubtag(_ part: String) -> Bool {
        (1...8).contains(part.utf8.count) && part.utf8.allSatisfy { isLetter($0) || isDigit($0) }
    }

    private static func isAlphabetic(_ part: String) -> Bool { part.utf8.allSatisfy(isLetter) }
    private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte) }
    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
