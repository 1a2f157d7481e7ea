import Testing

/// What asks for each database is run on each.
struct DatabaseRunTests {
    @Test func `bin test runs on PostgreSQL whatever asks for each database`() throws {
        let files = try Checkout.allSwiftFiles()
        #expect(files.contains(where: asks), "no test asks for each database")
        expectNone(leftOut(files, of: try Checkout.text("bin/test")))
    }

    @Test func `a suite that is left out is found`() {
        let text = "@Test(arguments: TestDatabase.all) func a() {}\n"
        let files = ["StoreTests/RowTests", "CommandTests/NewTests", "CommandTests/OldTests", "OtherTests/GoneTests"]
            .map { SwiftFile(path: "Tests/\($0).swift", text: text) }
        let script = "with_database=StoreTests\nwith_database+='|CommandTests.(OldTests)/'\n# OtherTests GoneTests\n"
        #expect(leftOut(files, of: script).map(\.path) == [files[1].path, files[3].path])
        #expect(leftOut([SwiftFile(path: files[1].path, text: "// TestDatabase.all")], of: script).isEmpty)
    }

    private func asks(_ file: SwiftFile) -> Bool {
        file.isTest && file.codeLines.contains { $0.contains("TestDatabase.all") }
    }

    private func leftOut(_ files: [SwiftFile], of script: String) -> [Violation] {
        let lines = script.split(separator: "\n").filter { $0.hasPrefix("with_database") }
        let words = Set(lines.flatMap { $0.split { !$0.isLetter && !$0.isNumber } }.map(String.init))
        return files.filter { file in
            // A target that stands there runs whole, but for that of the commands.
            let isRun = file.target == "CommandTests" ? words.contains(file.baseName) : words.contains(file.target)
            return asks(file) && !isRun
        }.map { Violation(path: $0.path, line: 0, what: "is not run on PostgreSQL") }
    }
}
