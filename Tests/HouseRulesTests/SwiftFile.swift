/// A Swift file with its code told apart from its comments and strings.
struct SwiftFile: Sendable {
    let path: String
    /// As written.
    let lines: [Substring]
    /// The same lines with the inside of comments, strings, quoted names and regular expressions blanked.
    let codeLines: [Substring]
    let code: [UInt8]
    let literals: [SwiftLiteral]

    init(_ file: TextFile) {
        self.init(path: file.path, text: file.text)
    }

    init(path: String, text: String) {
        var scanner = SwiftScanner(text)
        scanner.scan()
        self.path = path
        code = scanner.code
        literals = scanner.literals
        lines = Self.lines(of: text)
        codeLines = Self.lines(of: String(decoding: scanner.code, as: UTF8.self))
    }

    /// `UndersignedCore` of `Sources/UndersignedCore/Moment.swift`.
    var target: String {
        let parts = path.split(separator: "/")
        return parts.count > 2 ? String(parts[1]) : ""
    }

    /// `Moment` of `Sources/UndersignedCore/Moment.swift`.
    var baseName: String {
        String((path.split(separator: "/").last ?? "").dropLast(".swift".count))
    }

    var isTest: Bool { path.hasPrefix("Tests/") }

    private static func lines(of text: String) -> [Substring] {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        if lines.last?.isEmpty == true { lines.removeLast() }
        return lines
    }
}

/// A string literal; the values put into it are left out.
struct SwiftLiteral: Sendable {
    let line: Int
    let text: String
}
