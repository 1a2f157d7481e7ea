import TransparencyLog
import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// A petition's logs: the one that goes on, and those that it carries on.
///
/// A statement names one of them, a seal is bound to the document of one, and a `text` entry that was carried names a
/// document of one.
struct LogLineage: Hashable, Sendable {
    /// A stored row or seal names a log that this petition never had.
    struct Unknown: Error, SafeToLog {
        let number: Int

        var logWords: String { "a row names log \(number), which this petition never had" }
    }

    /// What a document says of the logs before its own.
    struct Predecessor: Hashable, Sendable {
        let predecessor: PetitionDocument.Predecessor
        /// SHA-256 of the first log's entry 0: tokens of members are for it, whatever log takes them.
        let tokenContext: [UInt8]?
    }

    let current: LogIdentity
    /// The first one first; empty for nearly every petition.
    let closed: [ClosedLog]

    /// - Throws: A fault of the database.
    init(of petitionID: Int64, _ log: LogIdentity, _ transaction: any Transaction) throws {
        current = log
        closed = try transaction.closedLogs(of: petitionID)
    }

    /// The hash of a log's document, 32 bytes.
    ///
    /// - Throws: `Unknown`.
    func documentHash(of number: Int) throws -> [UInt8] {
        if number == current.number { return current.documentHash }
        guard let hash = closed.first(where: { $0.number == number })?.documentHash else {
            throw Unknown(number: number)
        }
        return hash
    }

    /// The log that this one carries on, as its document says; nil for the first.
    var predecessor: Predecessor? { predecessor(of: current.number) }

    /// What stands in the document of a version of the text about the log: that of the log in which the text changed.
    ///
    /// - Parameter position: The index of the version's entry.
    /// - Returns: Name and key, and the log before it.
    func log(
        ofTextAt position: UInt64
    ) -> (origin: String, verifierKey: String, predecessor: Predecessor?) {
        let log = position == 0 ? nil : closed.first { $0.documentHash != nil && position < $0.carried }
        return log.map { ($0.origin, $0.verifierKey, predecessor(of: $0.number)) }
            ?? (current.origin, current.verifierKey, predecessor)
    }

    private func predecessor(of number: Int) -> Predecessor? {
        closed.last { $0.number < number }.map {
            Predecessor(predecessor: $0.asPredecessor, tokenContext: Self.tokenContext(closed.first))
        }
    }

    /// SHA-256 of a log's entry 0; nil where its document is not known.
    static func tokenContext(_ first: ClosedLog?) -> [UInt8]? {
        first?.documentHash.flatMap(MerkleHash.init).map { LogEntry.petition(documentHash: $0).bytes.sha256 }
    }
}
