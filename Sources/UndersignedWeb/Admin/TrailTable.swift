import UndersignedApp
import UndersignedCore

/// The audit trail as a file for spreadsheets (RFC 4180), oldest line first.
enum TrailTable {
    static func text(_ lines: [Trail.Line]) -> String {
        let head = ["number", "time", "person", "act", "campaign", "object", "detail"]
        let rows = lines.reversed().map { line in
            [
                String(line.number), CalendarDate(line.event.doneAt).secondText,
                line.person ?? (line.isByToken ? "token of \(line.event.object)" : ""),
                line.event.act.rawValue, line.campaign?.slug.text ?? "", line.event.object, line.event.detail,
            ]
        }
        return ([head] + rows).map(SpreadsheetRow.text).joined()
    }
}
