import Testing
import TransparencyLog

struct TileCoordinateTests {
    @Test func `paths are those of the specification`() {
        #expect(TileCoordinate(level: 0, index: 1_234_067).path == "tile/0/x001/x234/067")
        #expect(TileCoordinate(level: 0, index: 1_234, width: 5).path == "tile/0/x001/234.p/5")
        #expect(TileCoordinate(level: 63, index: 0, width: 255).path == "tile/63/000.p/255")
        #expect(TileCoordinate(level: 1, index: 1_000).path == "tile/1/x001/000")
        #expect(BundleCoordinate(index: 999, width: 1).path == "tile/entries/999.p/1")
        #expect("\(BundleCoordinate(index: .max))" == "tile/entries/x018/x446/x744/x073/x709/x551/615")
    }

    @Test func `a path reads back as the tile it names`() {
        for index in [0, 1, 255, 999, 1_000, 1_001, 999_999, 1_000_000, 1_234_067, UInt64.max] {
            for width in [1, 9, 10, 255, 256] {
                let tile = TileCoordinate(level: Int(index % 64), index: index, width: width)
                #expect(TileCoordinate(path: tile.path) == tile)
                #expect(BundleCoordinate(path: tile.path) == nil)
                let bundle = BundleCoordinate(index: index, width: width)
                #expect(BundleCoordinate(path: bundle.path) == bundle)
                #expect(TileCoordinate(path: bundle.path) == nil)
            }
        }
    }

    @Test(
        arguments: [
            "", "tile", "tile/", "tile/0", "tile/0/", "tile/0/1", "tile/0/01", "tile/0/0001", "tile/00/001",
            "tile/64/001",
            "tile/-1/001", "tile/0/x001", "tile/0/x000/001", "tile/0/001/001", "tile/0/x01/001", "tile/0/x0001/001",
            "tile/0/001.p/0", "tile/0/001.p/256", "tile/0/001.p/01", "tile/0/001.p/", "tile/0/001.p", "tile/0/001.p/5/",
            "tile/0/001.p/5.p/5", "tile/0/001/5", "tile/0/x001.p/001", "/tile/0/001", "tile/0/001/", "tile/0/001 ",
            "tile/0/x018/x446/x744/x073/x709/x551/616", "tile/0/x001/x000/x000/x000/x000/x000/x000/000", "tile/0/٠٠١",
            "tile/+1/001", "tile/0/+01", "tile/0/x001//001", "tile/0/X001/001", "tile/0/x000/000",
        ]
    )
    func `a path of another form is refused`(path: String) {
        #expect(TileCoordinate(path: path) == nil)
        #expect(BundleCoordinate(path: path.replacing("tile/0/", with: "tile/entries/")) == nil)
    }

    @Test func `a log of 70000 has the tiles of the specification's example`() {
        let tiles = TileCoordinate.covering(size: 70_000)
        #expect(tiles.count == 273 + 1 + 1 + 1 + 1)
        #expect(
            tiles.suffix(4).map(\.path) == ["tile/0/273.p/112", "tile/1/000", "tile/1/001.p/17", "tile/2/000.p/1"]
        )
        #expect(TileCoordinate.rightEdge(size: 70_000).map(\.width) == [112, 17, 1])
        #expect(TileCoordinate.covering(size: 256).map(\.path) == ["tile/0/000", "tile/1/000.p/1"])
        #expect(TileCoordinate.covering(size: 0).isEmpty)
    }

    @Test func `the widest tile of a log is found without listing all`() {
        for size in [UInt64(1), 255, 256, 257, 511, 512, 70_000] {
            for tile in TileCoordinate.covering(size: size) {
                #expect(TileCoordinate(level: tile.level, index: tile.index, logSize: size) == tile)
            }
            for bundle in BundleCoordinate.covering(size: size) {
                #expect(BundleCoordinate(index: bundle.index, logSize: size) == bundle)
            }
            #expect(BundleCoordinate(index: (size + 255) / 256, logSize: size) == nil)
        }
        #expect(TileCoordinate(level: 0, index: 0, logSize: 0) == nil)
        #expect(TileCoordinate(level: 64, index: 0, logSize: .max) == nil)
        #expect(TileCoordinate(level: -1, index: 0, logSize: .max) == nil)
        #expect(TileCoordinate(level: 7, index: 0, logSize: .max)?.width == 255)
        #expect(TileCoordinate(level: 8, index: 0, logSize: .max) == nil)
        #expect(TileCoordinate.rightEdge(size: .max).map(\.width) == Array(repeating: 255, count: 8))
    }
}
