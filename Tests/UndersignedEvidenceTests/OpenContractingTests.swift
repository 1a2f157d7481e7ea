import Testing
import UndersignedEvidence

/// Invented releases and records of OCDS 1.0 and 1.1.
struct OpenContractingTests {
    private static func release(
        _ id: String,
        _ day: String,
        amount: String,
        tag: String = "award",
        status: String = "active"
    ) -> String {
        """
        {"ocid": "ocds-1", "id": "\(id)", "date": "\(day)T10:00:00Z", "tag": ["\(tag)"],
         "parties": [{"id": "P1", "name": "Acme Ltd", "identifier": {"scheme": "GB-COH", "id": "0123"}, "roles": ["supplier"]}],
         "buyer": {"id": "B", "name": "A Council"}, "tender": {"title": "Cameras", "value": {"amount": 999, "currency": "GBP"}},
         "awards": [{"id": "a1", "status": "\(status)", "date": "2025-01-01T00:00:00Z", "value": {"amount": \(amount), "currency": "GBP"},
           "suppliers": [{"id": "P1", "name": "Acme Ltd"}, {"id": "P2", "name": "Other Ltd"}],
           "description": "Callrnrnus at jo@example.org"}]}
        """
    }

    private static func package(_ releases: [String]) -> String {
        "{\"uri\": \"x\", \"version\": \"1.1\",\n\"releases\": [\(releases.joined(separator: ","))], \"license\": \"y\"}"
    }

    @Test(arguments: [1, 100, 4_096])
    func `a release of 1_1 gives an award, with its parties' identifiers`(pieces: Int) throws {
        let sample = try EvidenceSample(
            Self.package([Self.release("r1", "2025-01-02", amount: "3380.86")]),
            pieces: pieces
        )
        #expect(sample.report.kind == .ocdsReleases)
        #expect(sample.sums == [nil, "3380.86", nil])
        let record = try #require(sample.records.first)
        #expect(record.award.text == "ocds-1/a1")
        #expect(record.supplier.identifiers == [PublishedIdentifier(scheme: "GB-COH", value: "0123")])
        #expect(record.coSuppliers.map(\.name) == ["Other Ltd"])
        #expect(record.buyer.agency == "A Council")
        #expect(record.description == "Call\n\nus at [e-mail]")
        #expect(record.amounts.currency.text == "GBP")
    }

    @Test func `of several releases about an award the latest holds, in any order`() throws {
        let releases = [
            Self.release("r2", "2025-02-01", amount: "200"),
            Self.release("r3", "2025-03-01", amount: "300", tag: "awardUpdate"),
            Self.release("r1", "2025-01-01", amount: "100"),
            Self.release("r3", "2025-03-01", amount: "300", tag: "awardUpdate"),
        ]
        let sample = try EvidenceSample(Self.package(releases))
        #expect(sample.sums[1] == "300.00")
        #expect(sample.counts == [4, 2, 2, 0, 1, 0, 0])
        #expect(sample.records.map(\.revision?.release) == ["r3"])
    }

    @Test func `an award that was cancelled has no amount any more`() throws {
        let releases = [
            Self.release("r1", "2025-01-01", amount: "100"),
            Self.release("r2", "2025-02-01", amount: "100", status: "cancelled"),
        ]
        let sample = try EvidenceSample(Self.package(releases))
        #expect(sample.records.count == 1 && sample.records[0].amounts.isEmpty)
        #expect(sample.book.sum(.currentValue) { _ in true }.records.isEmpty)
        #expect(sample.sums[1] == nil)
    }

    @Test func `a record is read by its compiled release, and counted once`() throws {
        let releases = "[\(Self.release("r1", "2025-01-01", amount: "100"))]"
        let compiled = Self.release("r1-c", "2025-01-01", amount: "150", tag: "compiled")
        let record = "{\"ocid\": \"ocds-1\", \"releases\": \(releases), \"compiledRelease\": \(compiled)}"
        for text in [record, "{\"records\": [\(record)]}", record + "\n" + record] {
            let sample = try EvidenceSample(text)
            #expect(sample.report.kind == .ocdsRecords)
            #expect(sample.sums[1] == "150.00")
            #expect(sample.report.tally.importedCount == 1)
        }
    }

    @Test func `a record without a compiled release is read by those in it; one that only links is a bad row`() throws {
        let inside =
            "{\"records\": [{\"ocid\": \"ocds-1\", \"releases\": [\(Self.release("r1", "2025-01-01", amount: "100"))]}]}"
        #expect(try EvidenceSample(inside).sums[1] == "100.00")
        let linked =
            #"{"records": [{"ocid": "ocds-1", "releases": [{"url": "https://x.example", "date": "2025", "tag": ["award"]}]}]}"#
        #expect(try EvidenceSample(linked).refused.first?.reason.hasPrefix("the record only links") == true)
    }

    @Test func `releases may follow one another as lines`() throws {
        let lines = (1...3).map {
            Self.release("r1", "2025-01-01", amount: "10").replacing("ocds-1", with: "ocds-\($0)").replacing(
                "\n",
                with: " "
            )
        }
        let sample = try EvidenceSample(lines.joined(separator: "\n"))
        #expect(sample.counts.prefix(2) == [3, 3] && sample.sums[1] == "30.00")
        #expect(sample.records.map(\.line) == [1, 2, 3])
    }

    @Test func `a release of 1_0 names its organisations where they act`() throws {
        let text = """
            {"releases": [{"ocid": "ocds-2", "id": 7, "date": "2016-03-09T00:00:00-06:00", "tag": ["tender"],
             "buyer": {"name": "Ministerio"}, "awards": [{"id": 1, "status": "active", "value": {"amount": 1311264.0, "currency": "MXN"},
             "suppliers": [{"name": "ACME SA DE CV", "identifier": {"scheme": "MX-RFC", "id": "X1"}}]}],
             "contracts": [{"id": 1, "awardID": 1, "value": {"amount": 1311264.0, "currency": "MXN"}}]}]}
            """
        let sample = try EvidenceSample(text)
        #expect(sample.sums[1] == "1311264.00" && sample.report.currency?.text == "MXN")
        #expect(sample.records.first?.award.text == "ocds-2/1")
        #expect(sample.records.first?.supplier.identifiers.map(\.value) == ["X1"])
    }

    @Test func `amounts without a currency are left out and told; currencies are not added`() throws {
        let pounds = Self.release("r1", "2025-01-01", amount: "10")
        let none = pounds.replacing("ocds-1", with: "ocds-2").replacing(
            "\"currency\": \"GBP\"}",
            with: "\"currency\": null}"
        )
        let euros = pounds.replacing("ocds-1", with: "ocds-3").replacing("GBP", with: "EUR")
        let first = try EvidenceSample(Self.package([pounds, none]))
        #expect(first.sums[1] == "10.00" && first.report.notes == ["1 amounts name no currency and are left out"])
        let second = try EvidenceSample(Self.package([pounds, euros]))
        #expect(second.sums[1] == nil && second.report.currency == nil)
        #expect(second.report.tally.currencies.map(\.text) == ["EUR", "GBP"])
    }

    @Test func `a tender's value is no award's`() throws {
        let text =
            #"{"releases": [{"ocid": "o", "id": "1", "tag": ["tender"], "tender": {"value": {"amount": 5, "currency": "GBP"}}}]}"#
        let sample = try EvidenceSample(text)
        #expect(sample.counts == [1, 0, 0, 0, 0, 0, 0])
        #expect(sample.report.notes == ["1 releases are about no award; nothing of them goes in"])
    }
}
