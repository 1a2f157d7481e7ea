package import TransparencyLog
package import UndersignedCore

/// Recounts a petition's log from what anybody can fetch, and checks that it is the log its checkpoint commits to.
///
/// Pure over its source. Reads every file once, in order, in memory that does not grow with what the source sends.
package struct LogAudit: Sendable {
    /// What a sound log says.
    package struct Report: Hashable, Sendable {
        package let origin: String
        package let size: UInt64
        package let root: MerkleHash
        package let counts: Counts
        /// Net counts by clock mark, oldest first.
        package let hours: [Recount.Interval]
        /// How many versions the text has had.
        package let textVersions: Int
        /// Members' tokens that were verified, removed ones too; nil where nobody said by which key.
        package let tokenCount: Int?
        /// Tokens that the log says were issued to members.
        package let issuedCount: Int
        /// The hash of the petition's document, from entry 0.
        package let documentHash: MerkleHash
        /// Bytes of tiles and bundles that were read.
        package let byteCount: Int
        /// The roots that the log had at the sizes that were asked for, as far as it reaches.
        package let roots: [UInt64: MerkleHash]
    }

    /// How far an audit has come, in files.
    package struct Progress: Hashable, Sendable {
        package let done: UInt64
        package let total: UInt64
    }

    private let source: any LogSource
    private let key: NoteVerifierKey
    private let window: Int
    private let sizes: [UInt64]
    private let members: Members?

    /// An audit of one log.
    ///
    /// - Parameters:
    ///   - source: Where to read.
    ///   - key: The log's key; what the audit proves, it proves for this key.
    ///   - window: How many tasks fetch files at a time, 1 or more.
    ///   - sizes: Earlier sizes whose roots the report names: compared with a checkpoint that was seen before, they show
    ///     whether it is the beginning of this log.
    ///   - members: Who must have signed the tokens of members; nil to count them unseen.
    package init(
        source: any LogSource,
        key: NoteVerifierKey,
        window: Int = 12,
        rootsAt sizes: [UInt64] = [],
        members: Members? = nil
    ) {
        self.source = source
        self.key = key
        self.window = max(1, window)
        self.sizes = sizes
        self.members = members
    }

    /// Audits the log under one checkpoint.
    ///
    /// - Parameters:
    ///   - checkpoint: The bytes of the checkpoint; nil where the source has none.
    ///   - progress: Called after each file.
    /// - Returns: What the log says, when every byte of it is as it must be.
    /// - Throws: `LogAuditProblem` for the first wrong thing, `LogSourceFailure` when the source gives no answer.
    package func report(checkpoint: [UInt8]?, progress: (Progress) -> Void = { _ in }) async throws -> Report {
        let checkpoint = try proven(checkpoint)
        let total = Self.fileCount(size: checkpoint.size)
        var walk = LogAuditWalk(checkpoint: checkpoint, rootsAt: sizes, members: members)
        var done: UInt64 = 0
        do {
            let files = LogAuditFile.all(size: checkpoint.size)
            try await LogAuditFetch.inOrder(files, from: source, window: window) { fetch in
                try await walk.judge(fetch)
                done += 1
                progress(Progress(done: done, total: total))
            }
        } catch let problem as LogAuditProblem {
            throw await LogAuditSuspicion(source: source, checkpoint: checkpoint).resolved(problem)
        }
        try await walk.finish()
        guard let documentHash = walk.recount.documentHash else {
            throw LogAuditProblem(.file("checkpoint"), .againstRules(.noPetitionFirst))
        }
        return Report(
            origin: checkpoint.origin,
            size: checkpoint.size,
            root: checkpoint.root,
            counts: walk.recount.counts,
            hours: walk.recount.hours,
            textVersions: walk.recount.textVersion,
            tokenCount: walk.tokenCount,
            issuedCount: walk.recount.issuedCount,
            documentHash: documentHash,
            byteCount: walk.byteCount,
            roots: walk.roots
        )
    }

    private func proven(_ bytes: [UInt8]?) throws(LogAuditProblem) -> Checkpoint {
        let place = LogAuditProblem.Place.file("checkpoint")
        guard let bytes else { throw LogAuditProblem(place, .missing) }
        let note: SignedNote
        do {
            note = try SignedNote(parsing: bytes)
        } catch {
            throw LogAuditProblem(place, .malformed("\(error)"))
        }
        switch Checkpoint.verify(note, key: key) {
        case .valid(let checkpoint): return checkpoint
        case .invalid(let reason): throw LogAuditProblem(place, .notProven("\(reason)"))
        }
    }

    private static func fileCount(size: UInt64) -> UInt64 {
        func files(_ hashes: UInt64) -> UInt64 { hashes >> 8 + (hashes & 255 == 0 ? 0 : 1) }
        // Bundles, then a tile for each 256 hashes of each level.
        return files(size) + (0..<8).reduce(0) { $0 + files(size >> UInt64(8 * $1)) }
    }
}
