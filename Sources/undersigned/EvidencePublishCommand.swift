import ArgumentParser
import UndersignedApp
import UndersignedCore
import UndersignedEvidence

/// Which of the imported files anyone may see.
extension EvidenceCommand {
    struct Files: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the files that were imported, with the numbers that publish and withdraw take."
        )

        @OptionGroup var options: DataOptions

        func run() async throws {
            let storing = try await EvidenceStoring(try await options.configuration())
            for file in try await storing.files() {
                let state = state(file)
                let day = CalendarDate(file.importedAt).dayText
                print("\(file.id)\t\(state)\t\(day)\t\(file.kind.rawValue)\t\(file.name)")
            }
            try storing.close()
        }

        private func state(_ file: EvidenceFiles.Item) -> String {
            switch (file.isPublished, file.progress) {
            case (true, nil): "published"
            case (false, nil): "not published"
            case (true, let progress?): "being published, \(progress.doneCount) of \(progress.recordCount)"
            case (false, let progress?): "being taken back, \(progress.doneCount) of \(progress.recordCount)"
            }
        }
    }

    struct Publish: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show a file's records on the pages of evidence.",
            discussion: """
                undersigned evidence publish 1 --data ./data

                Only published files count in what the pages add up. The numbers are those of undersigned evidence files.

                Records follow in parts of some milliseconds, and whatever is seen in between adds up. If the command is \
                ended on the way, run it again: it goes on where it was; so does undersigned serve by itself.
                """
        )

        @Argument(help: "The file's number.")
        var file: Int64

        @OptionGroup var options: DataOptions

        func run() async throws {
            try await EvidenceCommand.set(file, true, options)
        }
    }

    struct Withdraw: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take a file's records off the pages again; they stay in the data."
        )

        @Argument(help: "The file's number.")
        var file: Int64

        @OptionGroup var options: DataOptions

        func run() async throws {
            try await EvidenceCommand.set(file, false, options)
        }
    }

    private static func set(_ file: Int64, _ isPublished: Bool, _ options: DataOptions) async throws {
        let storing = try await EvidenceStoring(try await options.configuration())
        let isNew = try await storing.set(file, published: isPublished)
        try storing.close()
        guard let isNew else {
            throw stop(2, "there is no file \(file); undersigned evidence files lists those that were imported")
        }
        print("file \(file) is \(words(isNew, isPublished))")
    }

    private static func words(_ isNew: Bool, _ isPublished: Bool) -> String {
        switch (isNew, isPublished) {
        case (true, true): "now published"
        case (true, false): "not published any more"
        case (false, true): "published already; nothing changed"
        case (false, false): "not published; nothing changed"
        }
    }
}
