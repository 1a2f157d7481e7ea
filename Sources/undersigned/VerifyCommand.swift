import ArgumentParser
import Foundation
import TransparencyLog
import UndersignedApp

/// `undersigned verify`: anybody's recount of a petition.
struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Recount a petition from its public log.",
        discussion: """
            undersigned verify https://example.org/petitions/save-the-library

            Reads the whole log, checks every byte of it against the signed checkpoint, and counts. Exit codes: 0 all \
            is as it must be, 3 something is wrong (the first wrong thing is named), 5 the server can't be reached.
            """
    )

    @Argument(help: "Address of the petition, its log or checkpoint; or a folder with ‘checkpoint’ and ‘tile’.")
    var petition: String

    @Option(help: "The log's key, from a source other than the server. Default: the one in the petition's document.")
    var key: String?

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
            if json {
                print(VerifyCommandReport.json(of: problem))
            }
            throw stop(3, "verification failed: \(problem)")
        } catch let failure as LogSourceFailure {
            throw stop(5, "\(failure)")
        }
    }

    private func verified() async throws -> VerifyCommandReport {
        let start = ContinuousClock.now
        let source = try source()
        let document = try await source.document()
        let (verifierKey, keySource) = try verifierKey(document)
        let (checkpoint, count) = try await source.checkpointAndCount()
        var bar = ProgressBar(isQuiet: quiet)
        defer { bar.clear() }
        let audit = LogAudit(source: source, key: verifierKey)
        let report = try await audit.report(checkpoint: checkpoint) { bar.show(done: $0.done, of: $0.total) }
        try document?.check(against: report)
        try count?.check(against: report)
        return VerifyCommandReport(
            report: report,
            key: verifierKey,
            keySource: keySource,
            isDocumentCompared: document != nil,
            isCountCompared: count != nil,
            duration: ContinuousClock.now - start
        )
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
        _ document: LogAudit.PublishedDocument?
    ) throws -> (NoteVerifierKey, VerifyCommandReport.KeySource) {
        if let key {
            do {
                return (try NoteVerifierKey(key), .option)
            } catch {
                throw stop(2, "--key: \(error)")
            }
        }
        guard let document else {
            throw stop(
                2,
                "there is no document.json at ‘\(petition)’ to name the log's key: check the address, or give --key"
            )
        }
        return (document.key, .document)
    }

    private func stop(_ code: Int32, _ message: String) -> ExitCode {
        FileHandle.standardError.write(Data("undersigned: \(message)\n".utf8))
        return ExitCode(code)
    }
}
