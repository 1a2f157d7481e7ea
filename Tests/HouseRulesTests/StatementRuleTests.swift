import Testing

/// Every value is bound: the text of a statement stands in the source.
struct StatementRuleTests {
    /// What puts statements together, of the names of tables and columns.
    private static let homes: Set<String> = ["SchemaDialect", "CopyQueries", "Query"]

    @Test func `a statement is put together only where tables are made, and where they are copied whole`() throws {
        let files = try Checkout.allSwiftFiles().filter { $0.path.hasPrefix("Sources/") }
        expectNone(files.flatMap(strays))
    }

    @Test func `one that is put together elsewhere is found`() {
        let text = "try rows(Query(built: text))\nquery.append(built: name)\ntry rows(\"SELECT 1\")\n"
        let folder = "Sources/UndersignedStore/"
        #expect(strays(SwiftFile(path: folder + "TextQueries.swift", text: text)).map(\.line) == [1, 2])
        #expect(strays(SwiftFile(path: folder + "CopyQueries.swift", text: text)).isEmpty)
    }

    private func strays(_ file: SwiftFile) -> [Violation] {
        guard !Self.homes.contains(file.baseName) else { return [] }
        return file.codeLines.enumerated().filter { $0.element.contains("(built:") }.map {
            Violation(path: file.path, line: $0.offset + 1, what: "puts a statement together")
        }
    }
}
