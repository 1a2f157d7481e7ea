import Testing
import UndersignedCore

@Suite struct RecordCursorTests {
    @Test func `a cursor says how far each petition was read, and reads back`() throws {
        var cursor = RecordCursor()
        #expect(cursor.text.isEmpty && cursor[7] == 0)
        (cursor[7], cursor[3]) = (88, 120)
        #expect(cursor.text == "3.120-7.88")
        #expect(RecordCursor(cursor.text) == cursor)
        #expect(RecordCursor("") == RecordCursor())
    }

    @Test(arguments: [
        "3", "3.", ".3", "3.0", "0.3", "-1.3", "3.120-", "3.120-3.121", "7.88-3.120", "03.1", "3.1.2", "x.1", " ",
    ])
    func `anything else is no cursor`(_ text: String) {
        #expect(RecordCursor(text) == nil)
    }

    // S-05
    @Test func `no cell of a table is taken for a formula`() {
        let typed = ["=1+1", "+1", "-1", "@a", "\tx", "\rx", "＝1", "＋1", "－1", "＠a", "=\u{301}1"]
        for text in typed { #expect(SpreadsheetRow.text([text]).hasPrefix("\"'"), "\(text)") }
        #expect(SpreadsheetRow.text(["a \"b\"", "c,d\n", ""]) == "\"a \"\"b\"\"\",\"c,d\n\",\"\"\r\n")
    }
}
