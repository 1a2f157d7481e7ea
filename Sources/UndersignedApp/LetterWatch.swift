import Logging
import MemberTokens
import Synchronization
import TransparencyLog
package import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// The way to letters of other sites whose tokens are signed here.
package protocol LetterSource: Sendable {
    /// What a letter's site publishes of it.
    ///
    /// - Parameter address: The letter's.
    /// - Returns: Its files, not read yet.
    /// - Throws: `LogSourceFailure` for an address that nobody can be sure of.
    func letter(at address: String) throws -> any PublishedPetition
}

/// Stops signing tokens for a letter once its own log says that it is closed.
///
/// The entry `closed` is the proof, under the key that the letter's log was seen with first: nobody is believed who
/// sends something here, and of a site that is silent, or shows another log, nothing is closed.
package final class LetterWatch: Sendable {
    /// What is remembered of a letter until the process ends.
    private struct Look {
        var day: Moment?
        var silentSince: Int64?
        /// Of the log when it was last read.
        var size: UInt64 = 0
    }

    /// A site closes at midnight, a little later than it is here perhaps.
    private static let delay = Moment.Span.minutes(30)
    private static let pauseSeconds: Int64 = 3_600
    /// Behind `closed` stand withdrawals and what was answered: hardly ever more than 4,096 of them in a day.
    private static let bundleLimit = 16

    private let site: Site
    private let source: any LetterSource
    private let looks = Mutex<[Int64: Look]>([:])

    package init(site: Site, source: any LetterSource) {
        (self.site, self.source) = (site, source)
    }

    /// Looks once a day at each letter that is open here, and closes those that are closed there.
    ///
    /// - Throws: A fault of the database or the keys folder, and the end of the task.
    package func lookDue(_ petitions: [Petition], _ now: Moment) async throws {
        let (day, steady) = ((now - Self.delay).day, site.ambient.steadySeconds())
        for petition in petitions where petition.state == .open {
            let last = looks.withLock { $0[petition.id] } ?? Look()
            let isPaused = last.silentSince.map { steady - $0 < Self.pauseSeconds } ?? false
            guard last.day.map({ $0 < day }) ?? true, !isPaused else { continue }
            var look = last
            do {
                look.size = try await read(petition, since: last.size)
                (look.day, look.silentSince) = (day, nil)
            } catch let problem as LogAuditProblem {
                // It is asked again tomorrow: what is wrong today is hardly mended in an hour.
                (look.day, look.silentSince) = (day, nil)
                warn("a letter's log does not show whether it is closed: \(problem)", petition)
            } catch let failure as LogSourceFailure {
                look.silentSince = steady
                warn("a letter whose tokens are signed here is silent: \(failure)", petition)
            }
            looks.withLock { [look] in $0[petition.id] = look }
        }
    }

    /// - Returns: The size of the letter's log; 0 where it is not open there yet.
    private func read(_ petition: Petition, since size: UInt64) async throws -> UInt64 {
        let place = LogAuditProblem.Place.file("document.json")
        let letter = try source.letter(at: petition.sheet.letter)
        guard let bytes = try await letter.petitionFile("document.json") else { return 0 }
        let document = try LogAudit.PublishedDocument(parsing: bytes)
        let desk = IssuerDesk(site: site)
        guard try await document.members?.issuerKey.bytes == desk.letter(petition).key else {
            throw LogAuditProblem(place, .malformed("it names another issuer key than the one here"))
        }
        let known = try site.keys.letterKey(of: petition.slug)
        guard known ?? document.key.description == document.key.description else {
            throw LogAuditProblem(place, .malformed("it names another log key than the one that was seen first"))
        }
        let log = letter.following(LogOrigin(document.origin))
        let checkpoint = try await checkpoint(of: log, document)
        let entries = ProvenEntries(under: checkpoint, in: log)
        guard document.isNamed(by: try await entries.entryZero()) else { throw document.otherDocument }
        if known == nil { try site.keys.saveLetterKey(document.key.description, of: petition.slug) }
        if try await entries.hold(LogEntry.closed.bytes, since: size, bundleLimit: Self.bundleLimit) {
            try await desk.close(petition.slug)
            site.logger.notice(
                "a letter was closed: no token is signed for it any more",
                metadata: ["petition": "\(petition.slug)"]
            )
        }
        return checkpoint.size
    }

    private func checkpoint(
        of log: any PublishedPetition,
        _ document: LogAudit.PublishedDocument
    ) async throws -> Checkpoint {
        let place = LogAuditProblem.Place.file("checkpoint")
        guard let bytes = try await log.file("checkpoint") else { throw LogAuditProblem(place, .missing) }
        guard let note = try? SignedNote(parsing: bytes) else {  // any fault is the same
            throw LogAuditProblem(place, .malformed("it is no signed note"))
        }
        switch Checkpoint.verify(note, key: document.key) {
        case .invalid(let reason): throw LogAuditProblem(place, .notProven(reason.detail))
        case .valid(let checkpoint):
            guard checkpoint.origin == document.origin else {
                throw LogAuditProblem(.file("document.json"), .otherOrigin(document.origin))
            }
            return checkpoint
        }
    }

    private func warn(_ what: Logger.Message, _ letter: Petition) {
        site.logger.warning(what, metadata: ["petition": "\(letter.slug)"])
    }
}

extension KeyFolder {
    /// Public: which log says that a letter of another site is closed.
    private static let letterKeyName = "letter.vkey"

    /// The key of a letter's log as it was seen first; nil before.
    ///
    /// - Throws: `Unreadable`, naming the file.
    func letterKey(of slug: Slug) throws -> String? {
        try fileText("\(slug)/\(Self.letterKeyName)")
    }

    /// - Throws: The file system's error.
    func saveLetterKey(_ key: String, of slug: Slug) throws {
        try saveText(key, as: "\(slug)/\(Self.letterKeyName)")
    }
}
