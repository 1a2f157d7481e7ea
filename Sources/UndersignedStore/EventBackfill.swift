import TransparencyLog
import UndersignedCore
import UndersignedDatabase

/// Writes down the events of logs that were begun before the table of events existed.
///
/// Such a log holds nothing but its document, its opening, signatures, withdrawals and its end.
enum EventBackfill {
    /// - Parameter transaction: A write transaction on tables of the second version.
    /// - Throws: A fault of the database, or an entry that does not read.
    static func run(_ transaction: any Transaction) throws {
        for petition in try transaction.petitions() where petition.log != nil {
            guard let head = try transaction.head(petition.id) else { continue }
            let opened = petition.opensAt ?? head.lastMark ?? head.advancedAt
            let start = head.size - min(head.size, 1_024)
            let ranges: [(from: UInt64, hour: Moment)] = [(0, opened), (max(start, 3), head.lastMark ?? opened)]
            for range in ranges {
                let count = range.from == 0 ? 3 : 1_024
                let entries = try transaction.entries(from: range.from, count: count, of: petition.id)
                for (offset, bytes) in entries.enumerated() {
                    guard let verb = verb(try LogEntry(parsing: bytes)) else { continue }
                    let event = PetitionEvent(
                        position: range.from + UInt64(offset),
                        hour: petition.sheet.publication == .daily ? range.hour.day : range.hour.hour,
                        verb: verb.name,
                        number: nil,
                        hash: verb.hash
                    )
                    try transaction.addEvent(event, of: petition.id)
                }
            }
        }
    }

    private static func verb(_ entry: LogEntry) -> (name: String, hash: [UInt8]?)? {
        switch entry {
        case .petition(let hash): ("petition", hash.bytes)
        case .opened: ("opened", nil)
        case .closed: ("closed", nil)
        default: nil
        }
    }
}
