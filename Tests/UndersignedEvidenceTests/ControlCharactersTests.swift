import Testing
import UndersignedEvidence

/// Characters that a page would show as nothing and a database may not keep (issue 8, point 1).
struct ControlCharactersTests {
    private static let reason = "it holds a control character, which no text of a record has"

    @Test(arguments: [0x00, 0x01, 0x08, 0x0B, 0x0C, 0x1A, 0x1B, 0x1F] as [UInt8])
    func `one in a table makes a bad row, within a cell as at its end`(byte: UInt8) throws {
        let mark = String(UnicodeScalar(byte))
        let sample = try EvidenceSample(
            "piid,federal_action_obligation,action_date,recipient_name\nA,1,2018-01-01,AC\(mark)ME LLC\n"
                + "B,2,2018-01-01,ACME LLC\(mark)\nC,4,2018-01-01,\"ACME\tLLC,\r\nOHIO\"\n"
        )
        #expect(sample.refused == [2, 3].map { RefusedRow(line: $0, reason: Self.reason) })
        #expect(sample.sums[0] == "4.00")
    }

    @Test(arguments: ["\\u0000", "\\u0001", "\\b", "\\f", "\\u001b"])
    func `one in a document's element makes a bad row`(escape: String) throws {
        func award(_ number: Int, _ name: String) -> String {
            #"{"recipient": {"recipient_name": "\#(name)"}, "total_obligation": \#(number), "#
                + #""generated_unique_award_id": "CONT_IDV_A\#(number)_7012"}"#
        }
        let awards = try EvidenceSample("[\(award(1, "AC\(escape)ME LLC")),\n\(award(2, "ACME\\n\\tLLC"))]")
        #expect(awards.refused == [RefusedRow(line: 1, reason: Self.reason)])
        #expect(awards.sums[0] == "2.00" && awards.report.rows == 2)
        let release = #"{"ocid": "o-1", "tag": ["award"], "awards": [{"id": "1", "title": "A\#(escape)"}]}"#
        for text in [
            #"{"releases": [\#(release)]}"#, #"{"records": [{"ocid": "o-1", "compiledRelease": \#(release)}]}"#,
        ] {
            let sample = try EvidenceSample(text)
            #expect(sample.refused.map(\.reason) == [Self.reason])
            #expect(sample.records.isEmpty && sample.report.rows == 1)
        }
    }

    @Test(arguments: ["&#0;", "&#1;", "\u{1}", "\u{0}"])
    func `a feed can't hold one`(mark: String) {
        let feed = "<?xml version=\"1.0\"?><feed xmlns=\"http://www.w3.org/2005/Atom\"><title>A\(mark)</title></feed>"
        #expect {
            try EvidenceSample(feed)
        } throws: {
            if case .damaged? = $0 as? EvidenceRefusal { true } else { false }
        }
    }

    /// U+202A to U+202E and U+2066 to U+2069: the sentence that quotes such a name would be written the wrong way round.
    @Test(arguments: ["\u{202A}", "\u{202E}", "\u{2066}", "\u{2069}"])
    func `one that turns a line around makes a bad row in every kind of file`(mark: String) throws {
        let table = "piid,federal_action_obligation,action_date,recipient_name\nA,1,2018-01-01,\(mark)ACME LLC\n"
        #expect(try EvidenceSample(table).refused == [RefusedRow(line: 2, reason: Self.reason)])
        let award =
            #"[{"recipient": {"recipient_name": "AC\#(mark)ME"}, "total_obligation": 1, "#
            + #""generated_unique_award_id": "CONT_IDV_A_7012"}]"#
        #expect(try EvidenceSample(award).refused == [RefusedRow(line: 1, reason: Self.reason)])
        let feed =
            "<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry><content><award><awardID><awardContractID>"
            + "<agencyID>7012</agencyID><PIID>A</PIID><modNumber>0</modNumber></awardContractID></awardID>"
            + "<vendorName>\(mark)ACME</vendorName></award></content></entry></feed>"
        #expect(try EvidenceSample(feed).refused.map(\.reason) == [Self.reason])
        // Letters that are written from the right are letters, and so are marks of the same length beside these.
        let letters =
            "piid,federal_action_obligation,action_date,recipient_name\nA,1,2018-01-01,\u{634}\u{631}\u{643}\u{629} \u{2013}\u{2070}\n"
        #expect(try EvidenceSample(letters).refused.isEmpty)
    }
}
