package import UndersignedApp
package import UndersignedCore
import UndersignedEvidence

/// What a page of contract records is cited by: where it stands, when it was read, and the files behind it.
package struct DossierCitation: Sendable {
    package var siteName: String
    /// The page's whole address.
    package var address: String
    package var readAt: Moment
    package var files: [Dossier.File]

    package init(siteName: String, address: String, readAt: Moment, files: [Dossier.File]) {
        (self.siteName, self.address) = (siteName, address)
        (self.readAt, self.files) = (readAt, files)
    }
}

/// The same in words.
struct DossierCitationView: Sendable {
    let cited: String
    let citedFiles: [String]
    let citedRest: String?

    /// What a page can hold; all are on the front page of evidence.
    private static let mostFiles = 3

    init(_ citation: DossierCitation, title: String, _ words: Words) {
        cited = words.text(
            "evidence.cite.page",
            [
                "title": title, "site": citation.siteName, "address": citation.address,
                "day": words.day(citation.readAt),
            ]
        )
        citedFiles = citation.files.prefix(Self.mostFiles).map { file in
            let cited = words.text(
                "evidence.cite.file",
                [
                    "publisher": words.text("evidence.publisher.\(file.kind.publisher.rawValue)"),
                    "file": String(file.name.prefix(120)), "hash": file.hash, "day": words.day(file.importedAt),
                ]
            )
            return file.progress == nil ? cited : cited + " " + words.text("evidence.cite.part")
        }
        let rest = citation.files.count - Self.mostFiles
        citedRest = rest > 0 ? words.plural("evidence.cite.rest", rest) : nil
    }
}
