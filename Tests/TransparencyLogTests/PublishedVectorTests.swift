import Testing
import TransparencyLog

// The vectors are shared beside the checkout and are no part of it; without them these tests are skipped.
@Suite(.enabled(if: SharedVectors.arePresent, "the shared vectors are not beside this checkout"))
struct PublishedVectorTests {
    struct Inclusion: Decodable {
        let leafIdx: UInt64
        let treeSize: UInt64?
        let start: UInt64?
        let end: UInt64?
        let root: String
        let leafHash: String
        let proof: [String]?
        let desc: String
        let wantErr: Bool
    }

    struct Consistency: Decodable {
        let size1: UInt64?
        let size2: UInt64?
        let start: UInt64?
        let end: UInt64?
        let size: UInt64?
        let root1: String
        let root2: String
        let proof: [String]?
        let desc: String
        let wantErr: Bool
    }

    struct EdwardsCase: Decodable {
        let number: Int
        let key: String
        let sig: String
        let msg: String
        let flags: [String]?
    }

    @Test func `inclusion proofs of trees and subtrees are judged as published`() throws {
        var accepted = 0
        var judged = 0
        for folder in ["inclusion", "subtreeinclusion"] {
            for path in try cases(in: folder) {
                let vector = try SharedVectors.json(Inclusion.self, path)
                #expect(isValid(vector) == !vector.wantErr, "\(path): \(vector.desc)")
                judged += 1
                accepted += vector.wantErr ? 0 : 1
            }
        }
        #expect(judged == 98 + 204 && accepted > 10)
    }

    // A subtree that is empty or begins after leaf 0 has proofs of its own, which this library does not make or check.
    @Test func `consistency proofs of trees, and of subtrees from leaf 0, are judged as published`() throws {
        var judged = 0
        for folder in ["consistency", "subtreeconsistency"] {
            for path in try cases(in: folder) {
                let vector = try SharedVectors.json(Consistency.self, path)
                guard vector.start ?? 0 == 0, vector.end != 0 else { continue }
                // Two cases say that equal roots are equal whatever they are; ours are always 32 bytes.
                guard vector.desc != "sizes are equal (one) and proof is empty" else { continue }
                #expect(isValid(vector) == !vector.wantErr, "\(path): \(vector.desc)")
                judged += 1
            }
        }
        #expect(judged > 98)
    }

    @Test func `a log published by Tessera verifies at each of its sixteen sizes`() throws {
        let vkey = try SharedVectors.text("tlog-tiles/tessera/vkey")
        let key = try NoteVerifierKey(String(vkey.prefix { $0 != "\n" }))
        var checkpoints: [Checkpoint] = []
        for size in 0...15 {
            let bytes = try SharedVectors.bytes("tlog-tiles/tessera/log/checkpoint.\(size)")
            let note = try SignedNote(parsing: bytes)
            #expect(note.bytes == bytes)
            let checkpoint = try #require(Checkpoint.verify(note, key: key).value)
            #expect(checkpoint.size == UInt64(size))
            checkpoints.append(checkpoint)
            var verifier = LogVerifier(checkpoint: checkpoint)
            while let next = verifier.nextBundle {
                let bundle = try SharedVectors.bytes("tlog-tiles/tessera/log/\(next.path)")
                for tile in try verifier.add(bundle: bundle, at: next).tiles {
                    let bytes = try SharedVectors.bytes("tlog-tiles/tessera/log/\(tile.coordinate.path)")
                    let isEqual = verifier.matches(tile: tile.coordinate, bytes: bytes)
                    #expect(isEqual)
                }
            }
            #expect(verifier.finish() == .valid(checkpoint))
        }
        for old in checkpoints.dropFirst() {
            for new in checkpoints[Int(old.size)...] {
                let proof = try ConsistencyProof(oldSize: old.size, newSize: new.size) { tile in
                    let bytes = try SharedVectors.bytes("tlog-tiles/tessera/log/\(tile.path)")
                    return try Tile(coordinate: tile, bytes: bytes).hashes
                }
                #expect(proof.isValid(oldRoot: old.root, newRoot: new.root))
            }
        }
    }

    /// What our verification does in the corners that RFC 8032 leaves open, held to one policy.
    ///
    /// BoringSSL's: no cofactor (a low-order residue is refused), and `R` is compared as bytes (a non-canonical one is
    /// refused). Low-order and non-canonical public keys are accepted: a log's key is chosen by its owner.
    @Test func `Ed25519 edge cases are judged by one policy`() throws {
        let cases = try SharedVectors.json([EdwardsCase].self, "cctv/ed25519vectors.json")
        for vector in cases {
            let key = try NoteVerifierKey(name: "edge", algorithm: .ed25519, publicKey: bytes(hex: vector.key))
            let refusing = ["low_order_residue", "non_canonical_R"]
            let accepts = !(vector.flags ?? []).contains(where: refusing.contains)
            let isValid = key.isValid(signature: bytes(hex: vector.sig), for: Array(vector.msg.utf8))
            #expect(isValid == accepts, "case \(vector.number): \(vector.flags ?? [])")
        }
        #expect(cases.count == 914)
    }

    private func cases(in folder: String) throws -> [String] {
        try SharedVectors.files(below: "rfc6962/testdata/\(folder)").filter { $0.hasSuffix(".json") }
    }

    private func isValid(_ vector: Inclusion) -> Bool {
        let start = vector.start ?? 0
        let end = vector.end ?? vector.treeSize ?? 0
        guard start <= vector.leafIdx, start < end, isSubtree(start, end),
            let leaf = MerkleHash(base64: vector.leafHash), let root = MerkleHash(base64: vector.root),
            let hashes = hashes(vector.proof)
        else { return false }
        // Within its subtree a leaf is proven as in a tree of the subtree's size.
        return InclusionProof(index: vector.leafIdx - start, treeSize: end - start, hashes: hashes)
            .isValid(leaf: leaf, root: root)
    }

    private func isValid(_ vector: Consistency) -> Bool {
        guard let old = vector.size1 ?? vector.end, let new = vector.size2 ?? vector.size,
            let oldRoot = MerkleHash(base64: vector.root1), let newRoot = MerkleHash(base64: vector.root2),
            let hashes = hashes(vector.proof)
        else { return false }
        return ConsistencyProof(oldSize: old, newSize: new, hashes: hashes).isValid(oldRoot: oldRoot, newRoot: newRoot)
    }

    /// A range is a subtree when it begins at a multiple of the smallest power of two that is not below its length.
    private func isSubtree(_ start: UInt64, _ end: UInt64) -> Bool {
        var power: UInt64 = 1
        while power < end - start, power < 1 << 63 { power *= 2 }
        return start % power == 0
    }

    private func hashes(_ texts: [String]?) -> [MerkleHash]? {
        let hashes = (texts ?? []).map { MerkleHash(base64: $0) }
        return hashes.contains(nil) ? nil : hashes.compactMap(\.self)
    }

    private func bytes(hex: String) -> [UInt8] {
        let digits = hex.utf8.map { UInt8($0 <= 0x39 ? $0 - 0x30 : $0 - 0x57) }
        return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }
}
