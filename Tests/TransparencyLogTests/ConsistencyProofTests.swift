import Testing
import TransparencyLog

struct ConsistencyProofTests {
    @Test func `every pair of small sizes is proven as the definition says`() throws {
        let tree = NaiveTree(count: 70)
        let tiles = SampleTiles(tree)
        for new in 1...70 {
            for old in 1...new { try expectProof(old, new, of: tree, tiles) }
        }
    }

    @Test(arguments: [255, 256, 257, 511, 512, 65_536, 65_537])
    func `sizes at the borders of tiles are proven`(new: Int) throws {
        let tree = NaiveTree(count: new)
        let tiles = SampleTiles(tree)
        for old in [1, 2, 3, 128, 254, 255, 256, 257, 511, 512, 65_280, 65_535, 65_536, new - 1, new] where old <= new {
            try expectProof(old, new, of: tree, tiles)
        }
    }

    @Test func `a proof that was changed anywhere is refused`() throws {
        let tree = NaiveTree(count: 300)
        let tiles = SampleTiles(tree)
        let newRoot = try #require(tree.root(size: 300))
        for old in [1, 2, 3, 128, 255, 256, 257, 298, 299] {
            let oldRoot = try #require(tree.root(size: old))
            let proof = try ConsistencyProof(oldSize: UInt64(old), newSize: 300, reading: tiles.hashes)
            func isValid(_ old: UInt64, _ new: UInt64, _ hashes: [MerkleHash]) -> Bool {
                ConsistencyProof(oldSize: old, newSize: new, hashes: hashes)
                    .isValid(oldRoot: oldRoot, newRoot: newRoot)
            }
            #expect(isValid(proof.oldSize, 300, proof.hashes))
            for place in proof.hashes.indices {
                var hashes = proof.hashes
                hashes[place] = MerkleTree.emptyRoot
                #expect(!isValid(proof.oldSize, 300, hashes))
                hashes.remove(at: place)
                #expect(!isValid(proof.oldSize, 300, hashes))
            }
            #expect(!isValid(proof.oldSize, 300, proof.hashes + [newRoot]))
            #expect(!isValid(proof.oldSize, 300, []))
            #expect(!isValid(300, proof.oldSize, proof.hashes))
            #expect(!isValid(proof.oldSize, proof.oldSize, proof.hashes))
            #expect(!proof.isValid(oldRoot: newRoot, newRoot: newRoot))
            #expect(!proof.isValid(oldRoot: oldRoot, newRoot: oldRoot))
        }
    }

    @Test func `equal sizes need equal roots and no hashes, and an empty old tree proves nothing`() throws {
        let hash = MerkleTree.emptyRoot
        let other = MerkleTree.leafHash(of: [1])
        #expect(ConsistencyProof(oldSize: 9, newSize: 9, hashes: []).isValid(oldRoot: other, newRoot: other))
        #expect(!ConsistencyProof(oldSize: 9, newSize: 9, hashes: []).isValid(oldRoot: hash, newRoot: other))
        #expect(!ConsistencyProof(oldSize: 9, newSize: 9, hashes: [hash]).isValid(oldRoot: hash, newRoot: hash))
        #expect(!ConsistencyProof(oldSize: 0, newSize: 9, hashes: []).isValid(oldRoot: hash, newRoot: other))
        #expect(!ConsistencyProof(oldSize: 0, newSize: 0, hashes: []).isValid(oldRoot: hash, newRoot: hash))
        let none = try ConsistencyProof(oldSize: 0, newSize: 9) { _ in [] }
        #expect(none.hashes.isEmpty)
        #expect(throws: MalformedInput(code: .beyondTree, detail: "")) {
            try ConsistencyProof(oldSize: 10, newSize: 9) { _ in [] }
        }
    }

    @Test func `sizes and proofs of any measure are refused without a trap`() throws {
        let hash = MerkleTree.emptyRoot
        let sizes = [0, 1, 2, 3, UInt64.max / 2, UInt64.max / 2 + 1, .max - 1, .max]
        for old in sizes {
            for new in sizes {
                for count in [0, 1, 63, 64, 65, 10_000] {
                    let hashes = [MerkleHash](repeating: hash, count: count)
                    let proof = ConsistencyProof(oldSize: old, newSize: new, hashes: hashes)
                    #expect(proof.isValid(oldRoot: hash, newRoot: hash) == (old == new && old > 0 && count == 0))
                }
                if old > new { continue }
                let proof = try ConsistencyProof(oldSize: old, newSize: new) { coordinate in
                    [MerkleHash](repeating: hash, count: coordinate.width)
                }
                #expect(proof.hashes.count <= 65)
            }
        }
    }

    private func expectProof(_ old: Int, _ new: Int, of tree: NaiveTree, _ tiles: SampleTiles) throws {
        let proof = try ConsistencyProof(oldSize: UInt64(old), newSize: UInt64(new), reading: tiles.hashes)
        #expect(proof.hashes == tree.hashes(tree.consistency(old, new)))
        let oldRoot = try #require(tree.root(size: old))
        let newRoot = try #require(tree.root(size: new))
        #expect(proof.isValid(oldRoot: oldRoot, newRoot: newRoot))
    }
}
