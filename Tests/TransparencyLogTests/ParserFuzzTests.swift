import Testing
import TransparencyLog

/// A million damaged inputs in all: none may crash a parser, and whatever parses prints back byte for byte.
struct ParserFuzzTests {
    @Test func `damaged tile paths crash nothing, and what parses prints back`() {
        let samples = ["tile/0/000", "tile/63/x001/234.p/5", "tile/2/x018/x446/x744/x073/x709/x551/615.p/255"]
        expectRoundTrips(200_000, seed: 1, samples) { TileCoordinate(path: $0)?.path }
    }

    @Test func `damaged bundle paths crash nothing, and what parses prints back`() {
        let samples = ["tile/entries/000", "tile/entries/x001/234.p/5", "tile/entries/x999/x999/999.p/17"]
        expectRoundTrips(150_000, seed: 2, samples) { BundleCoordinate(path: $0)?.path }
    }

    @Test func `damaged hashes in base64 crash nothing, and what parses prints back`() {
        let samples = (0..<4).map { MerkleTree.leafHash(of: [$0]).base64 }
        expectRoundTrips(130_000, seed: 3, samples) { MerkleHash(base64: $0)?.base64 }
    }

    @Test func `damaged verifier keys crash nothing, and what parses prints back`() {
        let samples = [NoteKeyTests.verifier, WorkedExampleTests.verifier, "é+00000000+AQ==", "a+1234abcd+BA=="]
        expectRoundTrips(80_000, seed: 4, samples) { try NoteVerifierKey($0).description }
    }

    @Test func `damaged signing keys crash nothing, and what parses prints back`() {
        let samples = [NoteKeyTests.signer, WorkedExampleTests.signer, "PRIVATE+KEY+a+00000000+AQ=="]
        expectRoundTrips(60_000, seed: 5, samples) { try NoteSigningKey($0).text }
    }

    @Test func `damaged signature lines crash nothing, and what parses prints back`() throws {
        let samples = try Self.notes.flatMap { try SignedNote(parsing: $0).signatures.map(\.line) }
        expectRoundTrips(80_000, seed: 6, samples + ["— é AAAAAAA="]) { try NoteSignature(parsing: $0).line }
    }

    @Test func `damaged signed notes crash nothing, and what parses prints back`() {
        expectRoundTrips(60_000, seed: 7, Self.notes) { try SignedNote(parsing: $0).string }
    }

    @Test func `damaged checkpoints crash nothing, and what parses prints back`() {
        let root = MerkleTree.leafHash(of: []).base64
        let samples = [
            "example.org/log\n0\n\(MerkleTree.emptyRoot)\n", "é\n18446744073709551615\n\(root)\n",
            "a\n10\n\(root)\nmore\nlines\n",
        ]
        expectRoundTrips(80_000, seed: 8, samples) { try Checkpoint(parsing: $0).noteText }
    }

    @Test func `damaged receipts crash nothing, and what parses prints back`() {
        let samples = [
            WorkedExampleTests.receipt,
            WorkedExampleTests.receipt.replacing("index 2\n", with: "extra AAAA\nindex 0\n"),
        ]
        expectRoundTrips(40_000, seed: 9, samples) { try LogProof(parsing: $0).string }
    }

    @Test func `damaged bundles crash nothing, and what parses prints back`() throws {
        var mutation = Mutation(seed: 10)
        let samples = try [WorkedExampleTests.entries, [[]], [Array("one".utf8), [], []]].map(EntryBundle.encode)
        var parsed = 0
        for round in 0..<80_000 {
            let bytes = mutation.bytes(from: samples)
            guard let entries = try? EntryBundle.decode(bytes, count: round % 7)  // most damage is refused
            else { continue }
            parsed += 1
            if try EntryBundle.encode(entries) != bytes { Issue.record("another bundle came back: \(bytes)") }
        }
        #expect(parsed > 100)
    }

    @Test func `tiles, edges and cosignatures of any length crash nothing`() throws {
        var random = RandomSource(seed: 11)
        let hash = MerkleTree.emptyRoot
        for _ in 0..<20_000 {
            let bytes = [UInt8](repeating: UInt8(random.below(256)), count: random.below(100))
            let coordinate = TileCoordinate(level: random.below(64), index: random.next(), width: 1 + random.below(3))
            let tile = try? Tile(coordinate: coordinate, bytes: bytes)  // most lengths are refused
            let isRightLength = bytes.count == coordinate.width * 32
            if (tile?.bytes == bytes) != isRightLength { Issue.record("a tile of \(bytes.count) bytes") }
            let partial = [random.below(10): [MerkleHash](repeating: hash, count: random.below(3))]
            let size = random.next() >> UInt64(random.below(64))
            if let edge = try? TreeEdge(size: size, partialTiles: partial) { _ = edge.root }  // refused: nothing to see
            guard !bytes.isEmpty else { continue }
            let line = try NoteSignature(name: "a", keyID: 1, signature: bytes)
            let cosignature = try? Cosignature(line)  // most lengths are refused
            if (cosignature != nil) != (bytes.count == 72) { Issue.record("a cosignature of \(bytes.count) bytes") }
        }
    }

    @Test func `proofs of any numbers crash nothing and prove nothing`() {
        var random = RandomSource(seed: 12)
        let hash = MerkleTree.emptyRoot
        for _ in 0..<20_000 {
            let one = random.next() >> UInt64(random.below(64))
            let two = random.next() >> UInt64(random.below(64))
            let hashes = [MerkleHash](repeating: hash, count: random.below(70))
            let inclusion = InclusionProof(index: one, treeSize: two, hashes: hashes)
            let consistency = ConsistencyProof(oldSize: one, newSize: two, hashes: hashes)
            let isTrivial = one == two && one > 0 && hashes.isEmpty
            if consistency.isValid(oldRoot: hash, newRoot: hash) != isTrivial { Issue.record("\(consistency)") }
            if inclusion.isValid(leaf: hash, root: hash), two != 1 { Issue.record("\(inclusion)") }
        }
    }

    private static let notes = [
        SignedNoteTests.go, SignedNoteTests.c2sp, WorkedExampleTests.checkpoint, "\n\n— é AAAAAAA=\n— b AAAAAAA=\n",
    ]

    private func expectRoundTrips(
        _ count: Int,
        seed: UInt64,
        _ samples: [String],
        _ parse: (String) throws -> String?
    ) {
        var mutation = Mutation(seed: seed)
        let samples = samples.map { Array($0.utf8) }
        var parsed = 0
        for _ in 0..<count {
            // Bytes that are no UTF-8 become replacement characters here; `SignedNote` alone reads bytes.
            let text = String(decoding: mutation.bytes(from: samples), as: UTF8.self)
            guard let printed = try? parse(text) else { continue }  // most damage is refused
            parsed += 1
            if !printed.utf8.elementsEqual(text.utf8) { Issue.record("\(text.debugDescription) came back otherwise") }
        }
        #expect(parsed > 0)
    }
}
