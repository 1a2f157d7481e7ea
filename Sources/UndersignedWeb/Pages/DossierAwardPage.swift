package import UndersignedApp
import UndersignedCore
import UndersignedEvidence

/// An award: what it adds up to, and each of its modifications.
package struct DossierAwardPage: Page {
    package var award: Dossier.Award
    package var records: [Dossier.Record]
    /// Counted from 1.
    package var page: Int
    package var pageCount: Int
    package var citation: DossierCitation
    /// What the obligation is the sum of.
    package var obligation: Dossier.Obligation?
    /// None on later pages.
    package var timeline: [Dossier.Step] = []

    package init(
        award: Dossier.Award,
        records: [Dossier.Record],
        page: Int,
        pageCount: Int,
        citation: DossierCitation
    ) {
        (self.award, self.records) = (award, records)
        (self.page, self.pageCount, self.citation) = (page, pageCount, citation)
    }

    package static let perPage = 25

    package var template: String { "dossier-award" }
    package var isIndexed: Bool { page == 1 }

    private var address: String { "/evidence/awards/\(award.id)" }

    package func title(in words: Words) -> String {
        words.text("evidence.award", ["identifier": String(award.identifier.text.prefix(120))])
    }

    package func view(in words: Words) -> any Sendable {
        let values = ["page": words.number(page), "pages": words.number(pageCount)]
        return View(
            title: title(in: words),
            award: DossierAwardView(award, words),
            obligation: obligation.map { DossierObligationView.sentences($0, words) } ?? [],
            publicRecord: records.first.flatMap { DossierLink.address(of: $0.record) },
            count: words.plural("evidence.records", award.recordCount),
            records: records.map { DossierRecordView($0, isOfSum: false, words) },
            timeline: DossierPlotView.timeline(timeline, award.amounts?.currency, words),
            steps: steps(words),
            hasSteps: timeline.count > 1,
            csv: address + ".csv",
            json: address + ".json",
            position: pageCount > 1 ? words.text("asked.position", values) : nil,
            before: page > 1 ? "\(address)?page=\(page - 1)" : nil,
            after: page < pageCount ? "\(address)?page=\(page + 1)" : nil,
            citation: DossierCitationView(citation, title: title(in: words), words)
        )
    }

    /// What a page can hold; the running total of all is in the picture.
    private static let mostSteps = 60

    private func steps(_ words: Words) -> [DossierStepView] {
        guard let currency = award.amounts?.currency else { return [] }
        return timeline.prefix(Self.mostSteps).map { DossierStepView($0, currency, words) }
    }

    private struct View: Sendable {
        let title: String
        let award: DossierAwardView
        let obligation: [String]
        let publicRecord: String?
        let count: String
        let records: [DossierRecordView]
        let timeline: DossierPlotView?
        let steps: [DossierStepView]
        let hasSteps: Bool
        let csv: String
        let json: String
        let position: String?
        let before: String?
        let after: String?
        let citation: DossierCitationView
    }
}
