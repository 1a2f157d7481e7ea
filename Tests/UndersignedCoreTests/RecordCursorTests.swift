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
        for invisible in [
            "\u{FEFF}", "\u{200E}", "\u{200F}", "\u{61C}", "\u{200B}", "\u{AD}", " ", "\u{A0}", "\"", "\u{0}",
        ] {
            #expect(SpreadsheetRow.text([invisible + "=1+1"]).hasPrefix("\"'"), "\(invisible.unicodeScalars)")
        }
        #expect(SpreadsheetRow.text(["a", "\u{200E}Amina"]) == "\"a\",\"\u{200E}Amina\"\r\n", "no sign, no guard")
        #expect(SpreadsheetRow.text(["a'=1", "x-y", "3 = 4"]) == "\"a'=1\",\"x-y\",\"3 = 4\"\r\n")
        #expect(SpreadsheetRow.text(["a \"b\"", "c,d\n", ""]) == "\"a \"\"b\"\"\",\"c,d\n\",\"\"\r\n")
    }

    // S-05
    @Test func `nor where a spreadsheet takes something else for the separator`() {
        for separator in [";", "\t", "\n", "\r", "|"] {
            for typed in ["=cmd|' /C calc'!A0", "\u{FEFF}+1", " -1", "\"=1", "＠a"] {
                let row = SpreadsheetRow.text(["a", "x" + separator + typed])
                let quoted = typed.replacing("\"", with: "\"\"")
                #expect(row == "\"a\",\"x" + separator + "'" + quoted + "\"\r\n", "\(row)")
            }
        }
        #expect(SpreadsheetRow.text(["Amina; Wei"]) == "\"Amina; Wei\"\r\n")
    }
}
