import Testing
import TransparencyLog

struct TreeEdgeTests {
    @Test func `a tree grown leaf by leaf has the root of the definition at every size`() {
        let tree = NaiveTree(count: 600)
        var edge = TreeEdge()
        #expect(edge.root == tree.root(size: 0))
        for (place, leaf) in tree.leafHashes.enumerated() {
            _ = edge.append([leaf])
            #expect(edge.size == UInt64(place + 1))
            #expect(edge.root == tree.root(size: place + 1))
        }
    }

    @Test func `a tree grown in batches of any size has the same root and the same tiles`() {
        let tree = NaiveTree(count: 600)
        let leaves = tree.leafHashes
        var random = RandomSource(seed: 1)
        for size in 0...600 {
            var edge = TreeEdge()
            var tiles: [String: Tile] = [:]
            var start = 0
            while start < size {
                let end = min(size, start + random.below(300))
                for tile in edge.append(Array(leaves[start..<end])) { tiles[tile.coordinate.path] = tile }
                start = end
            }
            #expect(edge.root == tree.root(size: size))
            #expect(Set(TileCoordinate.covering(size: UInt64(size)).map(\.path)).isSubset(of: tiles.keys))
        }
    }

    @Test func `growth names every tile it changed, whole, lowest level first`() throws {
        let tree = NaiveTree(count: 66_000)
        let expected = SampleTiles(tree)
        let leaves = tree.leafHashes
        var edge = TreeEdge()
        var random = RandomSource(seed: 2)
        var stored: [[UInt64]: Tile] = [:]
        while edge.size < 66_000 {
            let start = Int(edge.size)
            let end = min(66_000, start + 1 + random.below(3_000))
            let changed = edge.append(Array(leaves[start..<end]))
            #expect(changed.map(\.level) == changed.map(\.level).sorted())
            for tile in changed {
                #expect(try tile.hashes == expected.hashes(tile.coordinate))
                #expect(stored[[UInt64(tile.level), tile.index]] != tile)
                stored[[UInt64(tile.level), tile.index]] = tile
            }
            let widths = TileCoordinate.rightEdge(size: edge.size)
            #expect(widths.allSatisfy { stored[[UInt64($0.level), $0.index]]?.coordinate == $0 })
        }
        #expect(Set(stored.values.map(\.coordinate)) == Set(TileCoordinate.covering(size: 66_000)))
        #expect(edge.root == tree.root(size: 66_000))
    }

    @Test(arguments: [0, 1, 255, 256, 257, 511, 512, 65_535, 65_536, 65_537])
    func `an edge read back from its partial tiles is the same edge`(size: Int) throws {
        let tree = NaiveTree(count: size)
        var edge = TreeEdge()
        let changed = edge.append(tree.leafHashes)
        var partial: [Int: [MerkleHash]] = [:]
        for coordinate in TileCoordinate.rightEdge(size: UInt64(size)) {
            partial[coordinate.level] = changed.first { $0.coordinate == coordinate }?.hashes
        }
        let again = try TreeEdge(size: UInt64(size), partialTiles: partial)
        #expect(again == edge)
        #expect(again.root == tree.root(size: size))
        #expect(again.partialTile(level: 0).count == size % 256)
        #expect(again.partialTile(level: 9).isEmpty && again.partialTile(level: -1).isEmpty)
    }

    @Test func `an edge that is not that of its size is refused`() {
        let hash = MerkleTree.emptyRoot
        let fault = MalformedInput(code: .edgeDoesNotFit, detail: "")
        #expect(throws: fault) { try TreeEdge(size: 1, partialTiles: [:]) }
        #expect(throws: fault) { try TreeEdge(size: 0, partialTiles: [0: [hash]]) }
        #expect(throws: fault) { try TreeEdge(size: 256, partialTiles: [0: [hash]]) }
        #expect(throws: fault) { try TreeEdge(size: 1, partialTiles: [0: [hash], 8: [hash]]) }
        #expect(throws: fault) { try TreeEdge(size: 1, partialTiles: [0: [hash], -1: [hash]]) }
        #expect(throws: fault) { try TreeEdge(size: .max, partialTiles: [0: [hash]]) }
        #expect(throws: Never.self) { try TreeEdge(size: 257, partialTiles: [0: [hash], 1: [hash], 70: []]) }
    }

    @Test func `an edge of the greatest size has a root`() throws {
        let hashes = [MerkleHash](repeating: MerkleTree.emptyRoot, count: 255)
        let partial = Dictionary(uniqueKeysWithValues: (0..<8).map { ($0, hashes) })
        let edge = try TreeEdge(size: .max, partialTiles: partial)
        #expect(edge.root != MerkleTree.emptyRoot)
    }
}
