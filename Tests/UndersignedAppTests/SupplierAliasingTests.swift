import Testing
import UndersignedApp
import UndersignedCore
import UndersignedEvidence
import UndersignedTestSupport

/// Suppliers whose names are alike: suggested, and joined by a person alone (issue 8, point 3).
@Suite struct SupplierAliasingTests {
    private static let obligations = [
        "ACME SYSTEMS LLC|ABCDEF123456": 100, "ACME SYSTEMS, INC.|ABCDEF123457": 20, "ACME SYSTEMS LLC|ABCDEF123458": 3,
        "DELL MARKETING": 50, "RYDELL CHEVROLET": 60, "ZENITH GROUP": -7,
    ]

    private static func site(_ kind: TestDatabase, isPublished: Bool = true) async throws -> TestSite {
        let test = try await TestSite(kind)
        let files = EvidenceFiles(site: test.site)
        _ = try await files.take(Array(EvidenceTexts.table(obligations).utf8), name: "a.csv", by: 1)
        if isPublished { _ = try await files.set(1, published: true) }
        return test
    }

    @Test(arguments: TestDatabase.all)
    func `names that are alike are suggested with a reason, false friends and what nobody published are not`(
        _ kind: TestDatabase
    ) async throws {
        let hidden = try await Self.site(kind, isPublished: false)
        #expect(try await SupplierAliasing(site: hidden.site).waiting().isEmpty)
        let test = try await Self.site(kind)
        let pairs = try await SupplierAliasing(site: test.site).waiting()
        #expect(pairs.count == 3 && pairs.allSatisfy { $0.score == 1_000 && $0.reason.kind == .sameWords })
        #expect(pairs.allSatisfy { $0.left.id < $0.right.id && $0.left.name.hasPrefix("ACME") })
        #expect(Set(pairs.flatMap { [$0.left.identity, $0.right.identity] }).count == 3)
    }

    @Test(arguments: TestDatabase.all)
    func `what is accepted is one group with its sum, what is refused is not asked again, and each can be undone`(
        _ kind: TestDatabase
    ) async throws {
        let test = try await Self.site(kind)
        let aliasing = SupplierAliasing(site: test.site)
        let pairs = try await aliasing.waiting()
        let (first, second) = (pairs[0], pairs[1])
        let accepted = try await aliasing.decide(first.left.id, first.right.id, accepted: true, by: 1)
        #expect(accepted.isAccepted && accepted.pair == first)
        _ = try await aliasing.decide(second.right.id, second.left.id, accepted: false, by: 1)
        #expect(try await aliasing.waiting() == [pairs[2]])
        let group = try Samples.required(try await aliasing.group(of: first.left.id))
        #expect(group.members.map(\.supplier) == [first.left, first.right])
        let parts = group.members.flatMap(\.sums).map(\.cents)
        #expect(parts.count == 2 && group.sums?.map(\.cents) == [parts[0] + parts[1]])
        #expect(group.sums?.map(\.recordCount) == [2] && group.decisions.map(\.pair) == [first])
        #expect(try await aliasing.group(of: first.right.id)?.members.map(\.supplier) == [first.right, first.left])
        try await aliasing.undo(first.right.id, first.left.id, by: 1)
        #expect(try await aliasing.group(of: first.left.id) == nil)
        #expect(try await aliasing.waiting() == [first, pairs[2]])
        #expect(try await aliasing.decisions().map(\.isAccepted) == [false])
        let acts = try await Trail(site: test.site).lines(before: nil, limit: 3).map(\.event.act)
        #expect(acts == [.aliasUndone, .aliasRefused, .aliasAccepted])
    }

    @Test(arguments: TestDatabase.all)
    func `a person may know more than names say, and groups join from one to the next`(
        _ kind: TestDatabase
    ) async throws {
        let test = try await Self.site(kind)
        let aliasing = SupplierAliasing(site: test.site)
        let decision = try await aliasing.decide(4, 6, accepted: true, by: nil)
        #expect(decision.pair.reason.kind == .byHand && decision.pair.score == 0)
        _ = try await aliasing.decide(6, 5, accepted: true, by: nil)
        #expect(try await aliasing.group(of: 5)?.members.map(\.supplier.id) == [5, 4, 6])
        _ = try await EvidenceFiles(site: test.site).set(1, published: false)
        #expect(try await aliasing.group(of: 5) == nil, "of what is not published nothing is told")
        _ = try await EvidenceFiles(site: test.site).set(1, published: true)
        await #expect(throws: SupplierAliasing.Refusal.joinedByOthers) {
            _ = try await aliasing.decide(4, 5, accepted: false, by: nil)
        }
        // The other of the two says no in the end.
        _ = try await aliasing.decide(4, 6, accepted: false, by: nil)
        #expect(try await aliasing.group(of: 4) == nil)
        #expect(try await aliasing.group(of: 5)?.members.map(\.supplier.id) == [5, 6])
        await #expect(throws: SupplierAliasing.Refusal.refusedBefore) {
            _ = try await aliasing.decide(4, 5, accepted: true, by: nil)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `what can't be decided is said, and changes nothing`(_ kind: TestDatabase) async throws {
        let test = try await Self.site(kind)
        let aliasing = SupplierAliasing(site: test.site)
        await #expect(throws: SupplierAliasing.Refusal.oneAndTheSame) {
            _ = try await aliasing.decide(1, 1, accepted: true, by: 1)
        }
        await #expect(throws: SupplierAliasing.Refusal.unknownSupplier(99)) {
            _ = try await aliasing.decide(1, 99, accepted: true, by: 1)
        }
        await #expect(throws: SupplierAliasing.Refusal.undecided) { try await aliasing.undo(1, 2, by: 1) }
        #expect(try await aliasing.decisions().isEmpty)
    }
}
