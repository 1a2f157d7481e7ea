import Testing
import UndersignedEvidence

struct SeparatedRowsTests {
    private struct Table: Equatable {
        var cells: [[String]] = []
        var lines: [Int] = []
    }

    private func table(_ text: String, pieces: Int = 1_000) throws -> Table {
        var rows = SeparatedRows()
        var table = Table()
        func take(_ row: SeparatedRow) {
            table.cells.append((0..<row.count).map { row.text($0) ?? "?" })
            table.lines.append(row.line)
        }
        let bytes = Array(text.utf8)
        for start in stride(from: 0, to: bytes.count, by: pieces) {
            try rows.feed(Array(bytes[start..<min(start + pieces, bytes.count)]), take: take)
        }
        try rows.finish(take: take)
        return table
    }

    @Test(arguments: ["\n", "\r\n", "\r"], [1, 2, 3, 1_000])
    func `lines end in LF, CR LF or CR, wherever the pieces end`(end: String, pieces: Int) throws {
        let text = ["a,b", "1,2", "", "3,4"].joined(separator: end)
        let expected = Table(cells: [["a", "b"], ["1", "2"], ["3", "4"]], lines: [1, 2, 4])
        #expect(try table(text, pieces: pieces) == expected)
        #expect(try table(text + end, pieces: pieces) == expected)
    }

    @Test(arguments: ["\n", "\r\n", "\r"], [1, 2, 3, 1_000])
    func `a quoted cell may hold separators, quotation marks and line breaks`(end: String, pieces: Int) throws {
        let text = "a,b\(end)\"x, \"\"y\"\"\(end)z\",2\(end)3,\"\"\(end)"
        let table = try table(text, pieces: pieces)
        #expect(table.cells == [["a", "b"], ["x, \"y\"\(end)z", "2"], ["3", ""]])
        #expect(table.lines == [1, 2, 4])
    }

    @Test(arguments: [(";", "1,5"), ("\t", "1,5"), (",", "1;5")])
    func `the header shows what stands between cells`(separator: String, value: String) throws {
        let names = "name\(separator)amount, net\(separator)date"
        let header = separator == "," ? names.replacing("amount, net", with: "\"amount; net\"") : names
        let rows = try table("\(header)\nA\(separator)\(value)\(separator)B\n")
        #expect(rows.cells.last == ["A", value, "B"])
    }

    @Test func `a line that names the separator is no header`() throws {
        #expect(try table("sep=;\r\na,b;c\r\n1;2\r\n") == Table(cells: [["a,b", "c"], ["1", "2"]], lines: [2, 3]))
    }

    @Test func `a quotation mark inside a cell is a letter`() throws {
        #expect(try table("a,b\n5\" pipe,\"x\"y\n").cells.last == ["5\" pipe", "xy"])
    }

    @Test func `a quotation mark that nobody closes is told with its line`() {
        #expect(throws: EvidenceRefusal.openQuotation(line: 3)) { try table("a,b\n1,2\n3,\"4\n5,6\n") }
    }

    @Test func `a row without an end is refused before it fills the memory`() {
        var rows = SeparatedRows()
        #expect(throws: EvidenceRefusal.endlessRow(line: 2)) {
            try rows.feed(Array("a,b\n1,\"".utf8)) { _ in }
            for _ in 0..<100 { try rows.feed([UInt8](repeating: 0x61, count: 1 << 20)) { _ in } }
        }
    }

    @Test func `the last cell may be empty`() throws {
        #expect(try table("a,b\n1,").cells == [["a", "b"], ["1", ""]])
        #expect(try table("a,b\n,").cells == [["a", "b"], ["", ""]])
    }
}
