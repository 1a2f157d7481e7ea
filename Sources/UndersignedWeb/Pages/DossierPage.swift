package import UndersignedApp
import UndersignedCore
import UndersignedEvidence

/// What was published of contract records: files, who obligated how much, the largest awards.
package struct DossierPage: Page {
    package var overview: DossierReading.Overview
    package var citation: DossierCitation

    package init(overview: DossierReading.Overview, citation: DossierCitation) {
        (self.overview, self.citation) = (overview, citation)
    }

    package var template: String { "dossier" }
    package var isIndexed: Bool { !overview.files.isEmpty }

    package func title(in words: Words) -> String { words.text("evidence.title") }

    package func summary(in words: Words) -> String? { words.text("evidence.lead") }

    package func view(in words: Words) -> any Sendable {
        View(
            hasFiles: !overview.files.isEmpty,
            files: overview.files.prefix(Self.mostFiles).map { FileView($0, words) },
            rest: Self.rest(overview.files.count - Self.mostFiles, words),
            agencies: overview.agencies.prefix(Self.mostAgencies).map { AgencyView($0, words) },
            restOfAgencies: Self.rest(overview.agencies.count - Self.mostAgencies, words),
            awards: overview.awards.map { DossierAwardView($0, words) },
            flows: overview.flows.enumerated().map { DossierFlowView($1, number: $0 + 1, words) },
            largest: DossierPlotView.awards(overview.awards, words),
            query: "",
            citation: DossierCitationView(citation, title: title(in: words), words)
        )
    }

    /// What a page can hold; all are in the file for programs.
    package static let mostFiles = 20
    package static let mostAgencies = 30
    package static let mostAwards = 20

    private static func rest(_ count: Int, _ words: Words) -> String? {
        count > 0 ? words.plural("evidence.rest", count) : nil
    }

    private struct View: Sendable {
        let hasFiles: Bool
        let files: [FileView]
        let rest: String?
        let agencies: [AgencyView]
        let restOfAgencies: String?
        let awards: [DossierAwardView]
        let flows: [DossierFlowView]
        let largest: DossierPlotView?
        let query: String
        let citation: DossierCitationView
    }

    private struct FileView: Sendable {
        let name: String
        let kind: String
        let publisher: String
        let facts: String
        let progress: String?
        let amounts: [NamedAmountView]

        init(_ file: Dossier.File, _ words: Words) {
            name = String(file.name.prefix(120))
            kind = words.text("evidence.file.\(file.kind.rawValue)")
            publisher = words.text("evidence.publisher.\(file.kind.publisher.rawValue)")
            facts = words.plural("evidence.file.facts", file.rowCount, ["day": words.day(file.importedAt)])
            progress = file.progress.map { progress in
                words.text(
                    file.isPublished ? "evidence.file.publishing" : "evidence.file.withdrawing",
                    progress.numbers(words)
                )
            }
            // Values of awards, orders and vehicles together would be no figures to quote.
            amounts =
                file.sums[.obligated].flatMap { text in
                    file.currency.map { currency in
                        [
                            NamedAmountView(
                                kind: words.text("evidence.file.obligated"),
                                amount: words.amount(written: text, currency)
                            )
                        ]
                    }
                } ?? []
        }
    }

    private struct AgencyView: Sendable {
        let agency: DossierNameView?
        let awardClass: String
        let obligated: String

        init(_ item: DossierReading.Overview.Agency, _ words: Words) {
            agency = DossierNameView(item.name, .agencies, words)
            awardClass = words.name(of: item.sum.awardClass)
            obligated = words.amount(item.sum.cents, item.sum.currency)
        }
    }
}

extension EvidenceProgress {
    /// As sentences have them.
    func numbers(_ words: Words) -> [String: String] {
        ["done": words.number(doneCount), "count": words.number(recordCount)]
    }
}

extension EvidenceKind {
    /// Who publishes files of a kind.
    enum Publisher: String {
        case usaspending
        case fpds
        case ocds
    }

    /// Whether its records tell awards as a whole, with all years in one.
    var statesWholeAwards: Bool {
        switch self {
        case .usaspendingAwards, .ocdsReleases, .ocdsRecords: true
        case .usaspendingTransactions, .fpdsAtom, .usaspendingAssistance, .usaspendingSubawards, .unknown: false
        }
    }

    var publisher: Publisher {
        switch self {
        case .fpdsAtom: .fpds
        case .ocdsReleases, .ocdsRecords: .ocds
        case .usaspendingTransactions, .usaspendingAwards, .usaspendingAssistance, .usaspendingSubawards, .unknown:
            .usaspending
        }
    }
}
