import UndersignedApp
import UndersignedCore

/// One who was asked, for programs.
///
/// Format: docs/formats/targets-json.md.
struct TargetText {
    let asked: AskedTarget
    let base: String
    let now: Moment

    var item: JSONValue {
        let (target, figures) = (asked.target, asked.figures)
        let states = Target.Standing.allCases.map { ($0.rawValue, JSONValue.number(figures.states[$0] ?? 0)) }
        return [
            "id": .text(asked.id.text), "name": .text(target.name), "role": .optional(target.role),
            "organisation": .optional(target.organisation), "url": .text("\(base)/targets/\(asked.id)"),
            "asked": .number(figures.askedCount), "answered": .number(figures.answeredCount),
            "median_days": Self.number(figures.medianDays),
            "states": .object(Dictionary(uniqueKeysWithValues: states)),
            "campaigns": .list(asked.items.map(campaign)),
        ]
    }

    private func campaign(_ item: StandingReading.Item) -> JSONValue {
        let record = item.record
        let isWaiting = record.target.standing == .noAnswer
        return [
            "slug": .text(item.campaign.text), "url": .text("\(base)/campaigns/\(item.campaign)"),
            "asked": .optional(record.asked.map { CalendarDate($0).dayText }),
            "state": .text(record.target.standing.rawValue),
            "days": Self.number(isWaiting ? record.days(until: now) : record.daysToFirstAnswer),
            "history": .list(record.rows.indices.map { row($0, record) }),
        ]
    }

    private func row(_ index: Int, _ record: TargetRecord) -> JSONValue {
        let row = record.rows[index]
        let document = row.petition.flatMap { slug in
            row.hash.map { "\(base)/petitions/\(slug)/documents/\(Hexadecimal.encode($0))" }
        }
        return [
            "state": .text(row.standing.state.rawValue),
            "since": .text(CalendarDate(row.standing.since).dayText),
            "answered_on": .optional(row.standing.answer?.date),
            "correction": .optional(row.standing.correction),
            "is_corrected": .flag(record.isCorrected(index)),
            "document": .optional(document),
        ]
    }

    private static func number(_ number: Int?) -> JSONValue {
        number.map(JSONValue.number) ?? .null
    }
}

/// A page of all who were asked.
struct TargetListText {
    static let perPage = 50

    let base: String
    /// Counted from 1.
    let page: Int
    let pageCount: Int

    func file(_ targets: [TargetText]) -> JSONValue {
        [
            "links": [
                "self": .text(address(page)), "next": page < pageCount ? .text(address(page + 1)) : nil,
                "prev": page > 1 ? .text(address(page - 1)) : nil,
            ],
            "data": .list(targets.map(\.item)),
        ]
    }

    private func address(_ page: Int) -> String {
        "\(base)/targets.json" + (page > 1 ? "?page=\(page)" : "")
    }
}
