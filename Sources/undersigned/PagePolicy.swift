/// A Content-Security-Policy, by its directives (CSP Level 3, 2.2).
struct PagePolicy {
    private let directives: [String: Set<String>]

    init(_ text: String) {
        var directives: [String: Set<String>] = [:]
        for part in text.split(separator: ";") {
            let words = part.split(whereSeparator: \.isWhitespace).map(String.init)
            // Of one that is there twice a browser takes the first.
            guard let name = words.first?.lowercased(), directives[name] == nil else { continue }
            directives[name] = Set(words.dropFirst().map { $0.lowercased() })
        }
        self.directives = directives
    }

    /// Whether a page with this policy can do nothing that one with the other can't.
    ///
    /// A directive that is missing counts as one that allows everything, though a browser may have another to fall back to.
    func isAsStrict(as text: String) -> Bool {
        PagePolicy(text).directives.allSatisfy { name, allowed in
            guard let own = directives[name] else { return false }
            return own == ["'none'"] || own.isSubset(of: allowed)
        }
    }
}
