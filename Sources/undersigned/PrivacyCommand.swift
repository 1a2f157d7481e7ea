import ArgumentParser
import Foundation
import TransparencyLog
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedMail

/// `undersigned privacy`: what an organiser has to write down about the data.
struct PrivacyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "privacy",
        abstract: "What has to be written down about the data.",
        subcommands: [PrivacyReportCommand.self]
    )
}

/// `undersigned privacy report`: the record of processing, and the beginning of an impact assessment.
struct PrivacyReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract:
            "Write the record of processing (GDPR article 30) and an impact assessment to begin with, in Markdown.",
        discussion: """
            undersigned privacy report --config site.json --out record.md

            From the configuration and the database as they are now; it names no signatory and no organiser. Give the same \
            settings as to serve.
            """
    )

    @OptionGroup var options: DataOptions

    @Option(help: "As serve has it: smtps://USER@HOST, smtp://USER@HOST or folder:DIR.")
    var mail: String?

    @Option(help: "The witnesses' policy file, as serve has it.")
    var witnesses: String?

    @Option(help: "The file to make; nothing is written over an existing one. Default: standard output.")
    var out: String?

    func run() async throws {
        let configuration = try await options.configuration(["mail": mail, "witnesses": witnesses])
        let database = try configuration.database.reading(in: configuration.data)
        let setting = ProcessingRecord.Setting(configuration)
        do {
            let now = Ambient.system.now()
            let record = try await database.read { try ProcessingRecord($0, setting, at: now) }
            guard let out else { return print(record.markdown, terminator: "") }
            let file = try NewFile(out)
            try file.write(record.markdown.utf8)
            try file.finish()
        } catch is NewFile.Taken {
            throw stop(2, "--out: \(out ?? "") exists; nothing is written over it")
        } catch let failure as DurableFile.Failure {
            throw stop(1, "--out: \(out ?? "") can't be written: \(failure.reason) (\(failure.step))")
        } catch let failure as DatabaseFailure {
            throw stop(1, "data: \(failure.words)")
        }
    }
}

extension ProcessingRecord.Setting {
    init(_ configuration: ServeConfiguration) {
        self.init(
            siteName: configuration.siteName,
            address: configuration.address.base,
            database: configuration.database.place
        )
        if case .server(let settings, _, _) = configuration.mail { mailHost = settings.host }
        isMailChecked = !configuration.mail.isInsecure
        let data = URL(filePath: configuration.data).standardizedFileURL.path(percentEncoded: false)
        let keys = URL(filePath: configuration.keys).standardizedFileURL.path(percentEncoded: false)
        hasKeysApart = !keys.hasPrefix(data.hasSuffix("/") ? data : data + "/")
        witnesses = configuration.witnesses?.witnesses.map { $0.key.name } ?? []
        hasLimits = configuration.limits != .off
        hasBackup = configuration.backup != nil
    }
}

extension DatabaseChoice {
    /// Which database, and where: no user and no password.
    fileprivate var place: String {
        switch self {
        case .sqlite: "SQLite, in the data folder"
        case .postgres(let address, _): "PostgreSQL, \(address)"
        }
    }
}
