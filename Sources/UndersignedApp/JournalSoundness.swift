import TransparencyLog
import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// Whether the tables that spare a page the reading of the log say what the log says: documents, events, versions of the
/// text, falls.
///
/// They are few, however many signed.
struct JournalSoundness {
    let petition: Petition
    let head: LogHead
    let transaction: any Transaction

    /// - Returns: What is wrong first, or nil.
    /// - Throws: A row or an entry that does not read, or a fault of the database.
    func problem() throws -> String? {
        try documentProblem() ?? eventProblem() ?? versionProblem() ?? fallProblem()
    }

    /// Each document lies under its own hash.
    private func documentProblem() throws -> String? {
        for hash in try transaction.documentHashes(of: petition.id) {
            let content = try transaction.document(hash: hash, of: petition.id) ?? []
            guard content.sha256 == hash else {
                return "one of its documents is not the one that was hashed"
            }
        }
        return nil
    }

    /// Each event names an entry that says the same, and its document is there.
    private func eventProblem() throws -> String? {
        for event in try transaction.events(of: petition.id) {
            let place = "its history says something else of entry \(event.position) than its log"
            guard event.position < head.size,
                let bytes = try transaction.entries(from: event.position, count: 1, of: petition.id).first
            else { return place }
            let entry = try LogEntry(parsing: bytes)
            guard entry.event(at: event.position, hour: event.hour) == event else { return place }
        }
        return nil
    }

    /// What was counted under the versions adds up to the count.
    private func versionProblem() throws -> String? {
        let versions = try transaction.textVersions(of: petition.id)
        guard versions.map(\.version) == Array(1...petition.textVersion) else {
            return "the versions of its text are not those of its log"
        }
        for version in versions where try !isNamed(version) {
            return "version \(version.version) of its text is not the one that its log names"
        }
        let amounts = versions.flatMap { [$0.added, $0.removed] }
        guard amounts.allSatisfy((0...Self.amountLimit).contains) else { return versionWords }
        let (added, removed) = versions.reduce((0, 0)) { ($0.0 + $1.added, $0.1 + $1.removed) }
        let isSound = added - removed == head.counts.total && removed == head.counts.removed
        return isSound ? nil : versionWords
    }

    private func isNamed(_ version: TextVersion) throws -> Bool {
        guard let hash = MerkleHash(version.hash), (version.version == 1) == (version.position == 0) else {
            return false
        }
        let named: LogEntry =
            version.version == 1
            ? .petition(documentHash: hash) : .text(version: version.version, documentHash: hash)
        return try transaction.entries(from: version.position, count: 1, of: petition.id).first == named.bytes
    }

    private var versionWords: String { "what was counted under the versions of its text does not add up to its count" }

    /// What the reasons took away adds up to what was removed.
    private func fallProblem() throws -> String? {
        let falls = try transaction.falls(of: petition.id)
        guard falls.allSatisfy({ (0...Self.amountLimit).contains($0.weight) }),
            falls.reduce(0, { $0 + $1.weight }) == head.counts.removed
        else { return "its history does not add up to what was taken out of its count" }
        return nil
    }

    /// Sums of these can't overflow.
    private static let amountLimit = 1 << 53
}
