import Crypto
import UndersignedCore
import UndersignedStore

/// What enters a log at a daily publication.
enum DailyItem {
    case signature(id: Int64, entry: [UInt8], textVersion: Int)
    /// So many tokens were issued since the last one.
    case issued(Int)

    /// A row's number; no row has 0.
    fileprivate var number: Int64 {
        switch self {
        case .signature(let id, _, _): id
        case .issued: 0
        }
    }
}

/// Tokens of members, as the log tells of them.
extension PetitionBatch {
    /// How many tokens were issued that the log does not tell of yet.
    func unpublishedIssues() throws -> Int {
        guard petition.sheet.isIssuedHere else { return 0 }
        return try transaction.memberCount(in: id) - transaction.publishedIssues(in: id)
    }

    /// What is published today, in an order that chance alone gives; a few of either kind wait for more.
    func dailyItems(chance: [UInt8]) throws -> [DailyItem] {
        guard writer.head.lastMark.map({ now.day > $0 }) ?? true else { return [] }
        let recorded = try transaction.recorded(in: id)
        let waiting = recorded.count >= LogBatch.dailyMinimum ? recorded : []
        let issued = try unpublishedIssues()
        // The number of one day names nobody only where it is of many, or stands among many.
        let isTold = issued >= LogBatch.dailyMinimum || (issued > 0 && !waiting.isEmpty)
        let items =
            waiting.map { DailyItem.signature(id: $0.id, entry: $0.entry, textVersion: $0.textVersion) }
            + (isTold ? [.issued(issued)] : [])
        let key = SymmetricKey(data: chance)
        return items.map { item in
            (order: Array(HMAC<SHA256>.authenticationCode(for: item.number.bigEndianBytes, using: key)), item: item)
        }
        .sorted { $0.order.lexicographicallyPrecedes($1.order) }
        .map(\.item)
    }
}
