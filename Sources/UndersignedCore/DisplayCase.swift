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

/// Where a case stands in the queue, or among what was decided: for reading on from there.
///
/// Within a day or a batch chance alone gives the order: moderators see neither when nor before whom somebody signed.
package struct DisplayCasePlace: Hashable, Sendable {
    /// The day since which it waits, in seconds; the number of its batch where it is decided.
    package let major: Int64
    package let handle: PublicNameHandle

    package init(major: Int64, handle: PublicNameHandle) {
        self.major = major
        self.handle = handle
    }

    /// As an address says it.
    package var text: String { "\(major)-\(handle.text)" }

    /// Reads what `text` gave; nil for anything else.
    package init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "-", maxSplits: 1)
        guard parts.count == 2, let major = Int64(parts[0]), let handle = PublicNameHandle(parts[1]) else { return nil }
        self.init(major: major, handle: handle)
    }
}

extension DisplayCase {
    package var placeInQueue: DisplayCasePlace { DisplayCasePlace(major: since.seconds, handle: place) }
    package var placeAmongDecided: DisplayCasePlace { DisplayCasePlace(major: batch, handle: place) }
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
