import Testing
import TransparencyLog

/// A log of five entries of which every intermediate value is known; judged sound by two independent programs.
struct WorkedExampleTests {
    static let origin = "petitions.example/p/save-the-library"
    static let entries = ["first entry", "", "é third entry", "fourth", "fifth"].map { Array($0.utf8) }
    static let leaves = [
        "b989a809997c58dcd9b2f5fd55384ec91d77a2e2f4e099f06dfaff506c6028b6",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "7601cd304b76244283d480f46bb0223c7876874af0a332ad172d53228d6ee51b",
        "50ef598bb8c1185561b2159d645c0143e1f4eeb01d27b08f26209e18c9e87e96",
        "b8495c21eff589ce09ac70ac8d60ac49fcfd74a52d9882bdd4287153227cecfa",
    ]
    static let roots = [
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "b989a809997c58dcd9b2f5fd55384ec91d77a2e2f4e099f06dfaff506c6028b6",
        "7652ecdbc9054052724161e966ecd8b7d70761bb565501d7308e55a4796eb7dd",
        "ba3bb958bb075e4802695319763af4004d405a4a99b195feeed58998cbc575a0",
        "f67059f134fb61cdc70ab243f1f00f4c3aff12b009d9c48ffbc957ac53acac58",
        "ec84e34b1d5a6fde9259618a5cf2de054e650b6071e8731769fb80b690bad5d7",
    ]
    static let verifier = "petitions.example/p/save-the-library+6465ec63+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4"
    static let signer =
        "PRIVATE+KEY+petitions.example/p/save-the-library+6465ec63+AQABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f"
    static let checkpoint = """
        petitions.example/p/save-the-library
        5
        7ITjSx1ab96SWWGKXPLeBU5lC2Bx6HMXafuAtpC61dc=

        — petitions.example/p/save-the-library \
        ZGXsYwA6OA6lWg2FvWbba5uCikCGu9p0GmnK4strs/0mRCsAaxuNdaxu/ut6hJSN0SzZCSGiUh77Pm5F6Ob4wmWgjQQ=

        """
    static let receipt = """
        c2sp.org/tlog-proof@v1
        index 2
        UO9Zi7jBGFVhshWdZFwBQ+H07rAdJ7CPJiCeGMnofpY=
        dlLs28kFQFJyQWHpZuzYt9cHYbtWVQHXMI5VpHlut90=
        uElcIe/1ic4JrHCsjWCsSfz9dKUtmIK91ChxUyJ87Po=


        """ + checkpoint

    @Test func `the key is the one of the seed`() throws {
        let key = try NoteSigningKey(name: Self.origin, seed: Array(0..<32))
        #expect(key.text == Self.signer)
        #expect("\(key.verifierKey)" == Self.verifier)
        #expect(key.verifierKey.keyID == 0x6465_ec63)
        #expect(key.verifierKey.publicKey.prefix(4) == [0x03, 0xa1, 0x07, 0xbf])
    }

    @Test func `leaves, roots, tile and bundle are the known ones`() throws {
        var edge = TreeEdge()
        #expect(edge.root.hex == Self.roots[0])
        var tiles: [Tile] = []
        for (place, entry) in Self.entries.enumerated() {
            let leaf = MerkleTree.leafHash(of: entry)
            #expect(leaf.hex == Self.leaves[place])
            tiles = edge.append([leaf])
            #expect(edge.root.hex == Self.roots[place + 1])
        }
        #expect(tiles.map(\.coordinate.path) == ["tile/0/000.p/5"])
        #expect(tiles[0].hashes.map(\.hex) == Self.leaves)
        let bundle = try EntryBundle.encode(Self.entries)
        #expect(
            bundle == [0, 11] + Self.entries[0] + [0, 0, 0, 14] + Self.entries[2] + [0, 6] + Self.entries[3] + [0, 5]
                + Self.entries[4]
        )
    }

    @Test func `the signed checkpoint is the known one, byte for byte`() throws {
        let root = MerkleTree.root(of: Self.entries.map(MerkleTree.leafHash(of:)))
        let checkpoint = try Checkpoint(origin: Self.origin, size: 5, root: root)
        #expect(try checkpoint.signed(by: NoteSigningKey(Self.signer)).string == Self.checkpoint)
        let note = try SignedNote(parsing: Self.checkpoint)
        #expect(try Checkpoint.verify(note, key: NoteVerifierKey(Self.verifier)) == .valid(checkpoint))
    }

    @Test func `the receipt is the known one, byte for byte`() throws {
        let hashes = Self.entries.map(MerkleTree.leafHash(of:))
        let proof = try InclusionProof(index: 2, treeSize: 5) { _ in hashes }
        #expect(proof.hashes.map(\.hex) == [Self.leaves[3], Self.roots[2], Self.leaves[4]])
        let receipt = try LogProof(index: 2, hashes: proof.hashes, checkpoint: SignedNote(parsing: Self.checkpoint))
        #expect(receipt.string == Self.receipt)
        #expect(try LogProof(parsing: Self.receipt) == receipt)
        #expect(try receipt.verify(entry: Self.entries[2], key: NoteVerifierKey(Self.verifier)).value?.size == 5)
    }

    // The vectors are shared beside the checkout; where they are absent, the values above stand alone.
    @Test(.enabled(if: SharedVectors.arePresent, "the shared vectors are not beside this checkout"))
    func `the shared files of the example are those values`() throws {
        #expect(try SharedVectors.text("worked-example/log/checkpoint") == Self.checkpoint)
        #expect(try SharedVectors.text("worked-example/entry-2.tlog-proof") == Self.receipt)
        #expect(try SharedVectors.text("worked-example/vkey").hasPrefix(Self.verifier))
        #expect(try SharedVectors.bytes("worked-example/entry-2.bin") == Self.entries[2])
        let bundle = try SharedVectors.bytes("worked-example/log/tile/entries/000.p/5")
        #expect(try EntryBundle.decode(bundle, count: 5) == Self.entries)
        let tile = try SharedVectors.bytes("worked-example/log/tile/0/000.p/5")
        let coordinate = TileCoordinate(level: 0, index: 0, width: 5)
        #expect(try Tile(coordinate: coordinate, bytes: tile).hashes.map(\.hex) == Self.leaves)
    }
}
