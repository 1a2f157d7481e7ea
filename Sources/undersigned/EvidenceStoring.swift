import Synchronization
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedEvidence

/// A site's database, into which files of records go one by one, each as a whole.
struct EvidenceStoring {
    private let database: any TransactionalDatabase
    private let lock: DataLock?

    /// Opens the data.
    ///
    /// A server that keeps several processes apart is used beside those that serve it; a file is not.
    ///
    /// - Parameters:
    ///   - configuration: Where it is.
    ///   - mayBeNew: Whether it is made where there is none, as for a first file.
    /// - Throws: `ExitCode` after saying why it can't be used.
    init(_ configuration: ServeConfiguration, mayBeNew: Bool = false) async throws {
        if case .sqlite = configuration.database {
            lock = try DataLock(folder: configuration.data, mayBeNew: mayBeNew)
        } else {
            lock = nil
        }
        database = try await Assembly.openDatabase(configuration)
    }

    /// Imports a file in one transaction: whatever ends this before the commit leaves nothing of it.
    ///
    /// - Throws: As `EvidenceDestination.take`.
    func take(_ file: EvidenceFile) async throws -> ImportReport {
        try await finishRest()
        let hash = try file.hash()
        return try await guarding("Nothing of \(file.path) went in") { database in
            try await EvidenceFiles(database: database, ambient: .system)
                .take(hash: hash, name: file.name) { try file.report(keep: $0) }
        }
    }

    /// All files that were imported, the newest first.
    ///
    /// - Throws: `ExitCode` after saying why.
    func files() async throws -> [EvidenceFiles.Item] {
        try await guarding("Nothing was read") { try await EvidenceFiles(database: $0, ambient: .system).all() }
    }

    /// Publishes a file, or takes it back; whatever ends this on the way, the next command goes on with it.
    ///
    /// - Throws: `ExitCode` after saying why.
    /// - Returns: Whether that is new; nil where there is no such file.
    func set(_ fileID: Int64, published isPublished: Bool) async throws -> Bool? {
        let bar = Mutex(ProgressBar(isQuiet: false, unit: "records"))
        defer { bar.withLock { $0.clear() } }
        let isNew = try await guarding("What is seen adds up") { database in
            try await EvidenceFiles(database: database, ambient: .system).set(fileID, published: isPublished) {
                progress in
                bar.withLock { $0.show(done: UInt64(progress.doneCount), of: UInt64(progress.recordCount)) }
            }
        }
        try await finishRest()
        return isNew
    }

    /// Removes a file that is not published.
    ///
    /// - Throws: `ExitCode` after saying why, and `EvidenceFiles.RemovalRefusal`.
    /// - Returns: Its name; nil where there is no such file.
    func remove(_ fileID: Int64) async throws -> String? {
        let name = try await guarding("What went is gone, the rest follows") {
            try await EvidenceFiles(database: $0, ambient: .system).remove(fileID)
        }
        try await finishRest()
        return name
    }

    /// What was broken off before.
    private func finishRest() async throws {
        try await guarding("What is seen adds up") {
            try await EvidenceWorker(database: $0, ambient: .system).doAll()
        }
    }

    /// Opens what some options name, prints what is done there line by line, and closes it.
    ///
    /// - Throws: `ExitCode` after saying why, and what the work throws.
    static func tell(_ options: DataOptions, _ work: (EvidenceStoring) async throws -> [String]) async throws {
        let storing = try await EvidenceStoring(try await options.configuration())
        defer { try? storing.close() }  // what was decided is committed
        for line in try await work(storing) { print(line) }
    }

    /// What a person decides about suppliers' names.
    ///
    /// - Throws: `ExitCode` after saying why, and what the work throws.
    func aliasing<Value>(_ work: (SupplierAliasing) async throws -> Value) async throws -> Value {
        try await guarding("Nothing was changed") { try await work(SupplierAliasing(database: $0, ambient: .system)) }
    }

    /// What a person decides about who sells whose products.
    ///
    /// - Throws: `ExitCode` after saying why, and what the work throws.
    func reselling<Value>(_ work: (Reselling) async throws -> Value) async throws -> Value {
        try await guarding("Nothing was changed") { try await work(Reselling(database: $0, ambient: .system)) }
    }

    private func guarding<Value>(
        _ consequence: String,
        _ work: (any TransactionalDatabase) async throws -> Value
    ) async throws -> Value {
        do {
            return try await work(database)
        } catch let failure as DatabaseFailure {
            if case .unavailable(let words) = failure {
                throw stop(5, "database: it can't be reached: \(words). \(consequence); run it again.")
            }
            throw stop(1, "database: \(failure.words). \(consequence).")
        } catch let reason as EvidenceRefusal {
            throw stop(1, "\(reason)")
        }
    }

    func close() throws {
        try database.close()
        withExtendedLifetime(lock) {}
    }
}
