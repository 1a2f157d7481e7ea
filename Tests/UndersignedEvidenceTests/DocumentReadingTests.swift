import Testing
import UndersignedEvidence

/// Invented answers in the shapes of USAspending's API.
struct DocumentReadingTests {
    private static let search = """
        {"spending_level": "awards", "results": [
          {"internal_id": 1, "Award ID": "A", "Recipient Name": "ACME LLC", "Award Amount": 12345678901.5,
           "Recipient UEI": "UEI1", "NAICS": {"code": "541", "description": "RESEARCH"}, "Base Obligation Date": "2018-01-02",
           "Last Modified Date": "2025-06-23", "Primary Place of Performance": {"country_name": "UNITED STATES"},
           "generated_internal_id": "CONT_AWD_A_8000_-NONE-_-NONE-"},
          {"Award ID": "V", "Recipient Name": "Jane Q Roe", "Award Amount": -1, "Description": "POC: JANE ROE",
           "generated_internal_id": "CONT_IDV_V_8000"}
        ], "page_metadata": {"page": 1, "results": [{"not": "cut"}]}}
        """

    @Test(arguments: [1, 13, 4_096])
    func `results of a search are awards as a whole`(pieces: Int) throws {
        let sample = try EvidenceSample(Self.search, pieces: pieces)
        #expect(sample.report.kind == .usaspendingAwards)
        #expect(sample.counts == [2, 2, 0, 0, 2, 1, 0])
        let (first, second) = (sample.records[0], sample.records[1])
        #expect(first.amounts.obligated == Amount(cents: 1_234_567_890_150))
        #expect(first.supplier.identifiers == [PublishedIdentifier(scheme: "UEI", value: "UEI1")])
        #expect(first.industry == CodedWord(code: "541", words: "RESEARCH"))
        #expect(first.place == Place(country: "UNITED STATES", state: nil))
        #expect(first.actionDate?.text == "2018-01-02")
        #expect(second.supplier == .person && second.description == "POC: [name]")
        #expect(second.awardClass == .vehicle)
        #expect(sample.records.map(\.line) == [2, 6])
    }

    @Test func `a later state of an award replaces the earlier one`() throws {
        func result(_ amount: String, _ day: String) -> String {
            #"{"Award Amount": \#(amount), "Last Modified Date": "\#(day)", "generated_internal_id": "CONT_AWD_A_7012_-NONE-_-NONE-"}"#
        }
        let states = [result("5", "2025-06-23"), result("7", "2025-08-19"), result("6", "2025-07-01")]
        let sample = try EvidenceSample("{\"results\": [\(states.joined(separator: ","))]}")
        #expect(sample.sums[0] == "7.00")
        #expect(sample.counts == [3, 2, 1, 0, 1, 0, 0])
        #expect(sample.records.map(\.amounts.obligated) == [Amount(cents: 700)])
    }

    @Test func `actions name their award in their own identifier`() throws {
        let text = """
            {"results": [{"id": "CONT_TX_7012_4732_A_P00001_GS1_0", "type": "C", "action_date": "2025-06-23",
            "modification_number": "P00001", "federal_action_obligation": 1600000.1}]}
            """
        let record = try #require(try EvidenceSample(text).records.first)
        #expect(record.award.text == "CONT_AWD_A_7012_GS1_4732")
        #expect(record.modification == "P00001" && record.transactionNumber == "0")
        #expect(record.amounts.obligated == Amount(cents: 160_000_010))
        #expect(record.source == .usaspendingTransaction)
    }

    @Test func `an award in detail states three amounts, and its people are left out`() throws {
        let text = """
            {"generated_unique_award_id": "CONT_AWD_A_8000_-NONE-_-NONE-", "piid": "A", "category": "contract", "type": "D",
             "total_obligation": 10.25, "base_exercised_options": 20, "base_and_all_options": 30.5, "date_signed": "2018-01-02",
             "recipient": {"recipient_name": "ROE BUILDERS", "recipient_uei": "U", "parent_recipient_name": "ROE",
             "business_categories": ["small_business", "sole_proprietorship"]},
             "executive_details": {"officers": [{"name": "Jane Roe", "amount": 1}]},
             "awarding_agency": {"toptier_agency": {"name": "Agency"}, "subtier_agency": {"name": "Bureau", "code": "8000"}}}
            """
        let sample = try EvidenceSample(text)
        #expect(sample.sums == ["10.25", "20.00", "30.50"])
        let record = try #require(sample.records.first)
        #expect(record.buyer == Buyer(agency: "Agency", subAgency: "Bureau"))
        #expect(record.supplier == .person)
        #expect(!String(describing: record).contains("Roe") && !String(describing: record).contains("ROE"))
    }

    @Test func `a grant among the results is a bad row`() throws {
        let text = #"{"results": [{"Award Amount": 1, "generated_internal_id": "ASST_NON_1_2"}]}"#
        #expect(try EvidenceSample(text).refused.first?.reason.hasPrefix("it is a grant") == true)
    }

    @Test(arguments: [
        #"{"results": [{"name": "A", "amount": 1, "uei": null}]}"#, #"{"status": "finished", "file_name": "a.zip"}"#,
        "[]", "{}",
        #"{"results": []}"#,
    ])
    func `a document without awards is refused with a sentence`(text: String) {
        #expect { try EvidenceSample(text) } throws: { error in
            if case .noRecords(let what)? = error as? EvidenceRefusal {
                return what.hasPrefix("this") || what.hasPrefix("there")
            }
            return false
        }
    }

    @Test(arguments: [
        ("{\"results\": [{\"a\": 1}", 1), ("{\"results\":\n[{\"a\": 1,,}]}", 2), ("[1]\n]", 2), ("{} x", 1),
        ("{\"results\": [{\"a\": \"b", 1),
    ])
    func `a damaged document is refused with its line`(text: String, line: Int) {
        #expect { try EvidenceSample(text) } throws: { error in
            if case .damaged(_, line)? = error as? EvidenceRefusal { true } else { false }
        }
    }
}
