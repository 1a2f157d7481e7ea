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
    /// With a source, none of them twice, every record in a published file, and data of a day that has come.
    ///
    /// - Throws: `Claim.Refusal`, a fault of the database.
    static func publish(_ claim: Claim, _ writer: Writer, _ grounds: ClaimGrounds) throws {
        let transaction = grounds.transaction
        switch claim.state {
        case .draft: break
        case .published: throw Claim.Refusal.published
        case .withdrawn: throw Claim.Refusal.withdrawn
        }
        var text = claim.version.text
        guard !text.sources.isEmpty else { throw Claim.Refusal.noSource }
        if let other = text.records.first(where: { $0.isForeign(to: grounds.site) }) {
            throw Claim.Refusal.foreignRecord(other.award)
        }
        if let day = text.asOf, day > CalendarDate(writer.now).dayText { throw Claim.Refusal.dayAhead }
        // Two ways to name a record may have come to mean the same since the draft was saved.
        text.records = try text.records.map(grounds.resolved)
        guard !text.repeatsSource else { throw Claim.Refusal.sameSource }
        if let missing = try grounds.unpublished(text) { throw Claim.Refusal.unpublishedRecord(missing.award) }
        try transaction.publishClaim(claim, in: writer.campaignID, at: writer.now)
        try transaction.addToTrail(writer.event(.claimPublished, claim.number, transaction))
    }
}
