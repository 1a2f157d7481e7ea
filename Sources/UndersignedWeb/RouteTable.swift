/// Which methods each address takes: for 405, for logs without secrets, and for tests over all routes.
package struct RouteTable: Sendable {
    /// One route: `GET`, `/petitions/{slug}`.
    package struct Entry: Hashable, Sendable {
        package let method: String
        package let path: String
        /// Whom it lets in.
        package var access = RouteAccess.everyone
    }

    /// An address with names in place of what differs, taken apart once.
    fileprivate struct Pattern {
        let path: String
        let pieces: [Substring]
        /// `/petitions/{slug}.json` has more than `/petitions/{slug}`.
        let ownLetters: Int
    }

    package private(set) var entries: [Entry] = []
    private var patterns: [Pattern] = []

    package init() {}

    mutating func add(_ method: String, _ path: String, _ access: RouteAccess = .everyone) {
        if !patterns.contains(where: { $0.path == path }) { patterns.append(Pattern(path)) }
        entries.append(Entry(method: method, path: path, access: access))
        if method == "GET" { entries.append(Entry(method: "HEAD", path: path, access: access)) }
    }

    /// The methods that an address takes; empty for an unknown one.
    package func methods(of path: String) -> [String] {
        guard let pattern = pattern(of: path) else { return [] }
        return entries.filter { $0.path == pattern }.map(\.method)
    }

    /// The pattern of an address, without what stands in it; `?` for an unknown one.
    package func shape(of path: String) -> String {
        pattern(of: path) ?? "?"
    }

    /// Of the patterns that fit, the one with the most letters of its own, as the router decides.
    private func pattern(of path: String) -> String? {
        let parts = path.split(separator: "/")
        return patterns.filter { $0.matches(parts) }.max { $0.ownLetters < $1.ownLetters }?.path
    }
}

extension RouteTable.Pattern {
    init(_ path: String) {
        self.path = path
        pieces = path.split(separator: "/")
        var isInside = false
        ownLetters = path.count { letter in
            if letter == "{" { isInside = true }
            defer { if letter == "}" { isInside = false } }
            return !isInside && letter != "*"
        }
    }

    func matches(_ parts: [Substring]) -> Bool {
        if pieces.last == "**" {
            return parts.count >= pieces.count && zip(pieces.dropLast(), parts).allSatisfy(Self.matches)
        }
        return pieces.count == parts.count && zip(pieces, parts).allSatisfy(Self.matches)
    }

    private static func matches(_ wanted: Substring, _ part: Substring) -> Bool {
        guard wanted.hasPrefix("{"), let end = wanted.firstIndex(of: "}") else { return wanted == part }
        let suffix = wanted[end...].dropFirst()
        return part.hasSuffix(suffix) && part.utf8.count > suffix.utf8.count
    }
}
