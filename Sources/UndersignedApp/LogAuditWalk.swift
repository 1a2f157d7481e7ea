import TransparencyLog
import UndersignedCore

/// Judges the files of a log one by one, in order: their bytes, each entry's grammar and the rules of counting.
struct LogAuditWalk {
    private(set) var recount = Recount()
    private(set) var byteCount = 0
    private var verifier: LogVerifier
    /// Tiles that follow from the entries and whose published bytes were not seen yet; a handful at any time.
    private var due: [TileCoordinate: Tile] = [:]
    /// The entries of the last bundle, until the tile over them was compared: what was altered on the way is told apart
    /// from what the log itself says.
    private var uncounted: (bytes: [UInt8], entries: [Range<Int>]) = ([], [])
    private let reader = SignedEntryReader()
    /// Nil where no document says who signs the tokens of members.
    private var tokens: LogAuditTokens?
    private let size: UInt64

    /// A walk over the log of a checkpoint, whose note signature was checked before.
    ///
    /// - Parameters:
    ///   - checkpoint: What all is measured against.
    ///   - sizes: Earlier sizes whose roots are wanted.
    ///   - members: Who must have signed the members' tokens; nil to count them unseen.
    init(checkpoint: Checkpoint, rootsAt sizes: [UInt64], members: LogAudit.Members?) {
        verifier = LogVerifier(checkpoint: checkpoint, rootsAt: sizes)
        tokens = members.map(LogAuditTokens.init)
        size = checkpoint.size
    }

    /// How many tokens of members were verified; nil where nobody said by which key.
    var tokenCount: Int? { tokens?.count }

    /// The roots of the wanted sizes, as far as the log reaches.
    var roots: [UInt64: MerkleHash] { verifier.roots }

    /// Judges the next file of `LogAuditFile.all(size:)`.
    ///
    /// - Parameter fetch: The file and what the source gave for it.
    /// - Throws: `LogAuditProblem`, the first wrong thing in the file.
    mutating func judge(_ fetch: LogAuditFetch) async throws(LogAuditProblem) {
        guard let bytes = fetch.bytes else { throw LogAuditProblem(.file(fetch.file.path), .missing) }
        byteCount += bytes.count
        switch fetch.file {
        case .bundle(let bundle): try judge(bundle, bytes, isFullFile: fetch.isFullFile)
        case .tile(let tile): try judge(tile, bytes, isFullFile: fetch.isFullFile)
        }
        try await tokens?.verifyBatch(logSize: size)
    }

    /// Ends the walk: every file was judged, and the root of all entries must be the one that the checkpoint states.
    ///
    /// - Throws: `LogAuditProblem` when it is not.
    mutating func finish() async throws(LogAuditProblem) {
        try await tokens?.verifyAll(logSize: size)
        guard case .invalid(let reason) = verifier.finish() else { return }
        throw LogAuditProblem(.file("checkpoint"), .notProven("\(reason)"))
    }

    private mutating func judge(
        _ bundle: BundleCoordinate,
        _ bytes: [UInt8],
        isFullFile: Bool
    ) throws(LogAuditProblem) {
        let tiles: [Tile]
        do {
            let own = isFullFile ? try Self.firstEntries(bundle.width, of: bytes) : bytes
            uncounted.bytes = own
            (uncounted.entries, tiles) = try verifier.read(bundle: own, at: bundle)
        } catch {
            throw LogAuditProblem(.file(bundle.path), .malformed("\(error)"))
        }
        for tile in tiles {
            due[tile.coordinate] = tile
        }
    }

    /// A partial bundle is the beginning of the full one.
    private static func firstEntries(_ count: Int, of bytes: [UInt8]) throws -> [UInt8] {
        try EntryBundle.encode(Array(EntryBundle.decode(bytes, count: 256).prefix(count)))
    }

    private mutating func judge(
        _ coordinate: TileCoordinate,
        _ bytes: [UInt8],
        isFullFile: Bool
    ) throws(LogAuditProblem) {
        let place = LogAuditProblem.Place.file(coordinate.path)
        let expectedCount = MerkleHash.byteCount * (isFullFile ? 256 : coordinate.width)
        guard bytes.count == expectedCount else {
            throw LogAuditProblem(place, .wrongLength(expected: expectedCount, found: bytes.count))
        }
        guard let tile = due.removeValue(forKey: coordinate) else {
            preconditionFailure("files are judged in the order of LogAuditFile.all")
        }
        let own = isFullFile ? Array(bytes.prefix(MerkleHash.byteCount * coordinate.width)) : bytes
        guard verifier.matches(tile: coordinate, bytes: own) else {
            let same = zip(tile.bytes, own).prefix { $0 == $1 }.count
            throw LogAuditProblem(place, .wrongHash(position: same / MerkleHash.byteCount))
        }
        if coordinate.level == 0 {
            try countEntries(below: coordinate)
        }
    }

    private mutating func countEntries(below tile: TileCoordinate) throws(LogAuditProblem) {
        let bundle = BundleCoordinate(index: tile.index, width: tile.width)
        let (bytes, entries) = uncounted
        uncounted = ([], [])
        var index = tile.index << 8
        for place in entries {
            try count(bytes, place, at: index, in: bundle)
            index += 1
        }
    }

    private mutating func count(
        _ bytes: [UInt8],
        _ place: Range<Int>,
        at index: UInt64,
        in bundle: BundleCoordinate
    ) throws(LogAuditProblem) {
        do {
            if let signatureClass = reader.signatureClass(of: bytes.span.extracting(place)) {
                try recount.addSigned(as: signatureClass, at: index)
            } else {
                let entry = try LogEntry(parsing: Array(bytes[place]))
                try recount.add(entry, at: index)
                try tokens?.add(entry, at: index)
            }
        } catch let malformed as MalformedEntry {
            throw LogAuditProblem(.entry(index, file: bundle.path), .malformedEntry(malformed))
        } catch let problem as RecountProblem {
            throw LogAuditProblem(.entry(index, file: bundle.path), .againstRules(problem))
        } catch let problem as LogAuditProblem {
            throw problem
        } catch {
            preconditionFailure("reading and counting an entry throw nothing else")
        }
    }
}
