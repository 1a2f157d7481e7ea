/// Where an audit reads the files of a log from: an address or a folder.
package protocol LogSource: Sendable {
    /// The bytes of a file below the log's address, such as `checkpoint` or `tile/0/000.p/5`.
    ///
    /// - Parameter path: A path of c2sp.org/tlog-tiles, without a slash before it.
    /// - Returns: Nil when the source answers that there is no such file.
    /// - Throws: `LogSourceFailure` when the source gives no answer; nothing can be said of the log then.
    func file(_ path: String) async throws -> [UInt8]?

    /// How many files one task reads, one after the other: 1 where an answer travels, more where reading costs less
    /// than handing a task over.
    var filesPerTask: Int { get }
}

extension LogSource {
    package var filesPerTask: Int { 1 }
}

/// A source that could not be asked.
package struct LogSourceFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// What was asked for and what went wrong, on one line.
    package let description: String

    package init(_ description: String) {
        self.description = description
    }
}
