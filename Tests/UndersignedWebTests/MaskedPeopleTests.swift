import HTTPTypes
import HummingbirdTesting
import Testing
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedEvidence
import UndersignedStore
import UndersignedTestSupport
import UndersignedWeb

/// People in contract records reach nobody by any door (issue 8, point 6).
@Suite struct MaskedPeopleTests {
    /// An invented person in every column that may name one, and in a row that is refused.
    private static let table = """
        award_id_piid,modification_number,federal_action_obligation,action_date,awarding_agency_name,recipient_name,\
        recipient_name_raw,recipient_uei,recipient_parent_name,recipient_parent_uei,recipient_doing_business_as_name,\
        sole_proprietorship,award_description
        A1,0,9.00,2024-12-01,CBP,ACME LLC,JANE ZZYXROE,UEI1,"ZZYXROE, JANE",UEI9,ZZYXROE'S,f,\
        "CUTTERS; POC: JANE ZZYXROE 202-555-0123, ALT POC: QQ ZZYXROE jane.zzyxroe@"
        A2,0,8.00,2024-12-02,CBP,"ZZYXROE, JANE",JANE ZZYXROE,UEI2,,,,f,DELIVER TO: JANE ZZYXROE
        A3,0,7.00,2024-12-03,CBP,ZZYXROE BUILDERS,Zzyxroe Builders,UEI3,,,,t,CHANGE THE COR FROM ZZYXROE TO DOE.
        A4,0,6.00,2024-12-04,CBP,JANE ZZYXROE DBA PAPER SHOP,,UEI4,,,,f,"C/O J. ZZYXROE / JANE ZZYXROE"
        A5,0,"ZZYXROE, JANE",2024-12-05,CBP,ZENITH INC,,UEI5,,,,f,PAPER
        A6,0,5.00,JANE ZZYXROE,CBP,ZENITH INC,,UEI5,,,,f,PAPER

        """

    private static let addresses =
        ["/", "/evidence", "/evidence.json", "/evidence/search?q=cutters", "/evidence/search?q=zzyxroe"]
        + ["suppliers", "agencies", "records", "awards"].flatMap { list in
            ["", ".json", ".csv"].map { "/evidence/\(list)\($0)" }
        }
        + ["suppliers/1", "agencies/1", "awards/1", "awards/2", "awards/3", "awards/4"].flatMap { page in
            ["", ".json", ".csv"].map { "/evidence/\(page)\($0)" }
        }
        + ["/evidence/agencies/1/records?year=2025", "/evidence/suppliers/1/records?year=2025"]

    private static func names(_ text: String) -> Bool { text.lowercased().contains("zzyxroe") }

    @Test(arguments: TestDatabase.all)
    func `a person's name is in no row, on no page, in no download and in no message`(_ kind: TestDatabase) async throws
    {
        let site = try await WebSite(kind)
        let files = EvidenceFiles(site: site.test.site)
        let report = try await files.take(Array(Self.table.utf8), name: "a.csv", by: 1)
        #expect(report.tally.importedCount == 4 && report.refusedRows.count == 2)
        #expect(report.refusedRows.allSatisfy { !Self.names($0.reason) && $0.reason.contains("is no") })
        _ = try await files.set(1, published: true, by: 1)
        let dump = try await DatabaseDump(site.test.database)
        #expect(dump.part("evidence_record")?.rows.count == 4)
        for part in dump.parts {
            for row in part.rows {
                #expect(
                    !row.contains { if case .text(let text) = $0 { Self.names(text) } else { false } },
                    "\(part.table.name)"
                )
            }
        }
        let named = try await SupplierAliasing(site: site.test.site).waiting()
        #expect(named.isEmpty)
        try await site.visit { visitor in
            let dana = try await Organiser(site, visitor)
            for address in Self.addresses {
                let answer = try await visitor.get(address)
                #expect(answer.status == .ok, "\(address)")
                // The word that was searched for stands in its own field.
                let text = answer.text.replacing("value=\"zzyxroe\"", with: "").replacing("q=zzyxroe", with: "")
                #expect(!Self.names(text.replacing("“zzyxroe”", with: "")), "\(address)")
            }
            for address in ["/admin", "/admin/evidence", "/admin/evidence/aliases", "/admin/evidence/resellers"] {
                #expect(!Self.names(try await dana.get(address).text), "\(address)")
            }
            let found = try await visitor.get("/evidence/search?q=zzyxroe").text
            #expect(!found.contains("/evidence/awards/") && !found.contains("/evidence/suppliers/"))
            #expect(try await visitor.get("/evidence/search?q=cutters").text.contains("/evidence/awards/1"))
            #expect(try await visitor.get("/evidence/awards/1").text.contains("POC: [name] [telephone]"))
        }
    }
}
