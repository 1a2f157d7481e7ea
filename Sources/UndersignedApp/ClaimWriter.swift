import UndersignedCore
import UndersignedDatabase
import UndersignedStore

extension ClaimWriting {
    /// Who writes where, and when.
    struct Writer: Sendable {
        let campaignID: Int64
        /// Nil for a command.
        let accountID: Int64?
        let now: Moment

        func event(_ act: TrailEvent.Act, _ number: Int, _ transaction: any Transaction) throws -> TrailEvent {
            let slug = try transaction.campaign(id: campaignID)?.slug.text ?? ""
            return TrailEvent(
                doneAt: now,
                accountID: accountID,
                act: act,
                campaignID: campaignID,
                object: "\(slug)/claims/\(number)"
            )
        }
    }

    /// Stores a checked text, and says so in the trail; gives the claim's number.
    static func keep(
        _ text: ClaimText,
        _ note: String?,
        _ current: Claim?,
        _ writer: Writer,
        _ transaction: any Transaction
    ) throws -> Int {
        let (campaignID, accountID, now) = (writer.campaignID, writer.accountID, writer.now)
        guard let current else {
            let number = try transaction.insertClaim(text, in: campaignID, by: accountID, at: now)
            try transaction.addToTrail(writer.event(.claimSaved, number, transaction))
            return number
        }
        if let note {
            try transaction.correctClaim(current, with: text, note: note, in: campaignID, by: accountID, at: now)
            try transaction.addToTrail(writer.event(.claimCorrected, current.number, transaction))
        } else {
            try transaction.replaceDraftClaim(current.number, with: text, in: campaignID, by: accountID, at: now)
            try transaction.addToTrail(writer.event(.claimSaved, current.number, transaction))
        }
        return current.number
    }

    /// Publishes in the caller's transaction what a draft says, whoever wrote it down.
    ///
    /// With a source, none of them twice, every record in a published file, and all days in the past. Records are written
    /// down by their published identifiers, also those that were not known yet when the draft was saved.
    ///
    /// - Throws: `Claim.Refusal`, a fault of the database.
    static func publish(_ claim: Claim, _ writer: Writer, _ grounds: ClaimGrounds) throws {
        let transaction = grounds.transaction
        switch claim.state {
        case .draft: break
        case .published: throw Claim.Refusal.published
        case .withdrawn: throw Claim.Refusal.withdrawn
        }
        let text = try publishable(claim.version.text, writer, grounds)
        var claim = claim
        if claim.version.text != text {
            let (id, account) = (writer.campaignID, writer.accountID)
            try transaction.replaceDraftClaim(claim.number, with: text, in: id, by: account, at: writer.now)
            claim.version.text = text
        }
        try transaction.publishClaim(claim, in: writer.campaignID, at: writer.now)
        try transaction.addToTrail(writer.event(.claimPublished, claim.number, transaction))
    }
    private static func publishable(
        _ typed: ClaimText,
        _ writer: Writer,
        _ grounds: ClaimGrounds
    ) throws -> ClaimText {
        var text = typed
        guard !text.sources.isEmpty else { throw Claim.Refusal.noSource }
        if let other = text.records.first(where: { $0.isForeign(to: grounds.site) }) {
            throw Claim.Refusal.foreignRecord(other.award)
        }
        let today = CalendarDate(writer.now).dayText
        guard ([text.asOf] + text.documents.map(\.date)).allSatisfy({ $0 ?? "" <= today }) else {
            throw Claim.Refusal.dayAhead
        }
        text.records = try text.records.map(grounds.resolved)
        guard !text.repeatsSource else { throw Claim.Refusal.sameSource }
        if let missing = try grounds.unpublished(text) { throw Claim.Refusal.unpublishedRecord(missing.text) }
        return text
    }
}
