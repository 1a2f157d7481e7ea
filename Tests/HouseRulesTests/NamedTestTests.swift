import Foundation
import Testing

/// A document that says what shows something names a test that is there.
struct NamedTestTests {
    @Test func `every suite that a document names exists`() throws {
        let suites = try Set(Checkout.allSwiftFiles().filter(\.isTest).flatMap(suites))
        let documents = try Checkout.documents()
        #expect(documents.contains { !named(in: $0).isEmpty }, "no document names a test")
        expectNone(documents.flatMap { absent($0, suites) })
    }

    @Test func `one that is gone is found`() {
        let code = "@Suite struct HereTests {\n}\nstruct HereToo {\nfinal class AlsoTests {\n// struct NoTests\n"
        let suites = suites(in: SwiftFile(path: "Tests/A.swift", text: code))
        #expect(suites == ["HereTests", "AlsoTests"])
        let text = "Shown by `HereTests` and\n`GoneTests`, not by `tests` or `Tests/HereTests`."
        #expect(absent(TextFile(path: "docs/a.md", text: text), suites).map(\.what) == ["no suite GoneTests"])
    }

    private func suites(in file: SwiftFile) -> Set<String> {
        let words = file.codeLines.joined(separator: "\n").split { !($0.isLetter || $0.isNumber || $0 == "_") }
        return Set(
            zip(words, words.dropFirst()).filter { ["struct", "class"].contains($0) && $1.hasSuffix("Tests") }
                .map { String($1) }
        )
    }

    private func named(in file: TextFile) -> [String] {
        file.text.components(separatedBy: "`").filter { span in
            span.hasSuffix("Tests") && span != "Tests" && span.allSatisfy { $0.isLetter || $0.isNumber }
        }
    }

    private func absent(_ file: TextFile, _ suites: Set<String>) -> [Violation] {
        named(in: file).filter { !suites.contains($0) }.map {
            Violation(path: file.path, line: 0, what: "no suite \($0)")
        }
    }
}
