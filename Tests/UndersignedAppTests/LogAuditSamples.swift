import Crypto
import Synchronization
import TransparencyLog
import UndersignedApp
import UndersignedCore

/// A log in memory, made with the library from entries that may break any rule.
struct LogAuditSample: Sendable {
    static let origin = "petitions.example.org/petitions/save-the-library/log"
    static let document = Array(#"{"log":{"origin":"\#(origin)","vkey":"\#(verifierKey)"}}"#.utf8)

    static var verifierKey: String { key(1)?.verifierKey.description ?? "" }

    static func key(_ seed: UInt8, name: String = origin) -> NoteSigningKey? {
        try? NoteSigningKey(name: name, seed: [UInt8](repeating: seed, count: 32))  // the name and seed are valid ones
    }

    /// Files by path below the log's address.
    var files: [String: [UInt8]] = [:]
    var leaves: [MerkleHash]

    /// A sound tree over the entries, signed for its whole size.
    init(_ entries: [[UInt8]], root: MerkleHash? = nil, seed: UInt8 = 1) throws {
        leaves = entries.map(MerkleTree.leafHash(of:))
        var edge = TreeEdge()
        let size = UInt64(entries.count)
        let published = Set(TileCoordinate.covering(size: size))
        for tile in edge.append(leaves) where published.contains(tile.coordinate) {
            files[tile.coordinate.path] = tile.bytes
        }
        for bundle in BundleCoordinate.covering(size: size) {
            let start = Int(bundle.index) * 256
            files[bundle.path] = try EntryBundle.encode(Array(entries[start..<start + bundle.width]))
        }
        try sign(size: size, root: root ?? edge.root, seed: seed)
    }

    mutating func sign(size: UInt64, root: MerkleHash, seed: UInt8 = 1, origin: String = origin) throws {
        guard let key = Self.key(seed, name: origin) else { return }
        files["checkpoint"] = try Checkpoint(origin: origin, size: size, root: root).signed(by: key).bytes
    }

    /// Audits the sample with the key that it should be signed with.
    func audited() async throws -> LogAudit.Report {
        let source = Source(files: files)
        let audit = try LogAudit(source: source, key: NoteVerifierKey(Self.verifierKey))
        return try await audit.report(checkpoint: files["checkpoint"])
    }

    /// What the audit found wrong; nil for a sound log.
    func problem() async throws -> LogAuditProblem? {
        do {
            _ = try await audited()
            return nil
        } catch let problem as LogAuditProblem {
            return problem
        }
    }

    struct Source: LogSource {
        let files: [String: [UInt8]]

        func file(_ path: String) async throws -> [UInt8]? {
            files[path]
        }
    }
}

/// The entries of an honest petition: an hour begins every 20 entries, and every tenth signature is withdrawn later.
struct LogAuditEntries {
    private(set) var entries: [LogEntry] = []
    private(set) var removals = 0
    private(set) var organisations = 0
    private var lastSignature: UInt64?

    static let firstHour = Moment(seconds: 1_529_503_200)

    init(count: Int) {
        for index in 0..<count {
            entries.append(entry(at: index))
        }
    }

    var bytes: [[UInt8]] { entries.map(\.bytes) }

    private mutating func entry(at index: Int) -> LogEntry {
        let hash = MerkleTree.leafHash(of: Array("\(index)".utf8))
        if index == 0 {
            return .petition(documentHash: MerkleHash(Array(SHA256.hash(data: LogAuditSample.document))) ?? hash)
        }
        if index % 20 == 1 { return .hour(Self.firstHour + .hours(Int64(index / 20))) }
        if index % 10 == 9, let removed = lastSignature {
            removals += 1
            lastSignature = nil
            return .removed(index: removed, reason: .withdrawn)
        }
        lastSignature = UInt64(index)
        if index % 10 == 5 {
            organisations += 1
            return .signedOrganisation(commitment: hash)
        }
        return .signedMail(commitment: hash)
    }
}
