import Foundation
import Testing

/// Shortcuts that hide a fault, and tests that look like tests and are not run.
struct ShortcutTests {
    @Test func `no shortcut hides a fault`() throws {
        expectNone(try Checkout.allSwiftFiles().flatMap(shortcuts))
    }

    @Test func `no test is spelled so that it is never run`() throws {
        expectNone(try Checkout.allSwiftFiles().filter(\.isTest).flatMap(unrunTests))
    }

    @Test func `no comment promises later work and no path names a machine`() throws {
        let files = try Checkout.allSwiftFiles().filter { $0.target != "HouseRulesTests" }
        expectNone(files.flatMap(leftovers))
    }

    @Test(arguments: [
        "let a = try! f()", "let a = b as! C", "let a = try? f()", "do { try f() } catch {}",
        "do { try f() } catch {\n\n}", "do { try f() } catch { /* no matter */ }",
    ])
    func `a shortcut is found`(source: String) {
        #expect(shortcuts(SwiftFile(path: "Sources/A/B.swift", text: source)).count == 1)
    }

    @Test(arguments: [
        "let a = try? f()  // a file that is gone is as good as deleted", "// never try! here",
        "let a = \"as! catch {}\"",
        "do { try f() } catch { logger.error(\"\") }", "let entry: LogEntry? = alias!",
    ])
    func `a reason, a comment and a text are no shortcut`(source: String) {
        #expect(shortcuts(SwiftFile(path: "Sources/A/B.swift", text: source)).isEmpty)
    }

    @Test func `a function named test and a sleep are found`() {
        let source = "struct A {\n    func testNothing() {}\n    func b() async { try await Task.sleep(for: c) }\n}\n"
        #expect(unrunTests(SwiftFile(path: "Tests/A/B.swift", text: source)).map(\.line) == [2, 3])
        let attribute = "struct A {\n    @Test\n    func plainName() {}\n}\n"
        #expect(unrunTests(SwiftFile(path: "Tests/A/B.swift", text: attribute)).map(\.line) == [3])
    }

    @Test func `a promise of later work is found`() {
        #expect(
            leftovers(SwiftFile(path: "Sources/A/B.swift", text: "// TODO: later\nlet todo = 1\n")).map(\.line) == [1]
        )
        #expect(leftovers(SwiftFile(path: "Sources/A/B.swift", text: "let a = \"/home/a\"\n")).map(\.line) == [1])
    }

    private func shortcuts(_ file: SwiftFile) -> [Violation] {
        var found: [Violation] = []
        for (offset, line) in file.codeLines.enumerated() {
            func note(_ what: String) { found.append(Violation(path: file.path, line: offset + 1, what: what)) }
            if hasWord("try!", line) { note("try!") }
            if hasWord("as!", line) { note("as!") }
            if hasWord("try?", line), !hasReason(file.lines[offset], code: line) { note("try? without a reason") }
            if line.contains("catch"), isEmptyCatch(file, from: offset) { note("a catch that does nothing") }
        }
        return found
    }

    /// `try?` stands in `a = try? b`, not in `LogEntry?`.
    private func hasWord(_ word: String, _ line: Substring) -> Bool {
        line.components(separatedBy: word).dropLast().contains { $0.last?.isLetter != true && $0.last != "_" }
    }

    /// A comment is what the scanner blanked: the slashes stand in the line and not in its code.
    private func hasReason(_ line: Substring, code: Substring) -> Bool {
        let parts = line.components(separatedBy: "//")
        return parts.count > 1 && !code.contains("//") && parts.last?.contains { $0.isLetter } == true
    }

    private func isEmptyCatch(_ file: SwiftFile, from offset: Int) -> Bool {
        let rest = file.codeLines[offset...].prefix(4).joined(separator: " ")
        guard let word = rest.range(of: "catch") else { return false }
        let body = rest[word.upperBound...].drop { $0 == " " }
        return body.first == "{" && body.dropFirst().first { $0 != " " } == "}"
    }

    private func unrunTests(_ file: SwiftFile) -> [Violation] {
        var found: [Violation] = []
        for (offset, line) in file.codeLines.enumerated() {
            func note(_ what: String) { found.append(Violation(path: file.path, line: offset + 1, what: what)) }
            let previous = offset > 0 ? file.codeLines[offset - 1] : ""
            if line.contains("func test") { note("a function named test…") }
            if line.contains("Task.sleep") || line.contains("usleep(") { note("a sleep") }
            let isTest = line.contains("@Test") || (previous.contains("@Test") && !previous.contains("func "))
            if isTest && line.contains("func ") && !line.contains("func `") { note("a test's name is a sentence") }
        }
        return found
    }

    private func leftovers(_ file: SwiftFile) -> [Violation] {
        let words = ["TODO", "FIXME", "XXX", "/home/", "/root/"]
        return file.lines.enumerated().compactMap { offset, line in
            words.first { line.contains($0) }.map { Violation(path: file.path, line: offset + 1, what: $0) }
        }
    }
}
