import Testing
import TransparencyLog

struct EntryBundleTests {
    @Test func `a bundle reads back as its entries, empty and longest ones included`() throws {
        let entries = [[], Array("one".utf8), [UInt8](repeating: 7, count: 65_535), []]
        let bytes = try EntryBundle.encode(entries)
        #expect(bytes.count == 4 * 2 + 3 + 65_535)
        #expect(Array(bytes[..<7]) == [0, 0, 0, 3] + Array("one".utf8))
        #expect(try EntryBundle.decode(bytes, count: 4) == entries)
        #expect(try EntryBundle.decode([], count: 0).isEmpty)
    }

    @Test func `entries that are too long or too many are refused`() {
        let long = [UInt8](repeating: 0, count: 65_536)
        #expect(throws: MalformedInput(code: .entryTooLong, detail: "")) { try EntryBundle.encode([long]) }
        let many = [[UInt8]](repeating: [], count: 257)
        #expect(throws: MalformedInput(code: .bundleShape, detail: "")) { try EntryBundle.encode(many) }
        #expect(throws: Never.self) { try EntryBundle.encode(Array(many.dropLast())) }
    }

    @Test func `a bundle cut short, too long or of another count is refused`() throws {
        let bytes = try EntryBundle.encode([Array("one".utf8), Array("two".utf8)])
        let fault = MalformedInput(code: .bundleShape, detail: "")
        for end in 0..<bytes.count {
            #expect(throws: fault) { try EntryBundle.decode(Array(bytes[..<end]), count: 2) }
        }
        #expect(throws: fault) { try EntryBundle.decode(bytes + [0], count: 2) }
        for count in [-1, 0, 1, 3, 256, 257, Int.max] {
            #expect(throws: fault) { try EntryBundle.decode(bytes, count: count) }
        }
    }

    @Test func `a tile reads back as its hashes and refuses any other length`() throws {
        let tile = Tile(level: 1, index: 7, hashes: NaiveTree(count: 5).leafHashes)
        #expect(try Tile(coordinate: tile.coordinate, bytes: tile.bytes) == tile)
        #expect(tile.bytes == NaiveTree(count: 5).leaves.flatMap { $0 })
        for bytes in [[], Array(tile.bytes.dropLast()), tile.bytes + [0]] {
            #expect(throws: MalformedInput(code: .tileWidth, detail: "")) {
                try Tile(coordinate: tile.coordinate, bytes: bytes)
            }
        }
    }
}
