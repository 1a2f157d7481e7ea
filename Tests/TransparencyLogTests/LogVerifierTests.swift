import Testing
import TransparencyLog

struct LogVerifierTests {
    @Test(arguments: [0, 1, 255, 256, 257, 511, 512, 513, 65_537])
    func `a sound log verifies, each of its tiles once`(size: Int) throws {
        let log = try SampleLog(size: size)
        var seen: [String] = []
        var entries: [[UInt8]] = []
        var verifier = LogVerifier(checkpoint: log.checkpoint)
        while let next = verifier.nextBundle {
            let step = try verifier.add(bundle: #require(log.files[next.path]), at: next)
            entries += step.entries
            for tile in step.tiles {
                let bytes = try #require(log.files[tile.coordinate.path])
                let isEqual = verifier.matches(tile: tile.coordinate, bytes: bytes)
                #expect(isEqual)
                seen.append(tile.coordinate.path)
            }
        }
        #expect(verifier.finish() == .valid(log.checkpoint))
        #expect(seen.sorted() == TileCoordinate.covering(size: UInt64(size)).map(\.path).sorted())
        #expect(entries == (0..<size).map { Array("\($0)".utf8) })
    }

    @Test(arguments: [0, 1, 257, 513, 1_300])
    func `the roots of earlier sizes are found on the way`(size: Int) throws {
        let log = try SampleLog(size: size)
        let sizes = [0, 1, 2, 255, 256, 257, 511, 512, 513, 700, 1_300, 5_000].map(UInt64.init)
        var verifier = LogVerifier(checkpoint: log.checkpoint, rootsAt: sizes.shuffled() + [256])
        while let next = verifier.nextBundle {
            _ = try verifier.read(bundle: #require(log.files[next.path]), at: next)
        }
        let leaves = (0..<size).map { MerkleTree.leafHash(of: Array("\($0)".utf8)) }
        let reached = sizes.filter { $0 <= size }
        #expect(verifier.roots.keys.sorted() == reached)
        for size in reached { #expect(verifier.roots[size] == MerkleTree.root(of: Array(leaves.prefix(Int(size))))) }
    }

    @Test func `no byte of any file of a log can change, and the first wrong file is named`() throws {
        let log = try SampleLog(size: 5)
        #expect(verdict(on: log.currentFiles, key: log.key.verifierKey)?.value == log.checkpoint)
        for (path, bytes) in log.currentFiles {
            for place in bytes.indices {
                for bit in 0..<8 {
                    var files = log.currentFiles
                    files[path]?[place] ^= 1 << UInt8(bit)
                    let verdict = verdict(on: files, key: log.key.verifierKey)
                    #expect(verdict?.value == nil, "\(path): byte \(place), bit \(bit)")
                }
            }
            for changed in [bytes + [0], bytes.dropLast(), []] {
                var files = log.currentFiles
                files[path] = changed
                #expect(verdict(on: files, key: log.key.verifierKey)?.value == nil)
            }
        }
        var files = log.currentFiles
        files["tile/0/000.p/5"]?[40] ^= 1
        let reason = try #require(verdict(on: files, key: log.key.verifierKey)?.reason)
        #expect(reason.code == .tileDiffers)
        #expect(reason.detail.hasPrefix("tile/0/000.p/5: "))
    }

    @Test func `no byte of the tiles and bundles of a log of two levels can change`() throws {
        let log = try SampleLog(size: 257)
        let first = BundleCoordinate(index: 0)
        let firstBytes = try #require(log.files[first.path])
        var verifier = LogVerifier(checkpoint: log.checkpoint)
        let tiles = try verifier.add(bundle: firstBytes, at: first).tiles
        #expect(tiles.map(\.coordinate.path) == ["tile/0/000"])
        for place in tiles[0].bytes.indices {
            var copy = verifier
            var changed = tiles[0].bytes
            changed[place] ^= UInt8(1 + place % 255)
            let isEqual = copy.matches(tile: tiles[0].coordinate, bytes: changed)
            #expect(!isEqual)
            #expect(copy.finish().reason?.code == .tileDiffers)
        }
        let last = BundleCoordinate(index: 1, width: 1)
        // Every seventh byte: each needs a tree of its own, and entries are 3 to 5 bytes long.
        for place in stride(from: 0, to: firstBytes.count, by: 7) {
            var changed = firstBytes
            changed[place] ^= UInt8(1 + place % 255)
            var copy = LogVerifier(checkpoint: log.checkpoint)
            guard let step = try? copy.add(bundle: changed, at: first) else { continue }  // refused already: good
            #expect(step.tiles[0].bytes != tiles[0].bytes)
            for tile in step.tiles { _ = copy.matches(tile: tile.coordinate, bytes: tile.bytes) }
            for tile in try copy.add(bundle: #require(log.files[last.path]), at: last).tiles {
                let isEqual = copy.matches(tile: tile.coordinate, bytes: tile.bytes)
                #expect(isEqual)
            }
            #expect(copy.finish().reason?.code == .otherRoot)
        }
    }

    @Test func `a bundle out of order, a missing one and a tile not compared are told`() throws {
        let log = try SampleLog(size: 257)
        let bundles = BundleCoordinate.covering(size: 257)
        let bytes = try bundles.map { try #require(log.files[$0.path]) }
        var early = LogVerifier(checkpoint: log.checkpoint)
        #expect(throws: MalformedInput(code: .bundleOrder, detail: "")) {
            try early.add(bundle: bytes[1], at: bundles[1])
        }
        #expect(early.firstFault?.code == .bundleFails)
        #expect(early.finish().reason?.detail.hasPrefix("tile/entries/001.p/1: ") == true)

        var short = LogVerifier(checkpoint: log.checkpoint)
        _ = try short.add(bundle: bytes[0], at: bundles[0])
        #expect(short.finish().reason?.code == .incomplete)
        _ = try short.add(bundle: bytes[1], at: bundles[1])
        #expect(short.finish().reason?.code == .incomplete)  // no tile was compared
        #expect(throws: MalformedInput(code: .bundleOrder, detail: "")) {
            try short.add(bundle: bytes[1], at: bundles[1])
        }
        var other = LogVerifier(checkpoint: log.checkpoint)
        let isEqual = other.matches(tile: TileCoordinate(level: 0, index: 0), bytes: [])
        #expect(!isEqual)
        #expect(other.firstFault?.code == .tileDiffers)
    }

    @Test func `a size that nobody could serve ends with the first missing bundle`() throws {
        let root = MerkleTree.leafHash(of: [])
        let checkpoint = try Checkpoint(origin: SampleLog.origin, size: .max, root: root)
        let verifier = LogVerifier(checkpoint: checkpoint)
        #expect(verifier.nextBundle == BundleCoordinate(index: 0))
        #expect(verifier.finish().reason?.code == .incomplete)
    }

    /// Checks a whole log from its files as an outsider does; `nil` when the checkpoint cannot even be read.
    private func verdict(on files: [String: [UInt8]], key: NoteVerifierKey) -> CheckpointVerdict? {
        guard let note = try? SignedNote(parsing: files["checkpoint"] ?? [])  // a mutation may break it: refused
        else { return nil }
        let signed = Checkpoint.verify(note, key: key)
        guard let checkpoint = signed.value else { return signed }
        var verifier = LogVerifier(checkpoint: checkpoint)
        while let next = verifier.nextBundle {
            let bytes = files[next.path] ?? []
            guard let step = try? verifier.add(bundle: bytes, at: next) else { break }  // the verifier keeps the fault
            for tile in step.tiles {
                _ = verifier.matches(tile: tile.coordinate, bytes: files[tile.coordinate.path] ?? [])
            }
        }
        return verifier.finish()
    }
}
