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
    ///
    /// - Parameter entering: How many tokens enter the log in this step.
    /// - Returns: 0 or more.
    /// - Throws: A fault of the database.
    func unpublishedIssues(beside entering: Int = 0) throws -> Int {
        guard petition.sheet.members != nil else { return 0 }
        let told = try transaction.publishedIssues(in: id)
        let known = try transaction.issuerCount(of: id)?.issued ?? 0
        if petition.sheet.isIssuedHere { return max(known, told) - told }
        // Another issuer tells late; a token that verifies was issued, whatever it says.
        let used = try transaction.usedTokens(in: id) + entering
        return max(known, used, told) - told
    }

    /// Counts who holds a token, with the day's first look and no other: nothing that is seen later tells an hour.
    ///
    /// - Parameter anew: For the last time, whenever that is.
    /// - Throws: A fault of the database.
    func countHolders(anew: Bool = false) throws {
        guard petition.sheet.members != nil, petition.sheet.isIssuedHere else { return }
        let last = try transaction.issuerCount(of: id)?.askedOn
        guard anew || last.map({ $0 < now.day }) ?? true else { return }
        try transaction.saveIssuerCount(transaction.memberCount(in: id), of: id, on: now.day)
    }

    /// What is published today, in an order that chance alone gives; a few of either kind wait for more.
    func dailyItems(chance: [UInt8]) throws -> [DailyItem] {
        guard writer.head.lastMark.map({ now.day > $0 }) ?? true else { return [] }
        // Of days that are over: who looks all day never sees which minute made them enough.
        let recorded = try transaction.recorded(in: id, before: now.day)
        let waiting = recorded.count >= LogBatch.dailyMinimum ? recorded : []
        let issued = try unpublishedIssues(beside: waiting.count)
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
