package import UndersignedApp
import UndersignedCore

/// The records behind the sums of a year of one who sells or buys.
package struct DossierRecordsPage: Page {
    package var name: Dossier.Name
    package var side: Dossier.Side
    /// 0 for records without a date.
    package var year: Int
    package var records: [Dossier.Record]
    /// The last record shown, where others follow it.
    package var last: Int64?

    package init(name: Dossier.Name, side: Dossier.Side, year: Int, records: [Dossier.Record], last: Int64?) {
        (self.name, self.side, self.year, self.records, self.last) = (name, side, year, records, last)
    }

    package static let perPage = 25

    package var template: String { "dossier-records" }

    package func title(in words: Words) -> String {
        let name = DossierNameView(name, side, words)?.name ?? ""
        return words.text("evidence.behind", ["name": name, "year": words.year(year)])
    }

    package func view(in words: Words) -> any Sendable {
        let address = "/evidence/\(side.rawValue)/\(name.id)"
        return View(
            title: title(in: words),
            party: DossierNameView(name, side, words),
            records: records.map { DossierRecordView($0, isOfSum: true, words) },
            after: last.map { "\(address)/records?year=\(year)&after=\($0)" }
        )
    }

    private struct View: Sendable {
        let title: String
        let party: DossierNameView?
        let records: [DossierRecordView]
        let after: String?
    }
}
