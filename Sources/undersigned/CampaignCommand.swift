import ArgumentParser
import Logging
import UndersignedApp

/// `undersigned campaign import`: a campaign from a folder of files.
struct CampaignCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "campaign",
        abstract: "Bring campaigns in.",
        subcommands: [Import.self]
    )

    /// Reads `campaign.yaml` and the texts it names.
    struct Import: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Import a campaign and its petitions. Safe to repeat: an open petition's text is never changed.",
            discussion: "undersigned campaign import --data ./data examples/dear-ibm-2017"
        )

        @OptionGroup var options: DataOptions

        @Argument(help: "Folders with a campaign.yaml.")
        var folders: [String]

        func run() async throws {
            var contents: [CampaignFolder] = []
            for folder in folders {
                do {
                    contents.append(try CampaignFolder(path: folder))
                } catch {
                    throw stop(2, "\(error)")
                }
            }
            for content in contents {
                let operation = Operation.importCampaign(content.campaign, content.items, content.claims)
                try await options.operate(operation, mayBeNew: true)
            }
        }
    }
}

extension Logger {
    /// For commands: faults only.
    static var quiet: Logger {
        var logger = Logger(label: "undersigned") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = .error
        return logger
    }
}
