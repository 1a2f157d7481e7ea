import TransparencyLog
import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// Whether the rows of signatures say what the log says: who is counted, where, as which number, under which text.
///
/// The log needs no row to be counted; a row that is wrong shows a person a wrong number, or takes back the entry of
/// somebody else.
struct SignatureSoundness {
    /// What an entry that counts a mailbox or an organisation says about its row.
    private struct Place {
        /// The count with it.
        let number: Int
        let textVersion: Int
        var removal: (position: UInt64, reason: RemovalReason)?
        var isTaken = false
    }

    let petition: Petition
    let head: LogHead
    let transaction: any Transaction
    private let deliveredSize: UInt64

    init(petition: Petition, head: LogHead, transaction: any Transaction) throws {
        (self.petition, self.head, self.transaction) = (petition, head, transaction)
        deliveredSize = try transaction.deliveredSize(of: petition.id)
    }

    /// As many rows are counted as the head says, and all times are whole hours: one look at each table.
    ///
    /// - Returns: What is wrong, or nil.
    func quickProblem() throws -> String? {
        let counts = try transaction.signatureCounts(of: petition.id)
        let counted = counts[.counted] ?? (0, 0)
        // What was taken back after it had been handed over still counts, and is nobody's any more.
        let standing = try head.counts.total - head.counts.paper - transaction.keptCount(of: petition.id)
        guard counted.rows == standing, counted.placed == standing else {
            return "\(counted.rows) of its signatures are marked as counted, and its log counts \(standing)"
        }
        let neverPlaced = [SignatureState.pending, .held, .recorded, .expired].reduce(0) {
            $0 + (counts[$1]?.placed ?? 0)
        }
        guard neverPlaced == 0 else { return "a signature that was not counted names a place in the log" }
        guard head.lastMark.map({ $0.hour == $0 }) ?? true, try transaction.talliesAreOfHours(petition.id) else {
            return "a clock mark or a tally is not of a whole hour"
        }
        return nil
    }

    /// Reads all entries and all rows: each row must be what its entry says.
    ///
    /// Some 16 bytes of memory an entry.
    ///
    /// - Returns: What is wrong first, or nil.
    func deepProblem() throws -> String? {
        var places: [UInt64: Place] = [:]
        var recount = Recount()
        var position: UInt64 = 0
        while position < head.size {
            let entries = try transaction.entries(from: position, count: Self.chunk, of: petition.id)
            guard !entries.isEmpty else { return "entry \(position) is missing" }
            for bytes in entries.prefix(Int(min(UInt64(Self.chunk), head.size - position))) {
                if let problem = try read(bytes, at: position, &recount, &places) { return problem }
                position += 1
            }
        }
        guard recount.counts == head.counts else { return "its head's count is not that of its entries" }
        guard recount.textVersion == petition.textVersion else { return "its text is not the version that its log has" }
        return try rowProblem(&places)
    }

    private static let chunk = 4_096

    private func read(
        _ bytes: [UInt8],
        at position: UInt64,
        _ recount: inout Recount,
        _ places: inout [UInt64: Place]
    ) throws -> String? {
        let entry = try LogEntry(parsing: bytes)
        do {
            try recount.add(entry, at: position)
        } catch {
            return "entry \(position) breaks the rules of counting"
        }
        switch entry {
        case .signedMail, .signedOrganisation, .member:
            places[position] = Place(number: recount.counts.total, textVersion: recount.textVersion)
        case .removed(let index, let reason):
            places[index]?.removal = (position, reason)
        default: break
        }
        return nil
    }

    private func rowProblem(_ places: inout [UInt64: Place]) throws -> String? {
        var next: Int64 = 1
        while let ids = try transaction.signatureStretch(
            in: next...Int64.max,
            count: Int64(Self.chunk),
            of: petition.id
        ) {
            next = ids.upperBound + 1
            let rows = try transaction.placedSignatures(ids, of: petition.id)
            for row in rows where row.position != nil || row.state == .counted {
                guard let position = row.position, let place = places[position], !place.isTaken, fits(row, place) else {
                    return "the row of signature \(row.id) is not what its entry says"
                }
                places[position]?.isTaken = true
            }
        }
        let orphan = places.filter { !$0.value.isTaken }.keys.min()
        return orphan.map { "entry \($0) counts a signature that has no row" }
    }

    private func fits(_ row: PlacedSignature, _ place: Place) -> Bool {
        guard row.number == place.number, let version = row.textVersion, version >= 1 else { return false }
        // What waits for a daily publication, or whose receipt was presented after a loss, was signed before it entered
        // this log: perhaps under an earlier version.
        let isLater = petition.sheet.publication == .daily || petition.log.map { $0.number > 1 } ?? false
        let isVersion = isLater ? version <= place.textVersion : version == place.textVersion
        guard isVersion, row.removedPosition == place.removal?.position else { return false }
        switch place.removal?.reason {
        case nil: return row.state == .counted || row.state == .withdrawn && isDelivered(row)
        case .withdrawn: return row.state == .withdrawn
        default: return row.state == .removed
        }
    }

    private func isDelivered(_ row: PlacedSignature) -> Bool { row.position.map { $0 < deliveredSize } ?? false }
}
