/// One published record about a public contract: who buys what from whom, for how much, and where that is written.
///
/// What identifies it is ``key``, never an amount: two modifications may well state the same one.
package struct ContractRecord: Hashable, Sendable {
    package var source: RecordSource
    package var award: AwardIdentifier
    /// The modification's number as published (`0`, `P00012`); nil where the record is about an award as a whole.
    package var modification: String?
    /// Tells records of one modification apart where a source has several; nil where it has none.
    package var transactionNumber: String?
    /// The contract number as published.
    package var piid: String?
    /// The vehicle an order stands under.
    package var parent: AwardIdentifier?
    package var awardClass: AwardClass
    /// When it was signed; for a record of an award as a whole, the latest change.
    package var actionDate: CalendarDay?
    package var amounts: Amounts
    package var supplier: Supplier
    /// Others who share the award, as in a frame with several suppliers; its amounts are theirs together.
    package var coSuppliers: [Supplier] = []
    package var buyer: Buyer
    /// Free text, with people masked.
    package var description: String?
    /// By the North American Industry Classification System.
    package var industry: CodedWord?
    /// By the product and service codes.
    package var product: CodedWord?
    package var place: Place?
    package var period: Period?
    /// How it was competed, in the words of the source.
    package var competition: String?
    /// The publisher's own page of it.
    package var permanentLink: String?
    /// Which statement about an award as a whole is the later one.
    package var revision: RecordRevision?
    /// Where it stands in its file: the first line of a row, or the number of a record, counted from 1.
    package var line: Int

    package init(
        source: RecordSource,
        award: AwardIdentifier,
        awardClass: AwardClass,
        amounts: Amounts,
        supplier: Supplier,
        buyer: Buyer = Buyer(),
        line: Int
    ) {
        self.source = source
        self.award = award
        self.awardClass = awardClass
        self.amounts = amounts
        self.supplier = supplier
        self.buyer = buyer
        self.line = line
    }

    package var key: RecordKey {
        RecordKey(award: award, modification: modification, transactionNumber: transactionNumber)
    }
}

/// What tells one record from another: award, modification, and the transaction's number where there is one.
package struct RecordKey: Hashable, Sendable {
    package let award: AwardIdentifier
    package let modification: String?
    package let transactionNumber: String?

    package init(award: AwardIdentifier, modification: String?, transactionNumber: String? = nil) {
        self.award = award
        self.modification = modification
        self.transactionNumber = transactionNumber
    }
}

/// Where a record comes from, and so what it is about.
package enum RecordSource: String, CaseIterable, Sendable {
    /// One action on a contract; its obligation is what that action added or took back.
    case usaspendingTransaction = "usaspending-transaction"
    /// A contract as a whole, with what was obligated in all.
    case usaspendingAward = "usaspending-award"
    /// An action, from the procurement system that USAspending is filled from.
    case fpdsAction = "fpds-action"
    /// An award of the Open Contracting Data Standard.
    case ocdsAward = "ocds-award"
}

/// Which of several statements about the same award holds: a compiled one, else the later one.
package struct RecordRevision: Hashable, Sendable, Comparable {
    package var isCompiled: Bool
    /// The release's date and time as published (RFC 3339).
    package var date: String
    package var release: String

    package init(isCompiled: Bool, date: String, release: String) {
        self.isCompiled = isCompiled
        self.date = date
        self.release = release
    }

    package static func < (left: RecordRevision, right: RecordRevision) -> Bool {
        (left.isCompiled ? 1 : 0, left.date, left.release) < (right.isCompiled ? 1 : 0, right.date, right.release)
    }
}
