import Synchronization
import UndersignedCore

/// What tokens of members have to be, read once of each document: a busy letter asks some hundred times a second.
final class TokenTerms: Sendable {
    private static let limit = 64

    private let known = Mutex<[[UInt8]: LogAudit.Members]>([:])

    /// What a document says of members' tokens.
    ///
    /// - Parameters:
    ///   - hash: Of the document, 32 bytes.
    ///   - read: Gives its bytes; called where it is not known yet.
    /// - Returns: Nil where there is none, or it names no issuer.
    /// - Throws: What `read` throws, or `LogAuditProblem` for a document that does not read.
    func terms(of hash: [UInt8], reading read: () async throws -> [UInt8]?) async throws -> LogAudit.Members? {
        if let known = known.withLock({ $0[hash] }) { return known }
        guard let bytes = try await read(), let members = try LogAudit.PublishedDocument(parsing: bytes).members else {
            return nil
        }
        known.withLock { known in
            if known.count >= Self.limit { known.removeAll() }
            known[hash] = members
        }
        return members
    }
}
