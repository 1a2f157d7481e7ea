import Crypto
import Foundation
import TransparencyLog

/// A sound log of a petition that nobody signed: the same bytes on every machine.
struct SampleLog {
    static let origin = "example.org/petitions/sample/log"

    /// The log's public key as a note's verifier key.
    var verifierKey: String { "\(key.verifierKey)" }

    private let key: NoteSigningKey
    private let entryCount: Int

    /// - Parameter entryCount: At least 2: the petition's document and one hour mark come first.
    /// - Throws: `MalformedInput`, which the constants here exclude.
    init(entryCount: Int) throws {
        self.entryCount = entryCount
        // A published seed: what this key signs proves nothing to anybody.
        key = try NoteSigningKey(name: Self.origin, seed: Array(repeating: 7, count: 32))
    }

    /// Writes checkpoint, tiles and entry bundles in the layout of c2sp.org/tlog-tiles.
    ///
    /// - Parameter folder: Made when it does not exist.
    /// - Throws: What the file system refuses.
    func write(to folder: String) throws {
        let root = URL(fileURLWithPath: folder, isDirectory: true)
        var edge = TreeEdge()
        for bundle in BundleCoordinate.covering(size: UInt64(entryCount)) {
            let first = Int(bundle.index) * 256
            let entries = (first..<first + bundle.width).map(entry)
            try write(EntryBundle.encode(entries), to: bundle.path, in: root)
            for tile in edge.append(entries.map { MerkleTree.leafHash(of: $0) }) where tile.hashes.count == 256 {
                try write(tile.bytes, to: tile.coordinate.path, in: root)
            }
        }
        for coordinate in TileCoordinate.rightEdge(size: edge.size) {
            let tile = Tile(
                level: coordinate.level,
                index: coordinate.index,
                hashes: edge.partialTile(level: coordinate.level)
            )
            try write(tile.bytes, to: coordinate.path, in: root)
        }
        let checkpoint = try Checkpoint(origin: Self.origin, size: edge.size, root: edge.root)
        try write(checkpoint.signed(by: key).bytes, to: "checkpoint", in: root)
    }

    /// Grammar: docs/formats/entries.md.
    private func entry(_ index: Int) -> [UInt8] {
        switch index {
        case 0: Array("undersigned/v1 petition \(hash(index))".utf8)
        case 1: Array("hour 2018-06-20T14Z".utf8)
        default: Array("signed mail \(hash(index))".utf8)
        }
    }

    /// Stands for a commitment: as long and as random as one.
    private func hash(_ index: Int) -> String {
        Data(SHA256.hash(data: Array("sample \(index)".utf8))).base64EncodedString()
    }

    private func write(_ bytes: [UInt8], to path: String, in root: URL) throws {
        let file = root.appendingPathComponent(path)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        try Data(bytes).write(to: file)
    }
}
