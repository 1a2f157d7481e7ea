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
    private var uncounted: [[UInt8]] = []

    /// A walk over the log of a checkpoint, whose note signature was checked before.
    init(checkpoint: Checkpoint) {
        verifier = LogVerifier(checkpoint: checkpoint)
    }

    /// Judges the next file of `LogAuditFile.all(size:)`.
    ///
    /// - Parameter fetch: The file and what the source gave for it.
    /// - Throws: `LogAuditProblem`, the first wrong thing in the file.
    mutating func judge(_ fetch: LogAuditFetch) throws(LogAuditProblem) {
        guard let bytes = fetch.bytes else { throw LogAuditProblem(.file(fetch.file.path), .missing) }
        byteCount += bytes.count
        switch fetch.file {
        case .bundle(let bundle): try judge(bundle, bytes, isFullFile: fetch.isFullFile)
        case .tile(let tile): try judge(tile, bytes, isFullFile: fetch.isFullFile)
        }
    }

    /// Ends the walk: every file was judged, and the root of all entries must be the one that the checkpoint states.
    ///
    /// - Throws: `LogAuditProblem` when it is not.
    func finish() throws(LogAuditProblem) {
        guard case .invalid(let reason) = verifier.finish() else { return }
        throw LogAuditProblem(.file("checkpoint"), .notProven("\(reason)"))
    }

    private mutating func judge(
        _ bundle: BundleCoordinate,
        _ bytes: [UInt8],
        isFullFile: Bool
    ) throws(LogAuditProblem) {
        let step: LogVerifier.Step
        do {
            let own = isFullFile ? try Self.firstEntries(bundle.width, of: bytes) : bytes
            step = try verifier.add(bundle: own, at: bundle)
        } catch {
            throw LogAuditProblem(.file(bundle.path), .malformed("\(error)"))
        }
        uncounted = step.entries
        for tile in step.tiles {
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
        var index = tile.index << 8
        for entry in uncounted {
            try count(entry, at: index, in: bundle)
            index += 1
        }
        uncounted = []
    }

    private mutating func count(
        _ bytes: [UInt8],
        at index: UInt64,
        in bundle: BundleCoordinate
    ) throws(LogAuditProblem) {
        let place = LogAuditProblem.Place.entry(index, file: bundle.path)
        let entry: LogEntry
        do {
            entry = try LogEntry(parsing: bytes)
        } catch {
            throw LogAuditProblem(place, .malformedEntry(error))
        }
        do {
            try recount.add(entry, at: index)
        } catch {
            throw LogAuditProblem(place, .againstRules(error))
        }
    }
}
