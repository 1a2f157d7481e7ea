import Testing
import UndersignedEvidence

/// Which awards rows name: money under a broken identifier would count a second time (issue 8, point 1).
struct NamedAwardTests {
    private static let head = "Award ID,Federal Action Obligation,Action Date,Generated Award ID\n"

    private func refused(_ text: String) throws -> [RefusedRow] {
        let sample = try EvidenceSample(text)
        #expect(sample.records.count == sample.report.rows - sample.refused.count)
        return sample.refused
    }

    @Test(arguments: [
        "GARBAGE", "CONT_AWD_", "CONT_AWD_A1", "CONT_AWD_A1_7012", "CONT_AWD_A1_7012_-NONE-", "CONT_AWD_A1_7012_V1",
        "CONT_AWD_A1_7012_V1_70", "CONT_AWD_A1_7012_-NONE-_-NO", "CONT_AWD_A1_7012_-NONE-_7012",
        "CONT_AWD_A1_70_V1_7012",
        "CONT_AWD__7012_-NONE-_-NONE-", "CONT_AWD_A1_7012__7012", "CONT_IDV_A1", "CONT_IDV_A1_70",
        "CONT_IDV_A1_7012_V1",
        "CONT_AWD_-NONE-_7012_-NONE-_-NONE-",
    ])
    func `an identifier that is none, or was cut off, makes a bad row`(text: String) throws {
        #expect(!AwardIdentifier(text).isWhole)
        let rows = try refused(Self.head + "A1,5,2025-01-02,\(text)\n")
        #expect(rows.map(\.line) == [2])
        #expect(rows.allSatisfy { $0.reason.hasSuffix("is no whole identifier of an award") })
    }

    @Test(arguments: [
        "CONT_AWD_A1_7012_-NONE-_-NONE-", "CONT_AWD_A1_7012_GS-1_47QT", "CONT_IDV_A1_7012",
        "CONT_AWD_A1_-NONE-_-NONE-_-NONE-",
    ])
    func `what the publisher writes goes in`(text: String) throws {
        #expect(try refused(Self.head + "A1,5,2025-01-02,\(text)\n").isEmpty)
    }

    @Test func `an identifier of another award than the row's makes a bad row`() throws {
        let rows = try refused(Self.head + "A2,5,2025-01-02,CONT_AWD_A1_7012_-NONE-_-NONE-\n")
        #expect(
            rows.map(\.reason) == [
                "its identifier CONT_AWD_A1_7012_-NONE-_-NONE- is not that of its contract number ‘A2’"
            ]
        )
        // A number in a document is the database's own.
        let document = """
            [{"award_id": 55, "generated_unique_award_id": "CONT_IDV_A1_7012", "total_obligation": 1}]
            """
        #expect(try refused(document).isEmpty)
    }

    @Test func `an empty cell among identifiers is filled where all its parts are there, and else makes a bad row`()
        throws
    {
        #expect(try refused(Self.head + "A1,5,2025-01-02,\n").map(\.line) == [2])
        let head =
            "piid,awarding_sub_agency_code,parent_award_id_piid,parent_award_agency_id,award_or_idv_flag,"
            + "federal_action_obligation,action_date,contract_award_unique_key\n"
        let sample = try EvidenceSample(
            head + "A1,7012,,,AWARD,1,2025-01-02,\nA2,7012,V1,4732,AWARD,1,2025-01-02,\nV2,7012,,,IDV,1,2025-01-02,\n"
                + "A3,,,,AWARD,1,2025-01-02,\nA4,7012,V1,,AWARD,1,2025-01-02,\nA5,7012,,,,1,2025-01-02,\n"
        )
        #expect(
            sample.records.map(\.award.text) == [
                "CONT_AWD_A1_7012_-NONE-_-NONE-", "CONT_AWD_A2_7012_V1_4732", "CONT_IDV_V2_7012",
            ]
        )
        #expect(sample.refused.map(\.line) == [5, 6, 7])
        let reason = "its identifier is empty, and not all is there that it is put together from"
        #expect(sample.refused.allSatisfy { $0.reason == reason })
    }

    @Test(arguments: [1, 7, 4_096])
    func `a table that was cut anywhere in its last row counts nothing of it, and says so`(pieces: Int) throws {
        let whole =
            Self.head + "A1,5,2025-01-02,CONT_AWD_A1_7012_-NONE-_-NONE-\nA2,7,2025-01-02,CONT_AWD_A2_7012_V1_4732"
        let start = whole.utf8.count - "A2,7,2025-01-02,CONT_AWD_A2_7012_V1_4732".utf8.count
        for end in start + 1..<whole.utf8.count {
            let sample = try EvidenceSample(bytes: Array(whole.utf8.prefix(end)), pieces: pieces)
            #expect(sample.sums[0] == "5.00")
            #expect(sample.refused.map(\.line) == [3])
            #expect(sample.refused.allSatisfy { $0.reason.hasSuffix("it was cut off. Download it again") })
        }
        let complete = try EvidenceSample(whole, pieces: pieces)
        #expect(complete.sums[0] == "12.00" && complete.refused.isEmpty)
        let ended = try EvidenceSample(Self.head + "A1,5,2025-01-02,CONT_AWD_A1\n")
        #expect(ended.refused.allSatisfy { !$0.reason.contains("cut off") } && ended.refused.count == 1)
    }
}
