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
        entries.filter { Self.matches(pattern: $0.path, path) }.map(\.method)
    }

    /// The pattern of an address, without what stands in it; `?` for an unknown one.
    package func shape(of path: String) -> String {
        entries.first { Self.matches(pattern: $0.path, path) }?.path ?? "?"
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
        wanted.hasPrefix("{") || wanted == part
    }
}
