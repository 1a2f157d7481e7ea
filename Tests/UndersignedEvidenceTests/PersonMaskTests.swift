import Testing
import UndersignedEvidence

/// Invented people and organisations.
struct PersonMaskTests {
    @Test(arguments: [
        "ROE, JANE", "ROE, JANE Q", "DE LA ROE, JOHN", "JANE ROE", "JUAN Q ROE", "ROE MICHAEL", "Jane Q. Roe",
        "ZZYX Q ROE",
        "ROE WESLEY E", "ROE, NEIL S PHD", "ROE, JANE Q ARBITRATOR AND MEDIATOR", "JANE ROE DBA ROE CLEANING SERVICES",
        "ROE, JANE D/B/A ZZYX", "Jane Roe t/a The Paper Shop", "SMITH GRANT JANE",
    ])
    func `a supplier with a person's name is a person`(name: String) {
        #expect(PersonMask.isPerson(name, isSoleProprietor: false))
    }

    @Test(arguments: [
        "ROE, INC., J.", "JANE ROE LLC", "JANE ROE L.L.C.", "ROE CONSULTING", "GEO GROUP, INC., THE",
        "CALIFORNIA, STATE OF",
        "JOHN DOE UNIVERSITY", "ACME", "ACME WIDGETS", "J.D. ACME", "T.Q.M.", "MIAMI, CITY OF", "24/7 JANE",
        "JANET'S BAKERY SHOP",
        "ROE SPENCER, P.C.", "CANON U.S.A.", "ACME L.C", "ACME WIDGETS DBA JANE'S", "JANE ROE DBA ROE CLEANING LLC",
        "SMITH GRANT ACME", "ACME, SOCIETY OF",
    ])
    func `an organisation stays`(name: String) {
        #expect(!PersonMask.isPerson(name, isSoleProprietor: false))
    }

    @Test func `a sole proprietor is a person under any name without a legal form`() {
        #expect(PersonMask.isPerson("ROE BUILDERS", isSoleProprietor: true))
        #expect(!PersonMask.isPerson("ROE SCALE CO., LLC", isSoleProprietor: true))
    }

    @Test(arguments: [
        ("DESKTOPS; ACOR: JANE ROE 202-555-0123 jane.roe@example.org", "DESKTOPS; ACOR: [name] [telephone] [e-mail]"),
        ("POC: ZZYX OF-ROE", "POC: [name]"),
        ("POC: ZZYX A. ROE, ROOM A. 5", "POC: [name], ROOM A. 5"),
        ("COR FROM Z. ROE", "COR FROM [name]"), ("PART A. ROE VALLEY", "PART A. ROE VALLEY"),
        ("POC IS ZZYX ROE: (202) 555-0123.", "POC IS [name]: [telephone]."),
        ("CHANGE THE COR FROM ZZYX ROE TO JANE Q. ROE.", "CHANGE THE COR FROM [name] TO [name]."),
        ("MR. ROE HAS TAKEN OVER", "MR. [name] HAS TAKEN OVER"),
        ("Ms. Roe-Doe approves", "Ms. [name] approves"),
        ("ARBITRATION SERVICES JANE ROE", "ARBITRATION SERVICES [name]"),
        ("CALL +44 20 7946 0000 OR 202.555.0123", "CALL [telephone] OR [telephone]"),
        ("a@b.example 2025550123", "[e-mail] [telephone]"),
        ("LICENSES; ZZYX ROE 202-555-0123", "LICENSES; [name] [telephone]"),
        ("RIFLES DELIVER TO:  JANE PRICE, BLDG 7", "RIFLES DELIVER TO:  [name], BLDG 7"),
        ("SHIP TO ADDRESS: JANE DAY, SUITE 4", "SHIP TO ADDRESS: [name], SUITE 4"),
        ("ATTN: ZZYX", "ATTN: [name]"), ("NEW COR WILLIAMS.", "NEW COR [name]."),
        ("FERRY ATC C/O JANE STONE / JOHN", "FERRY ATC C/O [name] / [name]"),
        ("CHANGE COR FROM ZZYX TO ROEDOE.", "CHANGE COR FROM [name] TO [name]."),
        ("THE COR IS HEREBY CHANGED FROM JANE ROE TO JOHN NULL", "THE COR IS HEREBY CHANGED FROM [name] TO [name]"),
        ("COR-JANE DOEROE", "COR-[name]"), ("OFFICER (CO) FROM Z. ROE TO Q. DOE", "OFFICER (CO) FROM [name] TO [name]"),
        ("CHANGE IPP APPROVER TO ZZYX SMITH.", "CHANGE IPP APPROVER TO [name]."),
        ("APPOINT ZZYX DOEROE AS THE NEW COR", "APPOINT [name] AS THE NEW COR"),
        ("ZZYX DOEROE (TPOC) AND COPIERS", "[name] (TPOC) AND COPIERS"),
        ("APPOINT JANE DOEROE THE NEW COR", "APPOINT [name] THE NEW COR"),
        ("VERIFIED BY J. SMITH ON 1/2/04", "VERIFIED BY [name] ON 1/2/04"), ("SMITH, JANE Q.", "[name]."),
        ("COR JANE (JO) DOEROE", "COR [name]"), ("POC JANE A ROE, ROOM", "POC [name], ROOM"),
        ("CRYSTAL Q ROE", "[name]"), ("ONBOARD AUSTIN DOEROE", "ONBOARD [name]"),
    ])
    func `contacts and officials in free text are masked`(text: String, masked: String) {
        #expect(PersonMask.masked(text) == masked)
    }

