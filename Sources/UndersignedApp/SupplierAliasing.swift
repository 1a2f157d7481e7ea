package import UndersignedCore
package import UndersignedDatabase
import UndersignedEvidence
import UndersignedStore

/// Which suppliers are one: suggested by their names, decided by a person, and taken back at any time.
///
/// Nothing is joined by a name alone, and a decision changes no row of a supplier: their sums stand side by side as before,
/// and are added up where their page is read.
package struct SupplierAliasing: Sendable {
    /// A supplier, as it is told from others.
    package struct Named: Hashable, Sendable {
        package let id: Int64
        package let name: String
        /// As in `UEI ABCDEF123456`; nil for one that is known by its name alone.
        package let identity: String?

        package init(id: Int64, name: String, identity: String?) {
            (self.id, self.name, self.identity) = (id, name, identity)
        }

        init(_ row: EvidenceSupplierRow) {
            self.init(id: row.id, name: row.name, identity: DossierReading.published(row.identity))
        }
    }

    /// Two suppliers, and why they may be one.
    package struct Pair: Hashable, Sendable {
        package let left: Named
        package let right: Named
        /// In thousandths; 0 where nothing suggests it.
        package let score: Int
        package let reason: Reason

        package init(left: Named, right: Named, score: Int, reason: Reason) {
            (self.left, self.right, self.score, self.reason) = (left, right, score, reason)
        }
    }

    /// Why two were suggested.
    package struct Reason: Hashable, Sendable {
        /// By what.
        package enum Kind: String, Hashable, Sendable, CaseIterable {
            case sameWords = "same-words"
            case spelling
            case furtherWords = "further-words"
            /// Nothing suggested it: a person knew.
            case byHand = "by-hand"
        }

        package let kind: Kind
        /// The words of the names that it is about, with spaces between them.
        package let words: String

        package init(_ kind: Kind, words: String = "") {
            (self.kind, self.words) = (kind, words)
        }

        init(of reason: SupplierAliases.Reason) {
            switch reason {
            case .sameWords: self.init(.sameWords)
            case .spelling(let words): self.init(.spelling, words: words.joined(separator: " "))
            case .furtherWords(let words): self.init(.furtherWords, words: words.joined(separator: " "))
            }
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
        /// Others that were accepted join the two: one of those is to be undone first.
        case joinedByOthers
        /// The two would come together with suppliers of whom it was said that they are two.
        case refusedBefore
        /// One of the two was said to sell the other's products.
        case resold
        /// No decision about the two is there to be taken back.
        case undecided
    }

    /// The most suppliers whose names are compared: beyond it, the first so many are.
    package static let mostSuppliers = 50_000

    private let database: any TransactionalDatabase
    private let ambient: Ambient

    package init(database: any TransactionalDatabase, ambient: Ambient) {
        (self.database, self.ambient) = (database, ambient)
    }

    package init(site: Site) {
        self.init(database: site.database, ambient: site.ambient)
    }

    /// Pairs of suppliers of published files that are alike and that nobody decided about, the most alike first.
    ///
    /// - Throws: A fault of the database.
    package func waiting() async throws -> [Pair] {
        try await database.read { transaction in
            let decided = Set(try transaction.evidenceAliases().map { [$0.leftID, $0.rightID] })
            let suppliers = try transaction.evidenceSuppliers(after: 0, limit: Self.mostSuppliers).map(Named.init)
            return Self.suggestions(suppliers).filter { !decided.contains([$0.left.id, $0.right.id]) }
        }
    }

    /// What was decided, the newest first.
    ///
    /// - Throws: A fault of the database.
    package func decisions() async throws -> [Decision] {
        try await database.read { transaction in
            try transaction.evidenceAliases().map { try Self.decision($0, transaction) }
        }
    }

    /// Says that two suppliers are one, or that they are not.
    ///
    /// - Parameters:
    ///   - one: A supplier's number.
    ///   - other: Another's.
    ///   - isAccepted: Whether they are one.
    ///   - accountID: Who decides; nil for the command line.
    /// - Returns: What was decided; why it was suggested is kept with it.
    /// - Throws: `Refusal`, a fault of the database.
    package func decide(
        _ one: Int64,
        _ other: Int64,
        accepted isAccepted: Bool,
        by accountID: Int64?
    ) async throws -> Decision {
        guard one != other else { throw Refusal.oneAndTheSame }
        let suggestion = try await database.read { transaction in
            let suppliers = try transaction.evidenceSuppliers(after: 0, limit: Self.mostSuppliers).map(Named.init)
            return Self.suggestion(one, other, among: suppliers)
        }
        let reason = suggestion?.reason ?? Reason(.byHand)
        let alias = EvidenceAlias(
            leftID: one,
            rightID: other,
            isAccepted: isAccepted,
            score: suggestion?.score ?? 0,
            kind: reason.kind.rawValue,
            words: reason.words,
            decidedAt: ambient.now()
        )
        return try await database.write { transaction in
            for id in [one, other] where try transaction.evidenceSupplierRow(id) == nil {
                throw Refusal.unknownSupplier(id)
            }
            try Self.expectNoContradiction(alias, transaction)
            try transaction.saveEvidenceAlias(alias)
            let event = Self.event(isAccepted ? .aliasAccepted : .aliasRefused, one, other, accountID, alias.decidedAt)
            try transaction.addToTrail(event)
            return try Self.decision(alias, transaction)
        }
    }

    /// Takes a decision back: the two are suggested again if they are alike.
    ///
    /// - Throws: `Refusal.undecided`, a fault of the database.
    package func undo(_ one: Int64, _ other: Int64, by accountID: Int64?) async throws {
        let now = ambient.now()
        try await database.write { transaction in
            guard try transaction.deleteEvidenceAlias(one, other) else { throw Refusal.undecided }
            try transaction.addToTrail(Self.event(.aliasUndone, one, other, accountID, now))
        }
    }

    /// The suppliers that are one with a supplier, as people accepted it; nil where it stands alone.
    ///
    /// - Throws: A fault of the database.
    package func group(of id: Int64) async throws -> SupplierGroup? {
        try await database.read { try SupplierGroup.find(id, $0) }
    }

    /// What is one with one of two, without a decision about the two themselves.
    private static func expectNoContradiction(_ alias: EvidenceAlias, _ transaction: any Transaction) throws {
        let decided = try transaction.evidenceAliases().filter {
            ($0.leftID, $0.rightID) != (alias.leftID, alias.rightID)
        }
        func group(of id: Int64) -> Set<Int64> {
            var (found, next): (Set<Int64>, [Int64]) = ([id], [id])
            while let one = next.popLast() {
                for other in decided where other.isAccepted && [other.leftID, other.rightID].contains(one) {
                    for id in [other.leftID, other.rightID] where found.insert(id).inserted { next.append(id) }
                }
            }
            return found
        }
        let left = group(of: alias.leftID)
        if !alias.isAccepted {
            guard !left.contains(alias.rightID) else { throw Refusal.joinedByOthers }
            return
        }
        let all = left.union(group(of: alias.rightID))
        guard decided.allSatisfy({ $0.isAccepted || !all.isSuperset(of: [$0.leftID, $0.rightID]) }) else {
            throw Refusal.refusedBefore
        }
        guard try !Reselling.isAny(among: all, transaction) else { throw Refusal.resold }
    }

    private static func event(
        _ act: TrailEvent.Act,
        _ one: Int64,
        _ other: Int64,
        _ accountID: Int64?,
        _ now: Moment
    ) -> TrailEvent {
        let object = "\(min(one, other)) \(max(one, other))"
        return TrailEvent(doneAt: now, accountID: accountID, act: act, object: object)
    }

    static func decision(_ alias: EvidenceAlias, _ transaction: any Transaction) throws -> Decision {
        guard let left = try transaction.evidenceSupplierRow(alias.leftID),
            let right = try transaction.evidenceSupplierRow(alias.rightID),
            let kind = Reason.Kind(rawValue: alias.kind)
        else { throw DatabaseFailure.unexpectedShape("evidence_alias") }
        let reason = Reason(kind, words: alias.words)
        let pair = Pair(left: Named(left), right: Named(right), score: alias.score, reason: reason)
        return Decision(pair: pair, isAccepted: alias.isAccepted, decidedAt: alias.decidedAt)
    }
}
