import Testing
import UndersignedEvidence

/// Invented contracts in the shapes of the published tables.
struct TableReadingTests {
    private let api = """
        Agency,Award ID,Recipient Name,Federal Action Obligation,Action Date,Modification,Transaction Description,Generated Award ID
        ICE,1,ACME SYSTEMS LLC,100.5,2025-01-02,0,"CAMERAS, LENSES",CONT_AWD_1_7012_V_4732
        ICE,1,ACME SYSTEMS LLC,-20.25,2025-02-03,P00001,,CONT_AWD_1_7012_V_4732
        CBP,V,ACME SYSTEMS LLC,0.0,2025-02-03,0,A FRAME,CONT_IDV_V_4732

        """

    @Test(arguments: [1, 7, 4_096])
    func `a table of the API is read by the names of its columns`(pieces: Int) throws {
        let sample = try EvidenceSample(api, pieces: pieces)
        #expect(sample.report.kind == .usaspendingTransactions)
        #expect(sample.counts == [3, 3, 0, 0, 2, 1, 1])
        #expect(sample.sums == ["80.25", nil, nil])
        let first = try #require(sample.records.first)
        #expect(first.award.text == "CONT_AWD_1_7012_V_4732")
        #expect(first.awardClass == .order)
        #expect(first.parent == AwardIdentifier(vehicle: "V", agency: "4732"))
        #expect(first.amounts == Amounts(currency: .dollars, obligated: Amount(cents: 10_050)))
        #expect(first.actionDate?.text == "2025-01-02")
        #expect(first.buyer.subAgency == "ICE")
        #expect(first.description == "CAMERAS, LENSES")
        #expect(first.permanentLink == "https://www.usaspending.gov/award/CONT_AWD_1_7012_V_4732/")
        #expect(sample.records.map(\.line) == [2, 3, 4])
        #expect(sample.records[2].awardClass == .vehicle)
    }

    @Test func `columns in another order, and unknown ones between them, change nothing`() throws {
        let rows = api.split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
        let turned = rows.filter { $0.count == 8 }.map { (["x"] + $0.reversed()).joined(separator: ",") }.joined(
            separator: "\n"
        )
        let (sample, plain) = (try EvidenceSample(turned), try EvidenceSample(api))
        #expect(sample.sums == ["-20.25", nil, nil])
        #expect(sample.records.map(\.key) == plain.records.suffix(2).map(\.key))
    }

    @Test func `a download of 2018 gives the identifier that USAspending gives it`() throws {
        let text = """
            award_id_piid,modification_number,transaction_number,parent_award_agency_id,parent_award_id,\
            federal_action_obligation,current_total_value_of_award,potential_total_value_of_award,action_date,\
            awarding_sub_agency_code,recipient_name,recipient_duns,award_or_idv_flag,sole_proprietorship
            A1,P00002,0,4730,GS1,-5,10.5,NAN,27/02/2018,7012,ACME LLC,123456789,AWARD,f
            V1,0,,,,0,,99,8/05/2018,7012,ACME LLC,123456789,IDV,f

            """
        let sample = try EvidenceSample(text)
        #expect(sample.records.map(\.award.text) == ["CONT_AWD_A1_7012_GS1_4730", "CONT_IDV_V1_7012"])
        #expect(sample.records[0].amounts.currentValue == Amount(cents: 1_050))
        #expect(sample.records[0].amounts.potentialValue == nil)
        #expect(sample.records[0].transactionNumber == "0")
        #expect(sample.records[1].actionDate?.text == "2018-05-08")
        #expect(sample.sums == ["-5.00", "10.50", "99.00"])
        #expect(sample.report.notes == ["dates are read day first, as the date in line 2 must be"])
        #expect(sample.records.allSatisfy { $0.supplier.identifiers.isEmpty }, "DUNS are not kept")
    }

    @Test func `a table of award summaries states totals`() throws {
        let text = """
            contract_award_unique_key;total_obligated_amount;current_total_value_of_award;award_base_action_date;\
            award_latest_action_date;recipient_uei;recipient_name;recipient_name_raw;recipient_parent_name
            CONT_AWD_1_7012_-NONE-_-NONE-;1.234,50;2.000,00;22.12.2017;05.01.2018;UEI1;ACME LLC;Acme, LLC;BIG ACME INC

            """
        let sample = try EvidenceSample(text)
        #expect(sample.report.kind == .usaspendingAwards)
        #expect(sample.sums == ["1234.50", "2000.00", nil])
        let record = try #require(sample.records.first)
        #expect(record.actionDate?.text == "2018-01-05")
        #expect(record.awardClass == .award)
        #expect(record.modification == nil)
        #expect(record.supplier.identifiers == [PublishedIdentifier(scheme: "UEI", value: "UEI1")])
        #expect(record.supplier.rawName == "Acme, LLC")
        #expect(record.supplier.parentName == "BIG ACME INC")
    }

    @Test func `a bad row is told with line and reason, and the rest goes in`() throws {
        let text = """
            award_id_piid,federal_action_obligation,action_date,awarding_sub_agency_code,recipient_name
            A1,12x,2018-01-01,7012,"ACME
            LLC"
            A2,1,2018-02-30,7012,ACME LLC
            A3,1,2018-01-01,7012
            ,1,2018-01-01,7012,ACME LLC
            A5,1,,7012,ACME LLC
            A6,1.5,2018-01-01,7012,ACME LLC
            """
        let sample = try EvidenceSample(text)
        #expect(sample.refused.map(\.line) == [2, 4, 5, 6, 7])
        #expect(sample.refused.map(\.reason).first == "‘12x’ is no amount (federal_action_obligation)")
        #expect(sample.refused.map(\.reason).last == "it has no date (action_date)")
        #expect(sample.counts == [6, 1, 0, 5, 1, 0, 0])
        #expect(sample.records.map(\.piid) == ["A6"])
    }

