/// How many lines a function takes, from its first word to its closing brace.
struct FunctionLength: Equatable {
    let name: String
    let line: Int
    let lines: Int

    /// Measures every function, initialiser and subscript that has a body.
    static func measure(_ file: SwiftFile) -> [FunctionLength] {
        var found: [FunctionLength] = []
        var line = 1
        var index = 0
        let code = file.code
        while index < code.count {
            if code[index] == UInt8(ascii: "\n") { line += 1 }
            guard let word = keyword(at: index, in: code) else {
                index += 1
                continue
            }
            let start = index
            index += word.utf8.count
            guard let body = bodyStart(from: index, in: code), let end = closingBrace(from: body, in: code) else {
                continue
            }
            let lines = code[start...end].count { $0 == UInt8(ascii: "\n") } + 1
            found.append(FunctionLength(name: name(from: start, in: file, line: line), line: line, lines: lines))
        }
        return found
    }

    private static let keywords = ["func", "init", "deinit", "subscript"]

    private static func keyword(at index: Int, in code: [UInt8]) -> String? {
        if index > 0, isNamePart(code[index - 1]) || code[index - 1] == UInt8(ascii: ".") { return nil }
        return keywords.first { word in
            let end = index + word.utf8.count
            return end < code.count && code[index..<end].elementsEqual(word.utf8) && !isNamePart(code[end])
        }
    }

    /// The opening brace of a body; nil for a requirement of a protocol, which has none.
    private static func bodyStart(from start: Int, in code: [UInt8]) -> Int? {
        var depth = 0
        var hasParameters = false
        for index in start..<code.count {
            switch code[index] {
            case UInt8(ascii: "("), UInt8(ascii: "["):
                depth += 1
            case UInt8(ascii: ")"), UInt8(ascii: "]"):
                depth -= 1
                hasParameters = true
            case UInt8(ascii: "{") where depth == 0:
                return hasParameters || code[start..<index].allSatisfy(isBlank) ? index : nil
            case UInt8(ascii: "}") where depth == 0, UInt8(ascii: ",") where depth < 0:
                return nil
            case UInt8(ascii: "\n") where depth == 0 && hasParameters:
                guard continuesDeclaration(after: index, in: code) else { return nil }
            default:
                break
            }
            if depth < 0 { return nil }
        }
        return nil
    }

    private static func continuesDeclaration(after index: Int, in code: [UInt8]) -> Bool {
        let rest = code[(index + 1)...].drop(while: isBlank).prefix(8)
        return ["->", "{", "where", "throws", "async", "rethrows", ")"].contains { rest.starts(with: $0.utf8) }
            || code[..<index].last { !isBlank($0) }.map { ",&>".utf8.contains($0) } == true
    }

    private static func closingBrace(from start: Int, in code: [UInt8]) -> Int? {
        var depth = 0
        for index in start..<code.count {
            if code[index] == UInt8(ascii: "{") { depth += 1 }
            if code[index] == UInt8(ascii: "}") {
                depth -= 1
                if depth == 0 { return index }
            }
        }
        return nil
    }

    private static func name(from start: Int, in file: SwiftFile, line: Int) -> String {
        file.lines[line - 1].trimmingPrefix { $0 == " " }.prefix(60).description
    }

    private static func isNamePart(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte) || (0x41...0x5A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x5F
            || byte >= 0x80
    }

    private static func isBlank(_ byte: UInt8) -> Bool { " \n\t".utf8.contains(byte) }
}
