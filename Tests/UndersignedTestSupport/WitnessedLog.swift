package import TransparencyLog

/// A small log of up to 256 entries with a fixed key, and the requests it would send to a witness.
package struct WitnessedLog: Sendable {
    package static let origin = "petitions.example.org/petitions/save-the-library/log"

    package let key: NoteSigningKey
    private let leaves: [MerkleHash]

    /// - Parameter branch: Logs of two branches agree on the first four entries and differ in all others.
    /// - Throws: Nothing that a test would see.
    package init(branch: UInt8 = 0) throws {
        key = try NoteSigningKey(name: Self.origin, seed: [UInt8](repeating: 9, count: 32))
        leaves = (0..<200).map { MerkleTree.leafHash(of: [$0 < 4 ? 0 : branch, UInt8($0)]) }
    }

    package func checkpoint(_ size: Int) throws -> Checkpoint {
        let root = size == 0 ? MerkleTree.emptyRoot : MerkleTree.root(of: Array(leaves[..<size]))
        return try Checkpoint(origin: Self.origin, size: UInt64(size), root: root)
    }

    /// The body of a request from one size to another, with this log's own proof where there is one.
    package func request(from old: Int, to new: Int, by key: NoteSigningKey? = nil) throws -> [UInt8] {
        let hashes =
            old <= new
            ? try ConsistencyProof(oldSize: UInt64(old), newSize: UInt64(new)) { tile in
                Array(leaves[..<tile.width])
            }.hashes : []
        let note = try checkpoint(new).signed(by: key ?? self.key)
        return Array(try WitnessRequest(oldSize: UInt64(old), hashes: hashes, checkpoint: note).string.utf8)
    }
}
