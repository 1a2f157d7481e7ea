/// What the source gave for one file.
struct LogAuditFetch: Sendable {
    let file: LogAuditFile
    /// Nil when neither the file nor the full one in its place exists.
    let bytes: [UInt8]?
    /// Whether the bytes are those of the full file, which has more than was asked for.
    let isFullFile: Bool

    init(_ file: LogAuditFile, from source: any LogSource) async throws {
        self.file = file
        if let bytes = try await source.file(file.path) {
            self.bytes = bytes
            isFullFile = false
            return
        }
        // c2sp.org/tlog-tiles: a partial file may be deleted once the full one exists.
        if let path = file.fullPath {
            bytes = try await source.file(path)
            isFullFile = true
        } else {
            bytes = nil
            isFullFile = false
        }
    }

    /// Fetches files ahead of their use and hands them over in order.
    ///
    /// - Parameters:
    ///   - files: What to fetch, in the order of use.
    ///   - source: Where from; says how many files one task reads.
    ///   - window: How many tasks read or wait at any time; bounds the memory.
    ///   - use: Called once a file, in order.
    /// - Throws: What the source or `use` threw first; what was asked for by then is cancelled.
    static func inOrder(
        _ files: some Sequence<LogAuditFile>,
        from source: any LogSource,
        window: Int,
        use: (LogAuditFetch) async throws -> Void
    ) async throws {
        try await withThrowingTaskGroup(of: (Int, [LogAuditFetch]).self) { group in
            var iterator = files.makeIterator()
            var asked = 0
            func ask() -> Bool {
                var some: [LogAuditFile] = []
                while some.count < source.filesPerTask, let file = iterator.next() { some.append(file) }
                guard !some.isEmpty else { return false }
                let place = asked
                asked += 1
                group.addTask { [some] in (place, try await all(some, from: source)) }
                return true
            }
            var waiting: [Int: [LogAuditFetch]] = [:]
            var used = 0
            while asked < window, ask() {}
            while used < asked, let (place, fetches) = try await group.next() {
                waiting[place] = fetches
                while let next = waiting.removeValue(forKey: used) {
                    used += 1
                    _ = ask()
                    for fetch in next { try await use(fetch) }
                }
            }
        }
    }

    /// Some files one after the other.
    @concurrent
    private static func all(_ files: [LogAuditFile], from source: any LogSource) async throws -> [LogAuditFetch] {
        var fetches: [LogAuditFetch] = []
        for file in files { fetches.append(try await LogAuditFetch(file, from: source)) }
        return fetches
    }
}
