import ArgumentParser
import UndersignedApp

/// Files of contract records that go for good.
extension EvidenceCommand {
    struct Remove: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Remove a file that is not published, with its records, for good.",
            discussion: """
                undersigned evidence remove 1 --data ./data

                Awards, suppliers and agencies that no other file states go with it, but for suppliers about which something \
                was decided (undersigned evidence aliases --decided). A published file is taken back first (undersigned \
                evidence withdraw); one on whose records claims rest stays until those name others.
                """
        )

        @Argument(help: "The file's number.")
        var file: Int64

        @OptionGroup var options: DataOptions

        func run() async throws {
            let storing = try await EvidenceStoring(try await options.configuration())
            let name: String?
            do {
                name = try await storing.remove(file)
            } catch let refusal as EvidenceFiles.RemovalRefusal {
                try storing.close()
                throw stop(1, words(refusal))
            }
            try storing.close()
            guard let name else {
                throw stop(2, "there is no file \(file); undersigned evidence files lists those that were imported")
            }
            print("file \(file), \(name), is removed with its records")
        }

        private func words(_ refusal: EvidenceFiles.RemovalRefusal) -> String {
            switch refusal {
            case .published:
                "file \(file) is published, or on its way; take it back first: undersigned evidence withdraw \(file)"
            case .cited(let claims):
                "claims rest on records that file \(file) alone states; correct or withdraw these first:\n"
                    + claims.map { "  /campaigns/\($0.campaign)/claims/\($0.number): \($0.sentence)" }
                    .joined(separator: "\n")
            }
        }
    }
}
