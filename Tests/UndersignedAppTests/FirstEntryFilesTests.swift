import Testing
import TransparencyLog
import UndersignedApp

/// which of a log's files a member needs, so that an overloaded site serves these and no more.
struct FirstEntryFilesTests {
    @Test(arguments: [1, 2, 3, 255, 256, 257, 511, 512, 1_000, 65_535, 65_536, 65_537, 65_792, 65_793, 16_842_753])
    func `all that a proof of entry 0 takes is among them, and hardly more`(size: UInt64) throws {
        let files = FirstEntryFiles(logSize: size)
        var needed: Set<TileCoordinate> = []
        _ = try InclusionProof(index: 0, treeSize: size) { tile in
            needed.insert(tile)
            return [MerkleHash](repeating: MerkleTree.emptyRoot, count: tile.width)
        }
        for tile in needed { #expect(files.contain(tile.path), "\(tile)") }
        let all = TileCoordinate.covering(size: size)
        let levels = Set(all.map(\.level)).count
        #expect(all.filter { files.contain($0.path) }.count <= 2 * levels)
        #expect(BundleCoordinate.covering(size: size).filter { files.contain($0.path) }.map(\.index) == [0])
    }

    @Test(arguments: [
        "tile/0/001", "tile/0/003.p/31", "tile/0/000.p/5", "tile/1/000.p/2", "tile/0/004", "tile/9/000", "tile/63/000",
        "tile/entries/001", "tile/entries/000.p/7", "tile/entries/003.p/32", "tile/entries/", "checkpoint", "tile/0/3",
        "",
    ])
    func `of a log of 800 entries nothing else is one of them`(path: String) {
        let files = FirstEntryFiles(logSize: 800)
        #expect(!files.contain(path))
        for own in ["tile/0/000", "tile/0/003.p/32", "tile/1/000.p/3", "tile/entries/000"] {
            #expect(files.contain(own), "\(own)")
        }
    }
}
