import Testing
import UndersignedEvidence

/// An invented entry in the shape of FPDS.
struct FeedReadingTests {
    private static func entry(
        _ number: String,
        parent: String = "",
        kind: String = "award",
        name: String = "ACME &amp; SONS LLC"
    ) -> String {
        let id = kind == "IDV" ? ("contractID", "IDVID") : ("awardID", "awardContractID")
        return """
            <n0:entry><n0:title>X awarded to , was modified</n0:title><n0:content type="application/xml"><n1:\(kind) version="1.4">
            <n1:\(id.0)><n1:\(id.1)><n1:agencyID name="SERVICE">4740</n1:agencyID><n1:PIID>\(number)</n1:PIID>
            <n1:modNumber>PA09</n1:modNumber><n1:transactionNumber>0</n1:transactionNumber></n1:\(id.1)>\(parent)</n1:\(id.0)>
            <n1:placeOfPerformance><n1:principalPlaceOfPerformance><n1:stateCode name="TEXAS">TX</n1:stateCode>
            <n1:countryCode name="UNITED STATES">USA</n1:countryCode></n1:principalPlaceOfPerformance></n1:placeOfPerformance>
            <n1:relevantContractDates><n1:signedDate>2012-10-01 00:00:00</n1:signedDate></n1:relevantContractDates>
            <n1:dollarValues><n1:obligatedAmount>-8392.90</n1:obligatedAmount>
            <n1:baseAndAllOptionsValue>1.00</n1:baseAndAllOptionsValue></n1:dollarValues>
            <n1:totalDollarValues><n1:totalObligatedAmount>77.00</n1:totalObligatedAmount>
            <n1:totalBaseAndExercisedOptionsValue>127900.70</n1:totalBaseAndExercisedOptionsValue>
            <n1:totalBaseAndAllOptionsValue>127900.71</n1:totalBaseAndAllOptionsValue></n1:totalDollarValues>
            <n1:purchaserInformation><n1:contractingOfficeAgencyID name="SERVICE" departmentName="ADMIN">4740</n1:contractingOfficeAgencyID>
            </n1:purchaserInformation><n1:contractData><n1:descriptionOfContractRequirement><![CDATA[WATER; POC: JANE ROE]]>
            </n1:descriptionOfContractRequirement></n1:contractData><n1:vendor><n1:vendorSiteDetails><n1:vendorLocation>
            <n1:state name="OHIO">OH</n1:state><n1:countryCode name="CANADA">CAN</n1:countryCode></n1:vendorLocation>
            <n1:entityIdentifiers><n1:vendorUEIInformation><n1:UEI>U1</n1:UEI><n1:UEILegalBusinessName>\(name)</n1:UEILegalBusinessName>
            </n1:vendorUEIInformation></n1:entityIdentifiers></n1:vendorSiteDetails></n1:vendor>
            </n1:\(kind)></n0:content></n0:entry>

            """
    }

    private static func feed(_ entries: String) -> String {
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <n0:feed xmlns:n0="http://www.w3.org/2005/Atom" xmlns:n1="https://www.fpds.gov/FPDS">
        \(entries)</n0:feed>
        """
    }

    @Test(arguments: [1, 50, 4_096])
    func `an entry is an action, with the award's values beside it`(pieces: Int) throws {
        let parent =
            "<n1:referencedIDVID><n1:agencyID>4730</n1:agencyID><n1:PIID>GS1</n1:PIID><n1:modNumber>7</n1:modNumber></n1:referencedIDVID>"
        let sample = try EvidenceSample(
            Self.feed(Self.entry("A", parent: parent) + Self.entry("V", kind: "IDV")),
            pieces: pieces
        )
        #expect(sample.report.kind == .fpdsAtom)
        #expect(sample.records.map(\.award.text) == ["CONT_AWD_A_4740_GS1_4730", "CONT_IDV_V_4740"])
        #expect(sample.records.map(\.awardClass) == [.order, .vehicle])
        let record = try #require(sample.records.first)
        #expect(AmountKind.allCases.map { record.amounts[$0]?.text } == ["-8392.90", "127900.70", "127900.71"])
        #expect(record.modification == "PA09" && record.transactionNumber == "0")
        #expect(record.actionDate?.text == "2012-10-01")
        #expect(record.supplier.name == "ACME & SONS LLC")
        #expect(record.place == Place(country: "UNITED STATES", state: "TEXAS"))
        #expect(record.buyer == Buyer(agency: "ADMIN", subAgency: "SERVICE"))
        #expect(record.description == "WATER; POC: [name]")
        #expect(sample.records.map(\.line) == [3, 21])
    }

    @Test func `another XML document is refused, and a damaged one with its line`() {
        #expect(throws: EvidenceRefusal.self) { try EvidenceSample("<html><body>not found</body></html>") }
        #expect {
            try EvidenceSample(Self.feed(Self.entry("A") + "\n<n0:entry></n0:feed>"))
        } throws: { error in
            if case .damaged(_, let line)? = error as? EvidenceRefusal { line > 20 } else { false }
        }
        #expect(throws: EvidenceRefusal.self) { try EvidenceSample(String(Self.feed(Self.entry("A")).dropLast(9))) }
    }

    @Test func `no entity leads out of the document, and none grows`() {
        let outside =
            "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><feed><entry><PIID>&x;</PIID></entry></feed>"
        let lots = (1...9).map { "<!ENTITY e\($0) \"" + String(repeating: "&e\($0 - 1);", count: 10) + "\">" }.joined()
        let bomb = "<!DOCTYPE a [<!ENTITY e0 \"lol\">\(lots)]><feed><entry><PIID>&e9;</PIID></entry></feed>"
        #expect(throws: EvidenceRefusal.self) { try EvidenceSample(outside) }
        #expect(throws: EvidenceRefusal.self) { try EvidenceSample(bomb) }
    }
}
