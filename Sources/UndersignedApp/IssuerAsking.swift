import Logging
import Synchronization
import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// Asks other issuers, once a day, how many members of an open letter hold a token; the log tells it with the day's
/// publication.
///
/// Nothing waits for an answer: without one the letter goes on with the number of before.
final class IssuerAsking: Sendable {
    /// An issuer counts its day up to midnight, a little later than a site perhaps.
    private static let delay = Moment.Span.minutes(30)
    /// A silent one is asked again after an hour.
    private static let pauseSeconds: Int64 = 3_600

    private let site: Site
    private let client: any IssuerClient
    private let silent = Mutex<[Int64: Int64]>([:])

    init(site: Site, client: any IssuerClient) {
        (self.site, self.client) = (site, client)
    }

    /// Asks for each open letter that was not answered for today.
    ///
    /// - Throws: A fault of the database, and the end of the task. What an issuer does wrong is written to the program's log.
    func askDue(_ petitions: [Petition], _ now: Moment) async throws {
        let letters = petitions.filter { $0.state == .open && $0.sheet.members?.issuer != nil && !isPaused($0.id) }
        guard !letters.isEmpty else { return }
        let day = (now - Self.delay).day
        let counts = try await site.database.read { try $0.issuerCounts() }
        try await withThrowingTaskGroup { group in
            for letter in letters where counts[letter.id]?.askedOn != day {
                group.addTask { [self] in try await ask(letter, on: day, before: counts[letter.id]?.issued ?? 0) }
            }
            try await group.waitForAll()
        }
    }

    private func ask(_ letter: Petition, on day: Moment, before: Int) async throws {
        guard let issuer = letter.sheet.members?.issuer else { return }
        do {
            let report = try IssuerReport(parsing: await client.report(at: issuer.url + "/members.json"))
            // Tokens of another key are worth nothing here, and so is their number.
            guard report.key == issuer.key else { throw IssuerSilent(what: "it has another key than the letter names") }
            let used = try await site.database.write { transaction in
                try transaction.saveIssuerCount(report.issued, of: letter.id, on: day)
                return try transaction.usedTokens(in: letter.id)
            }
            if report.issued < before { warn("an issuer says that it signed fewer tokens than it said before", letter) }
            // It may keep so many back; of more, somebody else signs with its key.
            if used >= report.issued + LogBatch.dailyMinimum {
                warn("more members signed than the issuer says it signed tokens for: is its key safe?", letter)
            }
        } catch let silence as IssuerSilent {
            silent.withLock { $0[letter.id] = site.ambient.steadySeconds() }
            warn("an issuer of members' tokens is silent: \(silence.what)", letter)
        }
    }

    private func isPaused(_ petitionID: Int64) -> Bool {
        let now = site.ambient.steadySeconds()
        return silent.withLock { silent in silent[petitionID].map { now - $0 < Self.pauseSeconds } ?? false }
    }

    private func warn(_ what: Logger.Message, _ letter: Petition) {
        site.logger.warning(what, metadata: ["petition": "\(letter.slug)"])
    }
}
