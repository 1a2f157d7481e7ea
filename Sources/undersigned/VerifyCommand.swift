import ArgumentParser
import Foundation
import TransparencyLog
import UndersignedApp
import UndersignedCore

/// `undersigned verify`: anybody's recount of a petition.
struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Recount a petition from its public log.",
        discussion: """
            undersigned verify https://example.org/petitions/save-the-library

            Reads the whole log, checks every byte of it against the signed checkpoint, and counts. Exit codes: 0 all \
            is as it must be, 3 something is wrong (the first wrong thing is named), 5 the server can't be reached.

            To watch a log, run it from cron: undersigned verify https://… --state library.state --quiet
            It is silent while the log only grows, and ends with 3 when it went back or shows another history.
            """
    )

    @Argument(help: "Address of the petition, its log or checkpoint; or a folder with ‘checkpoint’ and ‘tile’.")
    var petition: String

    @Option(help: "The log's key, from a source other than the server. Default: the one in the petition's document.")
    var key: String?

    @Option(help: "A file that remembers the last verified checkpoint; made when it is missing.")
    var state: String?

    @Option(help: "A trust policy (c2sp.org/tlog-policy): the log's key, the witnesses and their quorum.")
    var policy: String?

    @Option(help: "Hours that the newest cosigned checkpoint may be old where the log has grown since. Default: 24.")
    var witnessLag = 24

    @Flag(help: "Print one JSON object.")
    var json = false

    @Flag(help: "Print nothing when all is well.")
    var quiet = false

    func run() async throws {
        do {
            let report = try await verified()
            if json {
                print(report.json)
            } else if !quiet {
                print(report.text)
            }
        } catch let problem as LogAuditProblem {
            if json { print(VerifyCommandReport.json(of: problem)) }
            throw stop(3, "verification failed: \(problem)")
        } catch let disagreement as VerifyCommandDisagreement {
            if json { print(VerifyCommandReport.json(of: disagreement)) }
            throw stop(3, "verification failed: \(disagreement.message)")
        } catch let failure as LogSourceFailure {
            throw stop(5, "\(failure)")
        }
    }

    private func verified() async throws -> VerifyCommandReport {
        let start = ContinuousClock.now
        let asked = try source()
        let policy = try policy.map(VerifyCommandPolicy.init(file:))
        let previous = try state.flatMap(VerifyCommandState.read)
        let document = try await asked.document()
        let source = document.map { asked.following(LogOrigin($0.origin)) } ?? asked
        var (checkpoint, count) = try await source.checkpointAndCount()
        let (verifierKey, keySource) = try verifierKey(document, policy, checkpoint)
        let witnessed = try await policy?.witnessed(checkpoint, from: source, key: verifierKey, lagHours: witnessLag)
        if let witnessed, witnessed.checkpoint.size > Self.proven(checkpoint, verifierKey)?.size ?? 0 {
            // The log grew and was cosigned between two requests.
            (checkpoint, count) = try await source.checkpointAndCount()
        }
        try check(previous, before: checkpoint, verifierKey)
        let sizes = [previous?.checkpoint.size, witnessed?.checkpoint.size].compactMap { $0 }
        let report = try await audited(source, verifierKey, checkpoint, sizes: sizes, members: document?.members)
        try document?.check(against: report)
        try count?.check(against: report)
        try check(previous, after: report, checkpoint)
        try check(witnessed, report)
        try remember(checkpoint, verifierKey)
        return VerifyCommandReport(
            report: report,
            key: verifierKey,
            keySource: keySource,
            askedOrigin: HTTPLogSourceAddress(petition)?.following(LogOrigin(report.origin)).origin,
            isDocumentCompared: document != nil,
            isCountCompared: count != nil,
            previous: previous,
            isRemembered: state != nil,
            witnessed: witnessed,
            now: Ambient.system.now(),
            duration: ContinuousClock.now - start
        )
    }

    private func audited(
        _ source: any PublishedPetition,
        _ key: NoteVerifierKey,
        _ checkpoint: [UInt8]?,
        sizes: [UInt64],
        members: LogAudit.Members?
    ) async throws -> LogAudit.Report {
        var bar = ProgressBar(isQuiet: quiet)
        defer { bar.clear() }
        let audit = LogAudit(source: source, key: key, rootsAt: sizes, members: members)
        return try await audit.report(checkpoint: checkpoint) { bar.show(done: $0.done, of: $0.total) }
    }

    private func source() throws -> any PublishedPetition {
        if let address = HTTPLogSourceAddress(petition) { return HTTPLogSource(address: address) }
        guard !petition.contains("://") else { throw stop(2, "‘\(petition)’ is no http or https address") }
        guard let source = DirectoryLogSource(path: petition) else {
            throw stop(2, "there is no folder ‘\(petition)’; give a folder or an address that begins with https://")
        }
        return source
    }

    private func verifierKey(
        _ document: LogAudit.PublishedDocument?,
        _ policy: VerifyCommandPolicy?,
        _ checkpoint: [UInt8]?
    ) throws -> (NoteVerifierKey, VerifyCommandReport.KeySource) {
        if let key {
            do {
                // Paper breaks a long key in lines; a key itself has no white space.
                let given = try NoteVerifierKey(key.filter { !$0.isWhitespace })
                guard policy?.excludes(given) != true else {
                    throw stop(2, "--key: the policy names other logs; give one of the two")
                }
                return (given, .option)
            } catch let malformed as MalformedInput {
                throw stop(2, "--key: \(malformed)")
            }
        }
        if let key = try policy?.key(forLogOf: checkpoint) { return (key, .policy) }
        guard let document else {
            throw stop(
                2,
                "there is no document.json at ‘\(petition)’ to name the log's key: check the address, or give --key"
            )
        }
        return (document.key, .document)
    }
}

