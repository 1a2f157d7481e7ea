import ArgumentParser
import Logging
import UndersignedApp
import UndersignedCore

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
            let assembly = try await Assembly(try await options.configuration(), logger: .quiet)
            for content in contents {
                do {
                    let steps = try await CampaignImport(site: assembly.site).run(content.campaign, content.items)
                    report(content, steps)
                } catch let refusal as Opening.Refusal {
                    throw stop(1, "\(content.campaign.slug): \(refusal.words)")
                }
            }
            try await assembly.close()
        }

        private func report(_ content: CampaignFolder, _ steps: [(slug: Slug, step: CampaignImport.Step)]) {
            print("campaign \(content.campaign.slug)")
            for (slug, step) in steps {
                let what =
                    switch step {
                    case .drafted: "saved as a draft"
                    case .opened: "opened"
                    case .kept: "open already, text unchanged"
                    }
                print("  petition \(slug): \(what)")
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

extension Opening.Refusal {
    var words: String {
        switch self {
        case .unknown: "there is no such petition"
        case .notADraft: "it was opened before"
        case .membersOnly: "members' signatures need an issuer of member tokens, which this version has not"
        case .datesOutOfOrder: "it would close before it opens"
        }
    }
}
