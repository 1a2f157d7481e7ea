import Testing
import TransparencyLog

struct InclusionProofTests {
    @Test func `every leaf of every small tree is proven as the definition says`() throws {
        let tree = NaiveTree(count: 70)
        let tiles = SampleTiles(tree)
        for size in 1...70 {
            for index in 0..<size { try expectProof(of: index, in: size, of: tree, tiles) }
        }
    }

    @Test(arguments: [255, 256, 257, 511, 512, 65_536, 65_537])
    func `leaves at the borders of tiles are proven`(size: Int) throws {
        let tree = NaiveTree(count: size)
        let tiles = SampleTiles(tree)
        for index in [0, 1, 127, 254, 255, 256, 257, 510, 511, 512, 65_279, 65_280, 65_535, 65_536, size - 1]
        where index < size {
            try expectProof(of: index, in: size, of: tree, tiles)
        }
    }

    @Test func `a proof that was changed anywhere is refused`() throws {
        let tree = NaiveTree(count: 300)
        let tiles = SampleTiles(tree)
        let root = try #require(tree.root(size: 300))
        for index in [0, 1, 254, 255, 256, 298, 299] {
            let proof = try InclusionProof(index: UInt64(index), treeSize: 300, reading: tiles.hashes)
            let leaf = tree.leafHashes[index]
            func isValid(_ index: UInt64, _ size: UInt64, _ hashes: [MerkleHash]) -> Bool {
                InclusionProof(index: index, treeSize: size, hashes: hashes).isValid(leaf: leaf, root: root)
            }
            #expect(isValid(proof.index, 300, proof.hashes))
            for place in proof.hashes.indices {
                var hashes = proof.hashes
                hashes[place] = MerkleTree.emptyRoot
                #expect(!isValid(proof.index, 300, hashes))
                hashes.remove(at: place)
                #expect(!isValid(proof.index, 300, hashes))
            }
            #expect(!isValid(proof.index, 300, proof.hashes + [root]))
            #expect(!isValid(proof.index, 300, [leaf] + proof.hashes))
            #expect(!isValid(proof.index ^ 1, 300, proof.hashes))
            #expect(!isValid(300, 300, proof.hashes))
            #expect(!proof.isValid(leaf: root, root: root))
            #expect(!proof.isValid(leaf: leaf, root: leaf))
        }
    }

    @Test func `sizes and proofs of any measure are refused without a trap`() {
        let hash = MerkleTree.emptyRoot
        for index in [0, 1, UInt64.max / 2, .max - 1, .max] {
            for size in [0, 1, 2, UInt64.max / 2 + 1, .max - 1, .max] {
                for count in [0, 1, 63, 64, 65, 10_000] {
                    let hashes = [MerkleHash](repeating: hash, count: count)
                    let proof = InclusionProof(index: index, treeSize: size, hashes: hashes)
                    let isTrivial = index == 0 && size == 1 && count == 0
                    #expect(proof.isValid(leaf: hash, root: hash) == isTrivial)
                }
            }
        }
    }

    @Test func `a proof is made only for leaves of the tree and from tiles of the right width`() throws {
        let tiles = SampleTiles(NaiveTree(count: 10))
        #expect(throws: MalformedInput(code: .beyondTree, detail: "")) {
            try InclusionProof(index: 10, treeSize: 10, reading: tiles.hashes)
        }
        #expect(throws: MalformedInput(code: .tileWidth, detail: "")) {
            try InclusionProof(index: 1, treeSize: 10) { try tiles.hashes($0).dropLast() }
        }
        let full = [MerkleHash](repeating: MerkleTree.emptyRoot, count: 256)
        var asked = 0
        let greatest = try InclusionProof(index: .max - 1, treeSize: .max) { coordinate in
            asked += 1
            return Array(full[..<coordinate.width])
        }
        #expect(greatest.hashes.count <= 64 && asked <= 16)
    }

    private func expectProof(of index: Int, in size: Int, of tree: NaiveTree, _ tiles: SampleTiles) throws {
        var asked: [TileCoordinate] = []
        let proof = try InclusionProof(index: UInt64(index), treeSize: UInt64(size)) { coordinate in
            asked.append(coordinate)
            return try tiles.hashes(coordinate)
        }
        #expect(proof.hashes == tree.hashes(tree.path(index, 0..<size)))
        #expect(asked.count == Set(asked).count && asked.count <= 6)
        for tile in asked {
            #expect(TileCoordinate(level: tile.level, index: tile.index, logSize: UInt64(size)) == tile)
        }
        let root = try #require(tree.root(size: size))
        #expect(proof.isValid(leaf: tree.leafHashes[index], root: root))
    }
}