    @Test(arguments: [
        ("ALT POC: JANE.ROE@", "ALT POC: [e-mail]"), ("ALT POC: JANE.ROE@EXAMP", "ALT POC: [e-mail]"),
        ("jane.roe@example and others", "[e-mail] and others"), ("CALL 202.555.01", "CALL [telephone]"),
        ("CALL (202) 555-", "CALL [telephone]"), ("FAX: 555-0123", "FAX: [telephone]"),
        ("POC JANE ROE 2025550123", "POC [name] [telephone]"),
        ("POC: JANE ROE 202 555 0123", "POC: [name] [telephone]"),
        ("(JANE ROE, 202/555-0123)", "([name], [telephone])"),
    ])
    func `an address or a number that breaks off is masked`(text: String, masked: String) {
        #expect(PersonMask.masked(text) == masked)
    }

    @Test(arguments: [
        "CAMERAS FOR THE RONALD REAGAN BUILDING", "SERVICES IN SAN JUAN PUERTO RICO",
        "MS VISIO AND MS PROJECT LICENSES",
        "REPAIR, 4 DR WAGON", "CONTRACT 70CTD018A00000003 POP 4/1/2018-3/31/2019", "10 EA @ $5.00 EACH, 2@5.00",
        "PART 123-456-78901 QTY 100", "COR CHANGE", "POC OR ALTERNATE", "HP BPA HSCETE-11-A-00002", "2025550123 UNITS",
        "BUILDING FOR JOHN DOE UNIVERSITY", "ORDER A-202-555-0123", "DELIVER TO CHARLESTON", "SHIP TO: HSI KANSAS CITY",
        "COR TO FACILITATE APPROVAL", "POC FOR THE BADGE OFFICE", "DONNA TX", "HURRICANE IAN RESPONSE", "AUSTIN SECTOR",
        "THE JAMES DOE SPACE TELESCOPE", "WEST MARTIN RD", "1 AMBER ST", "STATION, ALEXANDRIA, ELOY, FLORENCE",
        "10 EA@ 5", "SIZE 10@", "NSN 1005-01-555-0123", "ITEM 202.555.010.000", "LEE, JAMES, AND ROE SOFTWARE",
        "PERMIT 5550123", "PART A. ROE",
    ])
    func `what names no person stays as it is`(text: String) {
        #expect(PersonMask.masked(text) == text)
    }

    @Test func `nothing of a person is kept in a record`() throws {
        let text = """
            award_id_piid,federal_action_obligation,action_date,recipient_name,recipient_name_raw,recipient_uei,\
            recipient_parent_name,recipient_parent_uei,sole_proprietorship,recipient_doing_business_as_name
            A,1.5,2018-01-01,ROE BUILDERS,Roe Builders,UEI1,"ROE, JANE",UEI1,t,JANE'S
            B,1.5,2018-01-01,ROE LLC,Jane Roe,UEI2,"ROE, JANE",UEI1,f,JANE'S

            """
        let records = try EvidenceSample(text).records
        #expect(records[0].supplier == .person)
        #expect(records[0].supplier.isNaturalPerson)
        #expect(records[1].supplier.name == "ROE LLC")
        #expect(records[1].supplier.rawName == nil)
        #expect(records[1].supplier.parentName == nil)
        #expect(records[1].supplier.parentIdentifiers.isEmpty)
        #expect(!String(describing: records).uppercased().contains("JANE"))
    }

    @Test(arguments: ["ROE, JANE", "Jane Roe", "POC: ZZYX ROE", "jane.roe@example.org"])
    func `what a bad row has in the wrong column is not told where it may be a person`(cell: String) throws {
        let header = "award_id_piid,federal_action_obligation,action_date\n"
        for row in ["A,\"\(cell)\",2018-01-01\n", "A,1,\"\(cell)\"\n"] {
            let refused = try #require(try EvidenceSample(header + row).refused.first)
            #expect(refused.reason.contains("is no") && !refused.reason.uppercased().contains("ROE"))
        }
    }
}
