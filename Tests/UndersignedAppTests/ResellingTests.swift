import Testing
import UndersignedApp
import UndersignedCore
import UndersignedEvidence
import UndersignedTestSupport

/// Who sells whose products: suggested by what records describe, said by a person alone (issue 8, point 3).
@Suite struct ResellingTests {
    static let header =
        "piid,federal_action_obligation,action_date,recipient_name,recipient_uei,recipient_parent_name,"
        + "recipient_parent_uei,award_description\n"

    /// Suppliers get their numbers in this order.
    static let rows = [
        "A1,10,2025-01-02,DELL MARKETING L.P.,UEIDELL00001,,,LAPTOPS",
        "A2,20,2025-01-02,MICROSOFT CORPORATION,UEIMSFT00001,,,CLOUD",
        "A3,30,2025-01-02,DELL MARKETING L.P.,UEIDELL00001,,,MICROSOFT LICENSES",
        "A4,40,2025-01-02,DELL MARKETING L.P.,UEIDELL00001,,,RENEWAL OF LICENCES (microsoft)",
        "A5,50,2025-01-02,LINKEDIN CORPORATION,UEILINK00001,MICROSOFT CORPORATION,UEIMSFT00001,MICROSOFT SERVICES",
        "A6,60,2025-01-02,WEST PUBLISHING CORP,UEIWEST00001,,,BOOKS",
        "A7,70,2025-01-02,ACCESS SYSTEMS INC,UEIACCE00001,,,DOORS TO THE WEST REGION WITH IMAGE ACCESS",
        "A8,80,2025-01-02,IMAGE MEDIA LLC,UEIIMAG00001,,,RYDELL AND CADDELL AND MICROSOFTWARE",
        "A9,90,2025-01-02,LAREDO SWEEPERS INC,UEILARE00001,,,BROOMS",
        "B1,15,2025-01-02,ZENITH LLC,UEIZENI00001,,,\"CLEANING IN LAREDO, TX\"",
        "B2,25,2025-01-02,ZENITH LLC,UEIZENI00001,,,DELL LAPTOPS",
    ]

    static func site(_ kind: TestDatabase, isPublished: Bool = true) async throws -> TestSite {
        let test = try await TestSite(kind)
        let text = header + rows.joined(separator: "\n") + "\n"
        _ = try await EvidenceFiles(site: test.site).take(Array(text.utf8), name: "a.csv", by: 1)
        if isPublished { _ = try await EvidenceFiles(site: test.site).set(1, published: true) }
        return test
    }

    private static func names(_ pair: Reselling.Pair) -> [String] {
        [pair.reseller.name, pair.vendor.name].map { String($0.prefix { $0 != " " }) }
    }

    private static func waiting(_ reselling: Reselling) async throws -> [[String]] {
        try await reselling.waiting().map(names)
    }

    @Test(arguments: TestDatabase.all)
    func `records that name another supplier suggest it, false friends, places and its own house do not`(
        _ kind: TestDatabase
    ) async throws {
        let hidden = try await Self.site(kind, isPublished: false)
        #expect(try await Reselling(site: hidden.site).waiting().isEmpty)
        let test = try await Self.site(kind)
        let pairs = try await Reselling(site: test.site).waiting()
        #expect(pairs.map(Self.names) == [["DELL", "MICROSOFT"], ["ZENITH", "DELL"]])
        let first = try Samples.required(pairs.first)
        #expect(first.reason.kind == .named && first.reason.words == "MICROSOFT" && first.reason.recordCount == 2)
        let awards = try await DossierReading(site: test.site).search("microsoft", page: 1, perPage: 20).awards
        let own = awards.filter { $0.supplier?.id == first.reseller.id }.map(\.id)
        #expect(own.count == 2 && Set(first.reason.awardIDs) == Set(own))
    }