// What was seen before, here or by witnesses.
extension VerifyCommand {
    private static func proven(_ checkpoint: [UInt8]?, _ key: NoteVerifierKey) -> Checkpoint? {
        // What does not read or verify is told by the audit.
        checkpoint.flatMap { try? SignedNote(parsing: $0) }  // as above
            .flatMap { Checkpoint.verify($0, key: key).value }
    }

    private func check(
        _ previous: VerifyCommandState?,
        before checkpoint: [UInt8]?,
        _ key: NoteVerifierKey
    ) throws {
        guard let previous, let found = Self.proven(checkpoint, key),
            let problem = previous.contradiction(of: found, key: key)
        else { return }
        throw try disagreement(problem, previous, checkpoint)
    }

    private func check(
        _ previous: VerifyCommandState?,
        after report: LogAudit.Report,
        _ checkpoint: [UInt8]?
    ) throws {
        guard let previous, let problem = previous.contradiction(of: report) else { return }
        throw try disagreement(problem, previous, checkpoint)
    }

    private func disagreement(
        _ problem: String,
        _ previous: VerifyCommandState,
        _ checkpoint: [UInt8]?
    ) throws -> VerifyCommandDisagreement {
        guard let state, let checkpoint else { return VerifyCommandDisagreement(problem, previous: previous) }
        let evidence: [String]
        do {
            evidence = try previous.keepEvidence(against: checkpoint, beside: state)
        } catch {
            throw stop(
                3,
                "verification failed: \(problem)\nThe evidence can't be written beside \(state): keep a copy of it"
            )
        }
        return VerifyCommandDisagreement(problem, previous: previous, evidence: evidence)
    }

    private func check(_ witnessed: VerifyCommandPolicy.Witnessed?, _ report: LogAudit.Report) throws {
        guard let cosigned = witnessed?.checkpoint else { return }
        guard cosigned.size <= report.size else {
            throw VerifyCommandDisagreement(
                "the log went back: it has \(report.size) entries, and witnesses cosigned \(cosigned.size)"
            )
        }
        guard report.roots[cosigned.size] == cosigned.root else {
            throw VerifyCommandDisagreement(
                "the log was forked: its first \(cosigned.size) entries are not those that witnesses cosigned"
            )
        }
    }

    private func remember(_ checkpoint: [UInt8]?, _ key: NoteVerifierKey) throws {
        guard let state, let checkpoint else { return }
        try VerifyCommandState(note: checkpoint, key: key, now: Ambient.system.now()).save(as: state)
    }
}
