import ArgumentParser
import Foundation
import UndersignedApp
import UndersignedEvidence

/// `undersigned evidence`: public contract records, and what they add up to.
struct EvidenceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evidence",
        abstract: "Read public contract records, and choose which of them anyone may see.",
        subcommands: [
            Import.self, Files.self, Publish.self, Withdraw.self, Remove.self, Aliases.self, Alias.self, Resellers.self,
            Reseller.self,
        ]
    )

    struct Import: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Read files of contract records, check them, and say what is in them.",
            discussion: """
                undersigned evidence import --data ./data contracts.csv awards.json
                undersigned evidence import contracts.csv

                Reads tables of USAspending (downloads of any year, and of its API), in any usual encoding and separator, by \
                the names of their columns. A bad row is named with its line and its reason, and the others go in; a file of \
                another kind is refused as a whole. A record that is there already \
                counts once: with --data what is kept from earlier runs, without it what came before in this one, and \
                nothing is kept. Nobody sees what is kept before it is published (undersigned evidence publish). \
                docs/evidence.md says what is read.

                Exit codes: 0 all files were read, 1 a file was refused, 2 a file can't be opened.
                """
        )

        @Argument(help: "Files of records; each is read as a whole or not at all.")
        var files: [String]

        @Flag(help: "Print one JSON object a file.")
        var json = false

        @Option(help: "For tables that begin with their first row: a table whose first row names the columns.")
        var headerFrom: String?

        @Flag(help: "Show no progress.")
        var quiet = false

        @OptionGroup var options: DataOptions

        func run() async throws {
            let header = try headerFrom.map(EvidenceFile.header)
            var destination = try await destination()
            var isRefused = false
            for path in files {
                let file = EvidenceFile(path: path, header: header, isQuiet: quiet)
                do {
                    show(try await destination.take(file))
                } catch let refusal as EvidenceFile.Refused {
                    isRefused = true
                    if json { print(EvidenceReportJSON.text(refusal.report)) }
                    complain("\(path): \(refusal.reason)\(refusal.advice); nothing of it went in")
                }
            }
            try destination.close()
            if isRefused { throw ExitCode(1) }
        }

        private func destination() async throws -> EvidenceDestination {
            guard options.data != nil || options.config != nil else { return .counted(RecordIndex()) }
            return .stored(try await EvidenceStoring(try await options.configuration(), mayBeNew: true))
        }

        private func show(_ report: ImportReport) {
            print(json ? EvidenceReportJSON.text(report) : EvidenceReportText.text(report))
            for row in report.refusedRows { complain("\(report.file), line \(row.line): \(row.reason)") }
            if report.rows == 0 { complain("\(report.file): it holds no rows, so nothing went in") }
            let rest = report.tally.refusedCount - report.refusedRows.count
            if rest > 0 { complain("\(report.file): \(rest) further rows did not go in") }
        }

        private func complain(_ message: String) {
            FileHandle.standardError.write(Data("undersigned: \(message)\n".utf8))
        }
    }
}
