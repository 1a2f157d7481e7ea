/// Which methods each address takes: for 405, for logs without secrets, and for tests over all routes.
package struct RouteTable: Sendable {
    /// One route: `GET`, `/petitions/{slug}`.
    package struct Entry: Hashable, Sendable {
        package let method: String
        package let path: String
    }

    package private(set) var entries: [Entry] = []

    package init() {}

    mutating func add(_ method: String, _ path: String) {
        entries.append(Entry(method: method, path: path))
        if method == "GET" { entries.append(Entry(method: "HEAD", path: path)) }
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
        let fitting = Set(entries.map(\.path)).filter { Self.matches(pattern: $0, path) }
        return fitting.max { Self.ownLetters($0) < Self.ownLetters($1) }
    }

    /// `/petitions/{slug}.json` has more than `/petitions/{slug}`.
    private static func ownLetters(_ pattern: String) -> Int {
        var isInside = false
        return pattern.count { letter in
            if letter == "{" { isInside = true }
            defer { if letter == "}" { isInside = false } }
            return !isInside && letter != "*"
        }
    }

    private static func matches(pattern: String, _ path: String) -> Bool {
        let wanted = pattern.split(separator: "/")
        let parts = path.split(separator: "/")
        if wanted.last == "**" {
            return parts.count >= wanted.count && zip(wanted.dropLast(), parts).allSatisfy(matches)
        }
        return wanted.count == parts.count && zip(wanted, parts).allSatisfy(matches)
    }

    private static func matches(_ wanted: Substring, _ part: Substring) -> Bool {
        guard wanted.hasPrefix("{"), let end = wanted.firstIndex(of: "}") else { return wanted == part }
        let suffix = wanted[end...].dropFirst()
        return part.hasSuffix(suffix) && part.utf8.count > suffix.utf8.count
    }
}
