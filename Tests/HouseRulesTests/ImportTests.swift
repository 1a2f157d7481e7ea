import Testing

/// The arrows of ARCHITECTURE.md, and the one home of each dependency.
struct ImportTests {
    @Test func `each target imports only along the arrows`() throws {
        expectNone(try Checkout.allSwiftFiles().filter { !$0.isTest }.flatMap(strayImports))
    }

    @Test func `each dependency is imported only in its home`() throws {
        expectNone(try Checkout.allSwiftFiles().flatMap(strayDependencies))
    }

    @Test func `nothing reaches past package access`() throws {
        expectNone(try Checkout.allSwiftFiles().flatMap(openedImports))
    }

    @Test func `every source target has a row in the table`() throws {
        let targets = Set(try Checkout.allSwiftFiles().filter { $0.path.hasPrefix("Sources/") }.map(\.target))
        #expect(targets.subtracting(ImportTable.arrows.keys) == [])
    }

    @Test(arguments: [
        ("UndersignedCore", "package import UndersignedStore"),
        ("UndersignedStore", "import UndersignedSQLite"),
        ("UndersignedWeb", "import UndersignedMail"),
        ("UndersignedCore", "import Foundation"),
        ("TransparencyLog", "import Glibc"),
        ("UndersignedApp", "import CCurl"),
        ("UndersignedApp", "import struct UndersignedWeb.PetitionPage"),
    ])
    func `an import against an arrow is found`(target: String, line: String) {
        let file = SwiftFile(path: "Sources/\(target)/Planted.swift", text: "// first\n\(line)\n")
        #expect(strayImports(file).map(\.line) == [2])
    }

    @Test(arguments: [
        ("UndersignedStore", "import GRDB"),
        ("UndersignedApp", "import Hummingbird"),
        ("UndersignedApp", "import NIOCore"),
        ("UndersignedStore", "import Crypto"),
        ("UndersignedMail", "package import Crypto"),
        ("UndersignedWeb", "import Yams"),
        ("UndersignedCore", "import Alamofire"),
    ])
    func `a dependency outside its home is found`(target: String, line: String) {
        let file = SwiftFile(path: "Sources/\(target)/Planted.swift", text: "// first\n\(line)\n")
        #expect(strayDependencies(file).map(\.line) == [2])
    }

    @Test func `a testable import is found and one in a comment is not`() {
        let file = SwiftFile(path: "Tests/A/Planted.swift", text: "@testable import A\n// @testable import B\n")
        #expect(openedImports(file).map(\.line) == [1])
    }

    private func strayImports(_ file: SwiftFile) -> [Violation] {
        guard let arrows = ImportTable.arrows[file.target] else { return [] }
        return imports(of: file).compactMap { line, module in
            let isOurs = ImportTable.arrows[module] != nil || ImportTable.cModules.contains(module)
            let isAllowed =
                isOurs ? arrows.contains(module) : !ImportTable.isForbiddenInPure(module, file: file)
            return isAllowed ? nil : Violation(path: file.path, line: line, what: "imports \(module)")
        }
    }

    private func strayDependencies(_ file: SwiftFile) -> [Violation] {
        imports(of: file).compactMap { line, module in
            guard !ImportTable.isHome(file, of: module) else { return nil }
            return Violation(path: file.path, line: line, what: "imports \(module) outside its home")
        }
    }

    private func openedImports(_ file: SwiftFile) -> [Violation] {
        file.codeLines.enumerated().filter { $0.element.contains("@testable") }.map {
            Violation(path: file.path, line: $0.offset + 1, what: "@testable")
        }
    }

    /// The line and the module of each import.
    private func imports(of file: SwiftFile) -> [(Int, String)] {
        file.codeLines.enumerated().compactMap { offset, line in
            let words = line.split(separator: " ")
            guard let at = words.firstIndex(of: "import"), words[..<at].allSatisfy(isModifier) else { return nil }
            let kinds = ["struct", "class", "enum", "protocol", "typealias", "func", "let", "var"]
            let name = words[(at + 1)...].first { !kinds.contains(String($0)) } ?? ""
            return (offset + 1, String(name.prefix { $0 != "." }))
        }
    }

    private func isModifier(_ word: Substring) -> Bool {
        word.hasPrefix("@") || ["package", "public", "internal", "private", "fileprivate"].contains(word)
    }
}
