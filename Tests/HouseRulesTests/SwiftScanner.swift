/// Blanks what is not code in Swift source, byte for byte, so that line numbers stay true.
///
/// It knows nested comments, plain, long and raw strings with values put into them, names in backticks and regular
/// expressions. It does not parse: it only has to be right about where text ends and code goes on.
struct SwiftScanner {
    private let source: [UInt8]
    private(set) var code: [UInt8]
    private(set) var literals: [SwiftLiteral] = []
    private var position = 0
    private var line = 1

    init(_ text: String) {
        source = Array(text.utf8)
        code = source
    }

    mutating func scan() {
        scanCode(inString: false)
    }

    /// Walks over code up to the end, or up to the `)` that ends a value inside a string.
    private mutating func scanCode(inString: Bool) {
        var depth = 0
        while position < source.count {
            switch source[position] {
            case UInt8(ascii: "/") where next(1) == UInt8(ascii: "/"):
                blankLineComment()
            case UInt8(ascii: "/") where next(1) == UInt8(ascii: "*"):
                blankBlockComment()
            case UInt8(ascii: "/") where startsExpression:
                blankExpression()
            case UInt8(ascii: "`"):
                blankQuotedName()
            case UInt8(ascii: "\""):
                scanString(hashes: 0)
            case UInt8(ascii: "#") where hashesBeforeQuote > 0:
                scanString(hashes: hashesBeforeQuote)
            case UInt8(ascii: "("):
                depth += 1
                step()
            case UInt8(ascii: ")"):
                step()
                if inString && depth == 0 { return }
                depth -= 1
            default:
                step()
            }
        }
    }

    private mutating func scanString(hashes: Int) {
        let firstLine = line
        skip(hashes)
        let isLong = next(1) == UInt8(ascii: "\"") && next(2) == UInt8(ascii: "\"")
        let quotes = isLong ? 3 : 1
        skip(quotes)
        var text: [UInt8] = []
        while position < source.count {
            if closes(quotes: quotes, hashes: hashes) {
                skip(quotes + hashes)
                break
            }
            if !isLong && source[position] == UInt8(ascii: "\n") { break }
            if escapes(hashes: hashes) {
                blank(1 + hashes)
                if next(0) == UInt8(ascii: "(") {
                    step()
                    scanCode(inString: true)
                } else {
                    blank()
                }
            } else {
                text.append(source[position])
                blank()
            }
        }
        literals.append(SwiftLiteral(line: firstLine, text: String(decoding: text, as: UTF8.self)))
    }

    private mutating func blankLineComment() {
        while position < source.count, source[position] != UInt8(ascii: "\n") { blank() }
    }

    private mutating func blankBlockComment() {
        var depth = 0
        repeat {
            if next(0) == UInt8(ascii: "/") && next(1) == UInt8(ascii: "*") {
                depth += 1
                blank(2)
            } else if next(0) == UInt8(ascii: "*") && next(1) == UInt8(ascii: "/") {
                depth -= 1
                blank(2)
            } else {
                blank()
            }
        } while depth > 0 && position < source.count
    }

    private mutating func blankQuotedName() {
        step()
        while position < source.count, source[position] != UInt8(ascii: "`"), source[position] != UInt8(ascii: "\n") {
            blank()
        }
        if next(0) == UInt8(ascii: "`") { step() }
    }

    private mutating func blankExpression() {
        step()
        while position < source.count, source[position] != UInt8(ascii: "/") {
            if source[position] == UInt8(ascii: "\\") { blank() }
            blank()
        }
        step()
    }

    /// A slash after a space or an opening mark, with text after it and a second slash on its line.
    private var startsExpression: Bool {
        guard position > 0, " ([,:".utf8.contains(source[position - 1]) else { return false }
        guard let following = next(1), !" \n=)".utf8.contains(following) else { return false }
        var index = position + 1
        while index < source.count, source[index] != UInt8(ascii: "\n") {
            if source[index] == UInt8(ascii: "/") { return true }
            index += source[index] == UInt8(ascii: "\\") ? 2 : 1
        }
        return false
    }

    private var hashesBeforeQuote: Int {
        var count = 0
        while next(count) == UInt8(ascii: "#") { count += 1 }
        return next(count) == UInt8(ascii: "\"") ? count : 0
    }

    private func closes(quotes: Int, hashes: Int) -> Bool {
        (0..<quotes).allSatisfy { next($0) == UInt8(ascii: "\"") }
            && (0..<hashes).allSatisfy { next(quotes + $0) == UInt8(ascii: "#") }
    }

    private func escapes(hashes: Int) -> Bool {
        next(0) == UInt8(ascii: "\\") && (0..<hashes).allSatisfy { next(1 + $0) == UInt8(ascii: "#") }
    }

    private func next(_ offset: Int) -> UInt8? {
        position + offset < source.count ? source[position + offset] : nil
    }

    private mutating func step() {
        if next(0) == UInt8(ascii: "\n") { line += 1 }
        position += 1
    }

    private mutating func skip(_ count: Int) {
        for _ in 0..<count { step() }
    }

    private mutating func blank(_ count: Int = 1) {
        for _ in 0..<count where position < source.count {
            if source[position] != UInt8(ascii: "\n") { code[position] = UInt8(ascii: " ") }
            step()
        }
    }
}
