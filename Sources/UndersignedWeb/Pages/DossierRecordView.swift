import UndersignedApp
import UndersignedCore
import UndersignedEvidence

/// A record in a list: what it says, and where that is written.
struct DossierRecordView: Sendable {
    let modification: String
    let award: String
    let awardAddress: String
    let day: String?
    let amounts: [NamedAmountView]
    let description: String?
    let supplier: DossierNameView?
    let hasNobody: Bool
    /// The publisher's page of it; nil where none is known.
    let link: String?
    let source: String

    /// - Parameters:
    ///   - item: The record.
    ///   - isOfSum: Shows only amounts that the sums count, and obligations, which say where they are in none.
    ///   - words: The language.
    init(_ item: Dossier.Record, isOfSum: Bool, _ words: Words) {
        let record = item.record
        modification =
            record.modification.map { words.text("evidence.modification", ["number": String($0.prefix(40))]) }
            ?? words.text("evidence.whole")
        award = String(record.award.text.prefix(120))
        awardAddress = "/evidence/awards/\(item.awardID)"
        day = record.actionDate.map { words.day(written: $0.text) }
        var amounts = record.amounts
        let isLeftOut = amounts.obligated != nil && !item.counted.contains(.obligated)
        if isOfSum {
            for kind in AmountKind.allCases where kind != .obligated && !item.counted.contains(kind) {
                amounts[kind] = nil
            }
        }
        self.amounts = NamedAmountView.all(amounts, isLeftOut: isLeftOut, words)
        description = record.description.map { text in
            text.count > Self.longest ? String(text.prefix(Self.longest)) + "…" : text
        }
        supplier = DossierNameView(item.supplier, .suppliers, words)
        hasNobody = supplier == nil
        link = DossierLink.address(of: record)
        source = words.text(
            "evidence.source",
            ["file": String(item.file.name.prefix(80)), "line": words.number(record.line)]
        )
    }

    /// In characters: longer ones are whole in the files for programs.
    private static let longest = 160
}

/// Where a record's publisher shows it for good.
enum DossierLink {
    static func address(of record: ContractRecord) -> String? {
        WebAddress.link(record.award.permanentLink ?? record.permanentLink)
    }
}
