package import TransparencyLog
package import UndersignedCore

/// A public document and the entry that names it.
package struct Announcement: Sendable {
    /// The document's bytes, as served.
    package let content: [UInt8]
    /// SHA-256 of the bytes.
    package let hash: MerkleHash
    package let entry: LogEntry

    /// - Parameters:
    ///   - content: The document.
    ///   - entry: Makes the entry from the document's hash.
    package init(_ content: [UInt8], entry: (MerkleHash) -> LogEntry) {
        guard let hash = MerkleHash(content.sha256) else {
            preconditionFailure("SHA-256 has 32 bytes")
        }
        self.content = content
        self.hash = hash
        self.entry = entry(hash)
    }

    /// A note to the public.
    package init(_ note: PublicNote) throws {
        self.init(try note.canonical(), entry: LogEntry.note)
    }
}
