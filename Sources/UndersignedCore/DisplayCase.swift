/// A name that was held, reported or decided about.
package struct DisplayCase: Hashable, Sendable {
    package var signatureID: Int64
    package var place: PublicNameHandle
    package var name: String
    package var comment: String?
    /// How much of it is shown now.
    package var extent: DisplayExtent
    /// Whether somebody has to look at it.
    package var isWaiting: Bool
    /// What held it; nil where nothing did.
    package var rule: DisplayHold?
    /// Why a moderator hid something of it; nil where nobody did.
    package var reason: DisplayReason?
    /// How often it was reported.
    package var reports: Int
    /// The day since which it waits.
    package var since: Moment
    /// The decision that stands; 0 for none.
    package var batch: Int64

    package init(
        signatureID: Int64,
        place: PublicNameHandle,
        name: String,
        comment: String?,
        extent: DisplayExtent,
        isWaiting: Bool,
        rule: DisplayHold? = nil,
        reason: DisplayReason? = nil,
        reports: Int = 0,
        since: Moment,
        batch: Int64 = 0
    ) {
        self.signatureID = signatureID
        self.place = place
        self.name = name
        self.comment = comment
        self.extent = extent
        self.isWaiting = isWaiting
        self.rule = rule
        self.reason = reason
        self.reports = reports
        self.since = since
        self.batch = batch
    }
}

/// Where a case stands in the queue: for reading on from there.
package struct DisplayCasePlace: Hashable, Sendable {
    package let since: Moment
    package let signatureID: Int64

    package init(since: Moment, signatureID: Int64) {
        self.since = since
        self.signatureID = signatureID
    }
}

/// Decisions that one person took at once.
package struct DisplayBatch: Hashable, Sendable {
    package var number: Int64
    package var accountID: Int64
    package var verdict: DisplayVerdict
    package var decidedAt: Moment

    package init(number: Int64, accountID: Int64, verdict: DisplayVerdict, decidedAt: Moment) {
        self.number = number
        self.accountID = accountID
        self.verdict = verdict
        self.decidedAt = decidedAt
    }
}
