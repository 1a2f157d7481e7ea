package import UndersignedCore
package import UndersignedDatabase
import UndersignedStore

/// Who sells whose products: suggested by what records describe, decided by a person, and taken back at any time.
///
/// It is told beside figures and is in none: what a reseller sold is in its own sums alone.
package struct Reselling: Sendable {
    /// A supplier and one whose products it may sell.
    package struct Pair: Hashable, Sendable {
        package let reseller: SupplierAliasing.Named
        package let vendor: SupplierAliasing.Named
        package let reason: Reason

        package init(reseller: SupplierAliasing.Named, vendor: SupplierAliasing.Named, reason: Reason) {
            (self.reseller, self.vendor, self.reason) = (reseller, vendor, reason)
        }
    }

    /// Why it was suggested.
    package struct Reason: Hashable, Sendable {
        /// By what.
        package enum Kind: String, Hashable, Sendable, CaseIterable {
            /// The reseller's records name the vendor.
            case named
            /// Nothing suggested it: a person knew.
            case byHand = "by-hand"
        }

        package let kind: Kind
        /// The word by which records name the vendor; empty for a decision by hand.
        package let words: String
        /// Records that were found to name it.
        package let recordCount: Int
        /// One or two of their awards, by number; none once it is decided.
        package let awardIDs: [Int64]

        package init(_ kind: Kind, words: String = "", recordCount: Int = 0, awardIDs: [Int64] = []) {
            (self.kind, self.words, self.recordCount, self.awardIDs) = (kind, words, recordCount, awardIDs)
        }
    }

    /// What a person decided.
    package struct Decision: Hashable, Sendable {
        package let pair: Pair
        package let isAccepted: Bool
        package let decidedAt: Moment

        package init(pair: Pair, isAccepted: Bool, decidedAt: Moment) {
            (self.pair, self.isAccepted, self.decidedAt) = (pair, isAccepted, decidedAt)
        }
    }

    /// What stands in the way of a decision.
    package enum Refusal: Error, Hashable, Sendable {
        case unknownSupplier(Int64)
        case oneAndTheSame
        /// The two were said to be one supplier.
        case saidToBeOne
        /// The other one was said to sell this one's products.
        case otherWayRound
        /// The opposite was said of other names of the two.
        case saidOtherwise
        /// No decision about the two is there to be taken back.
        case undecided
    }

    private let database: any TransactionalDatabase
    private let ambient: Ambient

    package init(database: any TransactionalDatabase, ambient: Ambient) {
        (self.database, self.ambient) = (database, ambient)
    }

    package init(site: Site) {
        self.init(database: site.database, ambient: site.ambient)
    }

    /// Pairs that records suggest and nobody decided about, those with most records first.
    ///
    /// - Throws: A fault of the database.
    package func waiting() async throws -> [Pair] {
        try await database.read { transaction in
            var suggestions = try ResellerSuggestions(transaction)
            return try suggestions.all()
        }
    }

    /// What was decided, the newest first.
    ///
    /// - Throws: A fault of the database.
    package func decisions() async throws -> [Decision] {
        try await database.read { transaction in
            try transaction.evidenceResellers().map { try Self.decision($0, transaction) }
        }
    }

    /// Says that a supplier sells another's products, or that it does not.
    ///
    /// - Parameters:
    ///   - resellerID: Who sells.
    ///   - vendorID: Whose products.
    ///   - isAccepted: Whether it does.
    ///   - accountID: Who decides; nil for the command line.
    /// - Returns: What was decided; why it was suggested is kept with it.
    /// - Throws: `Refusal`, a fault of the database.
    package func decide(
        _ resellerID: Int64,
        sells vendorID: Int64,
        accepted isAccepted: Bool,
        by accountID: Int64?
    ) async throws -> Decision {
        guard resellerID != vendorID else { throw Refusal.oneAndTheSame }
        let reason = try await database.read { transaction in
            var suggestions = try ResellerSuggestions(transaction)
            return try suggestions.reason(resellerID, sells: vendorID)
        }
        let one = EvidenceReseller(
            resellerID: resellerID,
            vendorID: vendorID,
            isAccepted: isAccepted,
            kind: (reason?.kind ?? .byHand).rawValue,
            words: reason?.words ?? "",
            recordCount: Int64(reason?.recordCount ?? 0),
            decidedAt: ambient.now()
        )
        return try await database.write { transaction in
            for id in [resellerID, vendorID] where try transaction.evidenceSupplierRow(id) == nil {
                throw Refusal.unknownSupplier(id)
            }
            try Self.expectNoContradiction(one, transaction)
            try transaction.saveEvidenceReseller(one)
            let act: TrailEvent.Act = isAccepted ? .resellerAccepted : .resellerRefused
            try transaction.addToTrail(Self.event(act, resellerID, vendorID, accountID, one.decidedAt))
            return try Self.decision(one, transaction)
        }
    }

    /// Takes a decision back: it is suggested again where records do.
    ///
    /// - Throws: `Refusal.undecided`, a fault of the database.
    package func undo(_ resellerID: Int64, sells vendorID: Int64, by accountID: Int64?) async throws {
        let now = ambient.now()
        try await database.write { transaction in
            guard try transaction.deleteEvidenceReseller(resellerID, of: vendorID) else { throw Refusal.undecided }
            try transaction.addToTrail(Self.event(.resellerUndone, resellerID, vendorID, accountID, now))
        }
    }

    /// Whether one of some suppliers was said to sell the products of another of them.
    static func isAny(among suppliers: Set<Int64>, _ transaction: any Transaction) throws -> Bool {
        try transaction.evidenceResellers().contains {
            $0.isAccepted && suppliers.isSuperset(of: [$0.resellerID, $0.vendorID])
        }
    }

    /// Most that a page tells on either side.
    private static let mostShown = 25

    /// What was accepted of a supplier whose others are published: whose products it sells, and who sells its own.
    static func shown(
        of id: Int64,
        _ transaction: any Transaction
    ) throws -> (resells: [Decision], resellers: [Decision]) {
        let all = try transaction.evidenceResellers(of: id, limit: mostShown).map { try decision($0, transaction) }
        return (all.filter { $0.pair.reseller.id == id }, all.filter { $0.pair.vendor.id == id })
    }

    private static func expectNoContradiction(_ one: EvidenceReseller, _ transaction: any Transaction) throws {
        let sellers = try SupplierGroup.joined(with: one.resellerID, transaction).numbers
        let vendors = try SupplierGroup.joined(with: one.vendorID, transaction).numbers
        let decided = try transaction.evidenceResellers().filter {
            ($0.resellerID, $0.vendorID) != (one.resellerID, one.vendorID)
        }
        let isSaidOtherwise = decided.contains {
            $0.isAccepted != one.isAccepted && sellers.contains($0.resellerID) && vendors.contains($0.vendorID)
        }
        guard !isSaidOtherwise else { throw Refusal.saidOtherwise }
        guard one.isAccepted else { return }
        guard !sellers.contains(one.vendorID) else { throw Refusal.saidToBeOne }
        let isOtherWayRound = decided.contains {
            $0.isAccepted && vendors.contains($0.resellerID) && sellers.contains($0.vendorID)
        }
        guard !isOtherWayRound else { throw Refusal.otherWayRound }
    }

    private static func event(
        _ act: TrailEvent.Act,
        _ resellerID: Int64,
        _ vendorID: Int64,
        _ accountID: Int64?,
        _ now: Moment
    ) -> TrailEvent {
        TrailEvent(doneAt: now, accountID: accountID, act: act, object: "\(resellerID) \(vendorID)")
    }

    private static func decision(_ one: EvidenceReseller, _ transaction: any Transaction) throws -> Decision {
        guard let reseller = try transaction.evidenceSupplierRow(one.resellerID),
            let vendor = try transaction.evidenceSupplierRow(one.vendorID),
            let kind = Reason.Kind(rawValue: one.kind)
        else { throw DatabaseFailure.unexpectedShape("evidence_reseller") }
        let reason = Reason(kind, words: one.words, recordCount: Int(one.recordCount))
        let pair = Pair(
            reseller: SupplierAliasing.Named(reseller),
            vendor: SupplierAliasing.Named(vendor),
            reason: reason
        )
        return Decision(pair: pair, isAccepted: one.isAccepted, decidedAt: one.decidedAt)
    }
}
