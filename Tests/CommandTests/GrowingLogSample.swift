import Foundation
import TransparencyLog

/// A log in a folder that grows, goes back or forks as a test wants.
struct GrowingLogSample {
    static let origin = "petitions.example.org/petitions/save-the-library/log"

    let folder: URL
    let key: NoteSigningKey

    init(seed: UInt8 = 1) throws {
        key = try NoteSigningKey(name: Self.origin, seed: [UInt8](repeating: seed, count: 32))
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("growing-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    var log: String { folder.appendingPathComponent("log").path }
    var state: String { folder.appendingPathComponent("library.state").path }

    /// Publishes a log of a size; entries from `fork` on are others than those of an honest log.
    @discardableResult
    func publish(_ size: Int, fork: Int = .max) throws -> SignedNote {
        try? FileManager.default.removeItem(atPath: log)  // not there the first time
        let entries = (0..<size).map { Array(Self.entry($0, isForked: $0 >= fork).utf8) }
        var edge = TreeEdge()
        let tiles = edge.append(entries.map(MerkleTree.leafHash(of:)))
        let published = Set(TileCoordinate.covering(size: UInt64(size)))
        for tile in tiles where published.contains(tile.coordinate) { try write(tile.bytes, to: tile.coordinate.path) }
        for bundle in BundleCoordinate.covering(size: UInt64(size)) {
            let start = Int(bundle.index) * 256
            try write(EntryBundle.encode(Array(entries[start..<start + bundle.width])), to: bundle.path)
        }
        let note = try Checkpoint(origin: Self.origin, size: UInt64(size), root: edge.root).signed(by: key)
        try write(note.bytes, to: "checkpoint")
        return note
    }

    func write(_ bytes: [UInt8], to path: String) throws {
        let file = URL(fileURLWithPath: log).appendingPathComponent(path)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        try Data(bytes).write(to: file)
    }

    func verify(_ options: String...) throws -> BuiltProgram {
        try BuiltProgram(["verify", log, "--key", "\(key.verifierKey)"] + options)
    }

    /// The names of all files beside the log.
    func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0 != "log" }.sorted()
    }

    func remove() {
        try? FileManager.default.removeItem(at: folder)  // a folder left behind harms no other test
    }

    private static func entry(_ index: Int, isForked: Bool) -> String {
        switch index {
        case 0: return "undersigned/v1 petition \(MerkleTree.emptyRoot)"
        case 1: return "hour 2018-06-20T14Z"
        default:
            let hash = MerkleTree.leafHash(of: Array("\(isForked ? "other" : "honest") \(index)".utf8))
            return "signed mail \(hash)"
        }
    }
}
