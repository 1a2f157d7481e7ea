import Testing

/// SQL lives in the store, and what is offered to other targets says what it is.
struct PlacementTests {
    @Test func `S-04: SQL is written only in the store and its drivers`() throws {
        expectNone(try Checkout.allSwiftFiles().filter { $0.path.hasPrefix("Sources/") }.flatMap(straySQL))
    }

    // docs/decisions/0014-blinding.md: swift-crypto promises nothing about `_RSA`, and our own arithmetic meets no private key.
    @Test func `one file names _RSA, and blinding is done in one target`() throws {
        expectNone(try Checkout.allSwiftFiles().filter { $0.path.hasPrefix("Sources/") }.flatMap(strayBlinding))
    }

    @Test func `RSA and blinding elsewhere are found`() {
        let text = "let key: _RSA.Signing.PrivateKey\nlet modulus = Modulus(bytes)\n// _RSA, Blinding(a)\n"
        func lines(_ path: String) -> [Int] { strayBlinding(SwiftFile(path: path, text: text)).map(\.line) }
        #expect(lines("Sources/UndersignedApp/A.swift") == [1, 2])
        #expect(lines("Sources/MemberTokens/IssuerPrivateKey.swift") == [1])
        #expect(lines("Sources/MemberTokens/BlindRSA.swift") == [2])
    }

    @Test func `every type offered to another target has a doc comment`() throws {
        expectNone(try Checkout.allSwiftFiles().filter { $0.path.hasPrefix("Sources/") }.flatMap(bareTypes))
    }

    @Test func `every package function that throws or waits has a doc comment`() throws {
        let files = try Checkout.allSwiftFiles().filter { $0.path.hasPrefix("Sources/") }
        let promised = Set(files.flatMap(requirements))
        expectNone(files.flatMap { bareFunctions($0, promised: promised) })
    }

    @Test(arguments: ["\"SELECT 1\"", "\"\"\"\n    INSERT INTO a VALUES (1)\n    \"\"\"", "\"PRAGMA user_version\""])
    func `SQL outside the store is found`(literal: String) {
        #expect(straySQL(SwiftFile(path: "Sources/UndersignedApp/A.swift", text: "let a = \(literal)\n")).count == 1)
        #expect(straySQL(SwiftFile(path: "Sources/UndersignedStore/A.swift", text: "let a = \(literal)\n")).isEmpty)
    }

    @Test func `a type without a doc comment is found`() {
        let source = """
            /// Documented.
            @frozen
            package struct A {
                package enum Bare {}
                enum Inside {}
                // Not a doc comment.
                package actor Plain {}
            }
            package final class Last {}
            """
        #expect(bareTypes(SwiftFile(path: "Sources/A/A.swift", text: source)).map(\.line) == [4, 7, 9])
    }

    @Test func `what a protocol asks for is documented there`() {
        let source = "protocol P {\n    func a()\n    func b<T>() throws\n}\nfunc c() {}\n"
        #expect(requirements(of: SwiftFile(path: "Sources/A/A.swift", text: source)) == ["a", "b"])
    }

    @Test func `a throwing function without a doc comment is found`() {
        let source = """
            package func a() throws(Refusal) -> Int { 1 }
            package func b() -> Int { 1 }
            /// Waits.
            package func c() async -> Int { 1 }
            package static func d(
                long: Int
            ) async throws -> Int { 1 }
            """
        let file = SwiftFile(path: "Sources/A/A.swift", text: source)
        #expect(bareFunctions(file, promised: []).map(\.line) == [1, 5])
        #expect(bareFunctions(file, promised: ["d"]).map(\.line) == [1])
    }

    private func straySQL(_ file: SwiftFile) -> [Violation] {
        guard !["UndersignedStore", "UndersignedSQLite", "UndersignedPostgres"].contains(file.target) else { return [] }
        let starts = [
            "SELECT ", "INSERT INTO ", "UPDATE ", "DELETE FROM ", "CREATE TABLE ", "PRAGMA ", "WITH RECURSIVE ",
        ]
        return file.literals.filter { literal in
            let text = literal.text.drop { $0.isWhitespace }
            return starts.contains { text.hasPrefix($0) }
        }.map { Violation(path: file.path, line: $0.line, what: "SQL: \($0.text.prefix(40))") }
    }

    private func strayBlinding(_ file: SwiftFile) -> [Violation] {
        let isHome = file.target == "MemberTokens"
        // The file that holds the private key computes nothing itself.
        let isFileOfRSA = file.path == "Sources/MemberTokens/BlindRSA.swift"
        let words = (isFileOfRSA ? [] : ["_RSA"]) + (isHome && !isFileOfRSA ? [] : ["Modulus(", "Blinding("])
        return file.codeLines.enumerated().filter { _, line in words.contains { line.contains($0) } }
            .map { Violation(path: file.path, line: $0.offset + 1, what: "RSA or blinding outside its home") }
    }

    private func bareTypes(_ file: SwiftFile) -> [Violation] {
        let kinds = ["struct", "enum", "class", "actor", "protocol"]
        return bareDeclarations(in: file) { _, words in
            words.contains { kinds.contains(String($0)) } && !words.contains { ["func", "var", "let"].contains($0) }
                && !words.contains { $0.hasPrefix("StringInterpolation") || $0.hasPrefix("CodingKeys") }
        }
    }

    /// Functions that fulfil a protocol are left out: what they do is said where it is asked for.
    private func bareFunctions(_ file: SwiftFile, promised: Set<String>) -> [Violation] {
        let ofTheLibrary: Set<String> = ["encode", "run"]
        return bareDeclarations(in: file) { offset, words in
            guard let name = functionName(words), !promised.contains(name), !ofTheLibrary.contains(name) else {
                return false
            }
            return signature(in: file, from: offset).split { " (){".contains($0) }.contains {
                ["throws", "async", "rethrows"].contains($0)
            }
        }
    }

    /// The names of the functions that this file's protocols ask for.
    private func requirements(of file: SwiftFile) -> [String] {
        var isInside = false
        return file.codeLines.compactMap { line in
            let words = line.split(separator: " ")
            if words.contains("protocol") { isInside = true }
            if line.hasPrefix("}") { isInside = false }
            return isInside ? functionName(words) : nil
        }
    }

    private func functionName(_ words: [Substring]) -> String? {
        guard let word = words.firstIndex(of: "func"), word + 1 < words.count else { return nil }
        return String(words[word + 1].prefix { $0 != "(" && $0 != "<" })
    }

    /// The lines that offer something to another target, are of the kind asked for and follow no doc comment.
    private func bareDeclarations(in file: SwiftFile, where isMeant: (Int, [Substring]) -> Bool) -> [Violation] {
        file.codeLines.enumerated().compactMap { offset, line in
            let words = line.split(separator: " ")
            guard let access = words.first(where: { !$0.hasPrefix("@") }), ["package", "public"].contains(access),
                isMeant(offset, words), !isDocumented(file, offset)
            else { return nil }
            return Violation(path: file.path, line: offset + 1, what: "no doc comment: \(line.drop { $0 == " " })")
        }
    }

    private func isDocumented(_ file: SwiftFile, _ offset: Int) -> Bool {
        let above = file.lines[..<offset].reversed().lazy.map { $0.drop { $0 == " " } }
        return above.first { !$0.hasPrefix("@") }?.hasPrefix("///") == true
    }

    private func signature(in file: SwiftFile, from offset: Int) -> String {
        var text = ""
        for line in file.codeLines[offset...].prefix(12) {
            text += line + " "
            if line.contains("{") { break }
        }
        return String(text.prefix { $0 != "{" })
    }
}
