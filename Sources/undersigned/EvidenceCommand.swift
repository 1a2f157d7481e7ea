import ArgumentParser
import Foundation
import UndersignedEvidence

/// `undersigned evidence`: public contract records, and what they add up to.
struct EvidenceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evidence",
        abstract: "Read public contract records.",
        subcommands: [Import.self]
    )

    struct Import: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Read files of contract records, check them, and say what is in them.",
            discussion: """
                undersigned evidence import contracts.csv awards.json

                Reads tables of USAspending (downloads of any year, and of its API), in any usual encoding and separator, by \
                the names of their columns. A bad row is named with its line and its reason, and the others go in; a file of \
                another kind is refused as a whole. What a record has in common with an earlier one of the run is counted \
                once. docs/evidence.md says what is read.

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

        func run() throws {
            let header = try headerFrom.map(EvidenceFile.header)
            var destination = EvidenceDestination()
            var isRefused = false
            for path in files {
                let file = EvidenceFile(path: path, header: header, isQuiet: quiet)
                do {
                    show(try destination.whole { keep in try file.report(keep: keep) })
                } catch let refusal as EvidenceFile.Refused {
                    isRefused = true
                    if json { print(EvidenceReportJSON.text(refusal.report)) }
                    complain("\(path): \(refusal.reason); nothing of it went in")
                }
            }
            if isRefused { throw ExitCode(1) }
        }

        private func show(_ report: ImportReport) {
            print(json ? EvidenceReportJSON.text(report) : EvidenceReportText.text(report))
            for row in report.refusedRows { complain("\(report.file), line \(row.line): \(row.reason)") }
            let rest = report.tally.refusedCount - report.refusedRows.count
            if rest > 0 { complain("\(report.file): \(rest) further rows did not go in") }
        }

        private func complain(_ message: String) {
            FileHandle.standardError.write(Data("undersigned: \(message)\n".utf8))
        }
    }
}
