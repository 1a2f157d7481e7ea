package import UndersignedCore
import UndersignedDatabase
package import UndersignedStore

/// Removals by rule: found, shown beforehand, announced in public, done in steps, stoppable, and ended in public.
package struct Corrections: Sendable {
    /// Why nothing is removed.
    package enum Refusal: Error, Hashable, Sendable {
        case unknownPetition
        /// A rule without a condition would find everybody.
        case emptyRule
        /// `invalid:<name>`: 1 to 64 of a-z, 0-9 and -.
        case badName
        /// The public must be told why.
        case noReason
        /// Plain text of at most 2,000 characters: it can't be taken back.
        case badReason
        case nothingFound
        /// The rule asks for what only the organiser's key opens.
        case sealed
        /// With what single decisions took within a day more than 1 % of the count: the petition's name must be typed,
        /// or a second organiser must agree.
        case needsSecondPerson(found: Int, total: Int)
        /// More than the second organiser agreed to.
        case foundMore(found: Int)
        case clockInDoubt
        /// No removal of this id runs.
        case notRunning
    }

    /// How far a removal has come: signatures done, and of how many.
    package typealias Progress = @Sendable (_ done: Int, _ total: Int) async -> Void

    /// So many go with one commit.
    package static let stepSize = 256
    /// The longest reason, in Unicode scalars.
    package static let reasonLimit = 2_000

    let site: Site

    package init(site: Site) {
        self.site = site
    }

    /// Finds the signatures and announces their removal in the log.
    ///
    /// - Parameters:
    ///   - slug: Of the petition.
    ///   - order: The rule, its public name and reason, and who stands behind it.
    ///   - limit: To how many somebody agreed; nil where nobody had to.
    ///   - progress: While it searches.
    /// - Returns: The removal's id; `run` goes on from here.
    /// - Throws: `Refusal`, or a fault; nothing was announced then.
    package func begin(
        _ slug: Slug,
        _ order: CorrectionOrder,
        atMost limit: Int? = nil,
        progress: Progress
    ) async throws -> Int64 {
        let reason = try Self.reason(of: order)
        let (petition, total) = try await petition(slug)
        guard let log = petition.log else { throw Refusal.unknownPetition }
        let now = site.ambient.now()
        let isAgreed = order.approval.isWhole(for: slug)
        let id = try await site.database.write {
            try $0.insertCorrection(of: petition.id, rule: order.name, isAgreed: isAgreed, at: now)
        }
        do {
            let found = try await writeDown(petition, order.rule, id, total, progress)
            try await accept(found, of: total, order, atMost: limit, for: id, of: petition, now)
            let note = PublicNote(
                petition: log.origin,
                title: "A removal by rule begins",
                text: reason,
                correction: PublicNote.Correction(
                    rule: order.name,
                    finds: order.rule.words,
                    found: found,
                    removed: nil,
                    isCancelled: nil
                )
            )
            try await submit(.begin(id: id, note: Announcement(note)), petition)
        } catch {
            try await site.database.write { try $0.forgetCorrection(id, of: petition.id) }
            throw error
        }
        return id
    }

    /// The reason as it is published.
    ///
    /// - Throws: `Refusal` where the order is not one.
    private static func reason(of order: CorrectionOrder) throws -> String {
        guard !order.rule.isEmpty else { throw Refusal.emptyRule }
        guard RemovalReason.isRuleName(order.name.utf8) else { throw Refusal.badName }
        guard order.reason.contains(where: { !$0.isWhitespace }) else { throw Refusal.noReason }
        guard let reason = try? PlainText.lines(order.reason, limit: reasonLimit)  // told as `.badReason`
        else { throw Refusal.badReason }
        return reason
    }

    /// Whether so many may go.
    ///
    /// All is on record that this removal will take. So of two at once the one that is measured later sees both.
    private func accept(
        _ found: Int,
        of total: Int,
        _ order: CorrectionOrder,
        atMost limit: Int?,
        for id: Int64,
        of petition: Petition,
        _ now: Moment
    ) async throws {
        guard found > 0 else { throw Refusal.nothingFound }
        if let limit, found > limit { throw Refusal.foundMore(found: found) }
        let since = now - CorrectionSlices.span
        let slices = try await site.database.read {
            try $0.correctionSlices(of: petition.id, since: since, besides: id)
        }
        let isEnough = order.approval.isEnough(
            found: found + slices.found,
            of: total + slices.removed,
            slug: petition.slug
        )
        guard isEnough else { throw Refusal.needsSecondPerson(found: found, total: total) }
    }

    /// Takes the signatures of an announced removal out, step by step, and ends it with a note.
    ///
    /// Safe to call again after a crash: it goes on where it was.
    ///
    /// - Returns: The removal as it ended.
    /// - Throws: `Refusal.notRunning`, or a fault; it goes on at the next start then.
    package func run(_ id: Int64, of slug: Slug, progress: Progress) async throws -> Correction {
        let (petition, _) = try await petition(slug)
        while let correction = try await correction(id, petition), correction.state == .running {
            try Task.checkCancellation()
            let taken = try await submit(.take(id: id, limit: Self.stepSize), petition)
            let now = try await self.correction(id, petition) ?? correction
            await progress(now.removed, now.found)
            if taken == 0 { try await submit(.end(id: id, isCancelled: false), petition) }
        }
        guard let ended = try await correction(id, petition) else { throw Refusal.notRunning }
        return ended
    }

    /// Stops a running removal: what is gone stays gone, and a note says how many that are.
    ///
    /// - Throws: `Refusal.notRunning`, or a fault.
    package func cancel(_ id: Int64, of slug: Slug) async throws -> Correction {
        let (petition, _) = try await petition(slug)
        guard try await correction(id, petition)?.state == .running else { throw Refusal.notRunning }
        try await submit(.end(id: id, isCancelled: true), petition)
        guard let ended = try await correction(id, petition) else { throw Refusal.notRunning }
        return ended
    }

    /// Goes on with what a crash interrupted, and forgets what was never announced; called once at start.
    ///
    /// - Throws: A fault; the rest waits for the next start.
    package func resume() async throws {
        for petition in try await site.database.read({ try $0.petitions() }) where petition.log != nil {
            for correction in try await site.database.read({ try $0.corrections(of: petition.id) }) {
                switch correction.state {
                case .found: try await site.database.write { try $0.forgetCorrection(correction.id, of: petition.id) }
                case .running: _ = try await run(correction.id, of: petition.slug) { _, _ in }
                case .done, .cancelled: break
                }
            }
        }
    }

    private func writeDown(
        _ petition: Petition,
        _ rule: CorrectionRule,
        _ id: Int64,
        _ total: Int,
        _ progress: Progress
    ) async throws -> Int {
        var found = 0
        let search = CorrectionSearch(site: site, petition: petition, rule: rule)
        try await search.run {
            await progress($0, total)
        } found: { hits in
            found += hits.count
            let ids = hits.map(\.id)
            try await site.database.write { try $0.addCorrectionItems(ids, to: id, of: petition.id) }
        }
        return found
    }

    /// An opened petition, and its count.
    func petition(_ slug: Slug) async throws -> (petition: Petition, total: Int) {
        try await site.database.read { transaction in
            guard let petition = try transaction.petition(slug), petition.log != nil else {
                throw Refusal.unknownPetition
            }
            return (petition, try transaction.head(petition.id)?.counts.total ?? 0)
        }
    }

    private func correction(_ id: Int64, _ petition: Petition) async throws -> Correction? {
        try await site.database.read { try $0.correction(id, of: petition.id) }
    }

    @discardableResult
    private func submit(_ step: CorrectionStep, _ petition: Petition) async throws -> Int {
        switch try await site.sequencer.submit(.correct(petitionID: petition.id, step)) {
        case .appended(let count): return count
        case .refused: throw Refusal.clockInDoubt
        case .counted, .recorded, .withdrawn, .failed: throw Refusal.unknownPetition
        }
    }
}