    @Test func `a date that contradicts the file's order is a bad row`() throws {
        let text =
            "award_id_piid,federal_action_obligation,action_date\nA,1.0,13/01/2018\nB,1.0,01/13/2018\nC,1.0,02/03/2018\n"
        let sample = try EvidenceSample(text)
        #expect(sample.refused.map(\.line) == [3])
        #expect(sample.records.compactMap(\.actionDate?.text) == ["2018-01-13", "2018-03-02"])
    }

    @Test func `the order is found from a later row, and holds for those before it`() throws {
        let text = "award_id_piid,federal_action_obligation,action_date\nA,1.0,02/03/2018\nB,1.0,13/01/2018\n"
        #expect(try EvidenceSample(text).records.first?.actionDate?.text == "2018-03-02")
    }

    @Test func `an order that nothing shows is a rule, and the report says so`() throws {
        let commas = try EvidenceSample("award_id_piid,federal_action_obligation,action_date\nA,1.0,02/03/2018\n")
        #expect(commas.records.first?.actionDate?.text == "2018-02-03")
        #expect(commas.report.notes == ["no date shows whether day or month comes first; they are read month first"])
        let semicolons = try EvidenceSample("award_id_piid;federal_action_obligation;action_date\nA;1.234;02/03/2018\n")
        #expect(semicolons.records.first?.actionDate?.text == "2018-03-02")
        #expect(semicolons.sums[0] == "1234.00")
        #expect(semicolons.report.notes.count == 2)
    }

    @Test func `a last row without a line break goes in, and the report asks to compare it`() throws {
        let text = "award_id_piid,action_date,federal_action_obligation\nA,2018-01-13,1.0\nB,2018-01-13,1234"
        let sample = try EvidenceSample(text)
        #expect(sample.sums[0] == "1235.00")
        #expect(
            sample.report.notes == [
                "the file ends in line 3 without a line break; compare its last row with the source, in case it was cut off"
            ]
        )
        #expect(try EvidenceSample(text + "\n").report.notes == [])
        #expect(try EvidenceSample(text + "x").report.notes == [], "a row that can't be read is told as cut off")
    }

    @Test func `a table without a header is read with the names of another`() throws {
        let header = ["award_id_piid", "federal_action_obligation", "action_date"]
        let sample = try EvidenceSample("A,1.5,2018-01-01\nB,2.5,2018-01-01\n", header: header)
        #expect(sample.sums[0] == "4.00")
        #expect(sample.records.map(\.line) == [1, 2])
        let both = try EvidenceSample(header.joined(separator: ",") + "\nA,1.5,2018-01-01\n", header: header)
        #expect(both.counts.prefix(4) == [1, 1, 0, 0])
    }

    @Test func `grants and subawards are recognised and refused`() {
        #expect(throws: EvidenceRefusal.otherKind(.usaspendingAssistance)) {
            try EvidenceSample("assistance_award_unique_key,award_id_fain,total_obligated_amount\nA,B,1\n")
        }
        #expect(throws: EvidenceRefusal.otherKind(.usaspendingSubawards)) {
            try EvidenceSample(
                "prime_award_unique_key,award_id_piid,subaward_number,subaward_amount,action_date\nA,B,1,2,3\n"
            )
        }
    }

    @Test func `two columns of one name are refused, and unknown ones pass`() throws {
        let row = "A,1,2018-01-01,2,x,y\n"
        #expect(throws: EvidenceRefusal.sameColumns(["federal_action_obligation"])) {
            try EvidenceSample(
                "piid,federal_action_obligation,action_date,Federal Action-Obligation,n,n\n" + row
            )
        }
        let passed = try EvidenceSample("piid,federal_action_obligation,action_date,o,n,n\n" + row)
        #expect(passed.records.count == 1)
    }

    @Test(arguments: [("0001-01-01", 0), ("1949-12-31", 0), ("1950-01-01", 1), ("2100-12-31", 1), ("2101-01-01", 0)])
    func `a year in which no contract was signed makes a bad row`(day: String, count: Int) throws {
        let sample = try EvidenceSample("piid,federal_action_obligation,action_date,end_date\nA,1,\(day),\(day)\n")
        #expect(sample.records.count == count && sample.refused.count == 1 - count)
        #expect(sample.refused.allSatisfy { $0.reason.contains("is no date of a contract") })
        let period = try EvidenceSample("piid,federal_action_obligation,action_date,end_date\nA,1,2018-01-01,\(day)\n")
        #expect((period.records.first?.period?.end != nil) == (count == 1))
    }

    @Test func `a table that lacks something is refused with what it lacks`() {
        let expected = EvidenceRefusal.missing(["no date (action_date or award_latest_action_date)"])
        #expect(throws: expected) { try EvidenceSample("award_id,current_total_value,total_obligation\nA,1,2\n") }
        #expect(throws: EvidenceRefusal.self) { try EvidenceSample("name,petition\nA,B\n") }
        #expect(throws: EvidenceRefusal.empty) { try EvidenceSample("") }
        #expect(throws: EvidenceRefusal.empty) { try EvidenceSample("\n\n") }
    }
}