    @Test(arguments: TestDatabase.all)
    func `what is accepted stands on both pages with its reason, adds to no sum, and can be undone`(
        _ kind: TestDatabase
    ) async throws {
        let test = try await Self.site(kind)
        let (reselling, reading) = (Reselling(site: test.site), DossierReading(site: test.site))
        func party(_ id: Int64) async throws -> Dossier.Party {
            try Samples.required(try await reading.party(id, .suppliers, limit: 10))
        }
        let pairs = try await reselling.waiting()
        let (first, second) = (pairs[0], pairs[1])
        let (seller, maker) = (first.reseller.id, first.vendor.id)
        let before = (try await party(seller), try await party(maker))
        let decision = try await reselling.decide(seller, sells: maker, accepted: true, by: 1)
        #expect(
            decision.isAccepted && decision.pair.reason.recordCount == 2 && decision.pair.reason.words == "MICROSOFT"
        )
        _ = try await reselling.decide(second.reseller.id, sells: second.vendor.id, accepted: false, by: 1)
        #expect(try await reselling.waiting().isEmpty)
        let after = (try await party(seller), try await party(maker))
        #expect(after.0.resells == [decision] && after.0.resellers.isEmpty)
        #expect(after.1.resellers == [decision] && after.1.resells.isEmpty && after.1.parents.isEmpty)
        #expect(after.0.sums == before.0.sums && after.1.sums == before.1.sums)
        #expect(after.0.totals == before.0.totals && after.1.totals == before.1.totals)
        let zenith = try await party(second.reseller.id)
        #expect(zenith.resells.isEmpty, "what was refused is on no page")
        try await reselling.undo(seller, sells: maker, by: 1)
        #expect(try await party(maker).resellers.isEmpty)
        #expect(try await reselling.waiting() == [first])
        #expect(try await reselling.decisions().map(\.isAccepted) == [false])
        let acts = try await Trail(site: test.site).lines(before: nil, limit: 3).map(\.event.act)
        #expect(acts == [.resellerUndone, .resellerRefused, .resellerAccepted])
    }

    @Test(arguments: TestDatabase.all)
    func `a parent is no reseller, and a reseller is no parent`(_ kind: TestDatabase) async throws {
        let test = try await Self.site(kind)
        let reading = DossierReading(site: test.site)
        let maker = try Samples.required(try await Reselling(site: test.site).waiting().first?.vendor.id)
        _ = try await Reselling(site: test.site).decide(1, sells: maker, accepted: true, by: nil)
        for id in Int64(1)...7 {
            guard let party = try await reading.party(id, .suppliers, limit: 1) else { continue }
            #expect(
                party.parents.map(\.name) == (party.name.name.hasPrefix("LINKEDIN") ? ["MICROSOFT CORPORATION"] : [])
            )
            #expect(party.resells.count == (id == 1 ? 1 : 0) && party.resellers.count == (id == maker ? 1 : 0))
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a person may know of one that no record names, and nobody is told of what is not published`(
        _ kind: TestDatabase
    ) async throws {
        let test = try await Self.site(kind)
        let (reselling, reading) = (Reselling(site: test.site), DossierReading(site: test.site))
        let decision = try await reselling.decide(5, sells: 4, accepted: true, by: nil)
        #expect(decision.pair.reason == Reselling.Reason(.byHand))
        #expect(try await reading.party(4, .suppliers, limit: 1)?.resellers == [decision])
        let other = Self.header + "Z1,1,2025-01-02,HIDDEN SELLER LLC,UEIHIDD00001,,,NOTHING\n"
        _ = try await EvidenceFiles(site: test.site).take(Array(other.utf8), name: "b.csv", by: 1)
        _ = try await EvidenceFiles(site: test.site).set(2, published: true)
        let last = Int64(9)
        _ = try await reselling.decide(last, sells: 4, accepted: true, by: nil)
        #expect(try await reading.party(4, .suppliers, limit: 1)?.resellers.map(\.pair.reseller.id) == [5, last])
        _ = try await EvidenceFiles(site: test.site).set(2, published: false)
        #expect(try await reading.party(4, .suppliers, limit: 1)?.resellers == [decision])
    }

    @Test(arguments: TestDatabase.all)
    func `what contradicts is refused, until the other is undone`(_ kind: TestDatabase) async throws {
        let test = try await Self.site(kind)
        let (reselling, aliasing) = (Reselling(site: test.site), SupplierAliasing(site: test.site))
        func refusal(_ one: Int64, _ other: Int64) async -> Reselling.Refusal? {
            do {
                _ = try await reselling.decide(one, sells: other, accepted: true, by: 1)
                return nil
            } catch { return error as? Reselling.Refusal }
        }
        #expect(await refusal(1, 1) == .oneAndTheSame)
        #expect(await refusal(1, 99) == .unknownSupplier(99))
        await #expect(throws: Reselling.Refusal.undecided) { try await reselling.undo(1, sells: 2, by: 1) }
        #expect(await refusal(4, 5) == nil)
        #expect(await refusal(5, 4) == .otherWayRound)
        await #expect(throws: SupplierAliasing.Refusal.resold) {
            _ = try await aliasing.decide(4, 5, accepted: true, by: 1)
        }
        _ = try await aliasing.decide(5, 6, accepted: true, by: 1)
        #expect(await refusal(6, 4) == .otherWayRound, "5 and 6 are one")
        #expect(await refusal(5, 6) == .saidToBeOne)
        await #expect(throws: Reselling.Refusal.saidOtherwise, "4 sells 5, who is 6") {
            _ = try await reselling.decide(4, sells: 6, accepted: false, by: 1)
        }
        _ = try await aliasing.decide(4, 5, accepted: false, by: 1)
        try await reselling.undo(4, sells: 5, by: 1)
        #expect(await refusal(6, 4) == nil)
        #expect(try await reselling.decisions().count == 1)
    }
}
