import TransparencyLog
import UndersignedCore
package import UndersignedStore

/// A packet that was handed over, ready for the log; the position of its row is filled in here.
package struct NewDelivery: Sendable {
    /// The packet and its `delivered` entry.
    package let packet: Announcement
    package var row: StoredDelivery
}

extension PetitionBatch {
    /// Packet, entry and private address are one commit.
    ///
    /// `.appended(0)` where the packet is in the log already, so that it can be done again.
    mutating func deliver(_ delivery: NewDelivery) throws -> LogOutcome {
        let hash = delivery.packet.hash
        guard try transaction.delivery(packetHash: hash.bytes, of: id) == nil else { return .appended(0) }
        var row = delivery.row
        try transaction.saveDocument(delivery.packet.content, hash: hash.bytes, of: id)
        row.position = writer.append(delivery.packet.entry, at: now)
        try transaction.saveDelivery(row, of: id)
        return .appended(1)
    }

    /// Takes an entry out for its signatory.
    ///
    /// What was handed over stays: the number that somebody has in hand must not become wrong afterwards, so its entry
    /// counts on without anybody's data (DESIGN 11.7).
    ///
    /// - Returns: The index of the removal; nil where nothing was taken out.
    mutating func takeBack(at position: UInt64) throws -> UInt64? {
        guard try position >= transaction.deliveredSize(of: id) else { return nil }
        return try writer.remove(at: position, reason: .withdrawn, in: transaction, now: now)
    }
}
