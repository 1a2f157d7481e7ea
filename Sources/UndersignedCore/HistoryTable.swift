/// A petition's public time series as a table: one row for each hour or day in which something was counted or taken
/// out (RFC 4180).
///
/// Its small figures are shown as they are: each is in the log already, where anyone counts it.
package enum HistoryTable {
    /// The columns; the first is `day` where the log marks days.
    package static let columns = [
        "hour", "mail", "org", "member", "paper", "removed", "net", "total", "removed_mail", "removed_org",
        "removed_member", "removed_paper",
    ]

    /// The table with its header, UTF-8, lines ended by CR LF.
    ///
    /// - Parameters:
    ///   - intervals: Oldest first.
    ///   - unit: What the log marks.
    /// - Returns: `total` in each row is the count at the end of its hour or day.
    package static func csv(_ intervals: [Recount.Interval], unit: ClockMark.Unit) -> [UInt8] {
        var header = columns
        if unit == .day { header[0] = "day" }
        var text = header.joined(separator: ",") + "\r\n"
        text.reserveCapacity(text.utf8.count + intervals.count * 48)
        var total = 0
        for interval in intervals {
            total += interval.net
            let (added, removed) = (interval.added, interval.removed)
            text += "\(interval.mark.text),\(added.mail),\(added.org),\(added.member),\(added.paper),"
            text += "\(removed.total),\(interval.net),\(total),"
            text += "\(removed.mail),\(removed.org),\(removed.member),\(removed.paper)\r\n"
        }
        return Array(text.utf8)
    }
}
