package import UndersignedApp
import UndersignedCore
import UndersignedEvidence

/// All who sell, or all who buy: by name, or by what was obligated in one currency and class.
package struct DossierPartiesPage: Page {
    package var side: Dossier.Side
    package var order: DossierParties.Order
    package var parties: DossierParties
    package var isFirst: Bool
    package var citation: DossierCitation

    package init(
        side: Dossier.Side,
        order: DossierParties.Order,
        parties: DossierParties,
        isFirst: Bool,
        citation: DossierCitation
    ) {
        (self.side, self.order, self.parties) = (side, order, parties)
        (self.isFirst, self.citation) = (isFirst, citation)
    }

    package static let perPage = 50

    package var template: String { "dossier-parties" }
    package var isIndexed: Bool { isFirst && order == .name(from: "") && !parties.totals.isEmpty }

    package func title(in words: Words) -> String { words.text("evidence.all.\(side.rawValue)") }

    package func view(in words: Words) -> any Sendable {
        View(
            title: title(in: words),
            sorted: sorted(words),
            from: from,
            action: Self.path(side),
            groups: [GroupView(key: "", words: words.text("evidence.by-name"), isChosen: group == nil)]
                + parties.groups.filter { $0.currency != nil }.map { one in
                    GroupView(key: one.key, words: words.text("evidence.by", named(one, words)), isChosen: one == group)
                },
            rows: parties.totals.map { DossierTotalView($0, naming: side, isOfOneClass: group != nil, words) },
            isOfClasses: group == nil,
            hasRows: !parties.totals.isEmpty,
            json: Self.path(side, ".json"),
            csv: Self.path(side, ".csv"),
            after: parties.last.map { Self.address(side, order, after: $0) },
            citation: DossierCitationView(citation, title: title(in: words), words)
        )
    }

    private var from: String {
        if case .name(let start) = order { start } else { "" }
    }

    private var group: DossierGroup? {
        if case .obligated(let group) = order { group } else { nil }
    }

    private func sorted(_ words: Words) -> String {
        guard let group else { return words.text("evidence.sorted-by-name") }
        return words.text("evidence.sorted", named(group, words))
    }

    private func named(_ group: DossierGroup, _ words: Words) -> [String: String] {
        [
            "class": words.name(of: group.awardClass),
            "currency": group.currency?.text ?? "",
        ]
    }

    static func path(_ side: Dossier.Side, _ suffix: String = "") -> String { "/evidence/\(side.rawValue)\(suffix)" }

    /// The address of a page of the list.
    static func address(
        _ side: Dossier.Side,
        _ order: DossierParties.Order,
        after last: String?,
        suffix: String = ""
    ) -> String {
        var fields: [String] = []
        switch order {
        case .name(let start): if !start.isEmpty { fields.append("from=\(Self.escaped(start))") }
        case .obligated(let group): fields.append("by=\(group.key)")
        }
        if let last { fields.append("after=\(last)") }
        return path(side, suffix) + (fields.isEmpty ? "" : "?" + fields.joined(separator: "&"))
    }

    /// Each byte that is no letter or digit as `%41`.
    static func escaped(_ text: String) -> String {
        text.utf8.map { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: String(UnicodeScalar(byte))
            default: "%" + Hexadecimal.encode([byte]).uppercased()
            }
        }.joined()
    }

    private struct GroupView: Sendable {
        let key: String
        let words: String
        let isChosen: Bool
    }

    private struct View: Sendable {
        let title: String
        let sorted: String
        let from: String
        let action: String
        let groups: [GroupView]
        let rows: [DossierTotalView]
        let isOfClasses: Bool
        let hasRows: Bool
        let json: String
        let csv: String
        let after: String?
        let citation: DossierCitationView
    }
}
