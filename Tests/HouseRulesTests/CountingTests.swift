import Testing

/// The number shown is the number in the log: one file writes both, and no other can (DESIGN, red line 5).
struct CountingTests {
    /// What writes a count, and the only source files that may call or define it.
    private static let homes: [String: Set<String>] = [
        "advanceHead": ["LogQueries", "LogWriter"],
        "beginHead": ["LogQueries", "Opening"],
        "saveEntries": ["LogQueries", "LogWriter"],
        "replaceFirstEntry": ["LogQueries", "ClosedLogQueries", "LogSuccession"],
        "replaceLog": ["ClosedLogQueries", "LogSuccession"],
        "addTally": ["LogQueries", "LogJournal"],
        "addFall": ["JournalQueries", "LogJournal"],
        "addToVersion": ["JournalQueries", "LogJournal"],
        "addCrossing": ["JournalQueries", "LogWriter"],
    ]

    /// Tables that hold a number, and the only files whose statements may change them.
    private static let tables: [String: Set<String>] = [
        "head": ["LogQueries"], "entry": ["LogQueries"], "tally": ["LogQueries"],
        "fall": ["JournalQueries", "SchemaSecond"], "crossing": ["JournalQueries"],
    ]

    @Test func `only the log's writer changes a number`() throws {
        let files = try Checkout.allSwiftFiles().filter { $0.path.hasPrefix("Sources/") }
        expectNone(files.flatMap(strayCalls) + files.flatMap(strayStatements))
    }

    @Test func `a call or a statement elsewhere is found`() {
        let call = SwiftFile(path: "Sources/UndersignedApp/Links.swift", text: "try transaction.addTally(.mail)\n")
        #expect(strayCalls(call).count == 1)
        let home = SwiftFile(path: "Sources/UndersignedApp/LogJournal.swift", text: "try transaction.addTally(.mail)\n")
        #expect(strayCalls(home).isEmpty)
        let text = "let a = \"UPDATE head SET mail = 1\"\nlet b = \"INSERT INTO tally VALUES (1)\"\n"
        #expect(strayStatements(SwiftFile(path: "Sources/UndersignedStore/A.swift", text: text)).count == 2)
        #expect(strayStatements(SwiftFile(path: "Sources/UndersignedStore/LogQueries.swift", text: text)).isEmpty)
    }

    private func strayCalls(_ file: SwiftFile) -> [Violation] {
        Self.homes.filter { !$0.value.contains(file.baseName) }.keys.flatMap { name in
            file.lines(calling: name).map { Violation(path: file.path, line: $0, what: "calls \(name)") }
        }
    }

    private func strayStatements(_ file: SwiftFile) -> [Violation] {
        file.literals.flatMap { literal in
            Self.tables.filter { !$0.value.contains(file.baseName) }.keys.filter { table in
                ["UPDATE \(table) ", "INSERT INTO \(table) ", "DELETE FROM \(table) "].contains {
                    literal.text.contains($0)
                }
            }.map { Violation(path: file.path, line: literal.line, what: "changes the table \($0)") }
        }
    }
}

extension SwiftFile {
    fileprivate func lines(calling name: String) -> [Int] {
        codeLines.enumerated().filter { $0.element.contains("\(name)(") }.map { $0.offset + 1 }
    }
}
