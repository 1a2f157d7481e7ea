import Foundation

/// Brings the files of a keys backup back into a keys folder, and never over another one.
package struct KeysRestoring: Sendable {
    /// A key of this name is there, and is another one.
    package struct Differs: Error {
        package let name: String
    }

    /// What was done.
    package struct Summary: Hashable, Sendable {
        package var restored = 0
        /// These were there already.
        package var kept = 0
        /// Keys of petitions that the data does not have, and keys that were destroyed: they stay where they are.
        package var left: [String] = []
        /// Those of them in whose place a mark says that they were destroyed on time.
        package var destroyed: Set<String> = []
    }

    private static let highWater = "high-water"
    private let folder: URL

    /// - Parameter folder: The keys folder; made with mode 0700 where it is missing.
    package init(folder: String) {
        self.folder = URL(filePath: folder, directoryHint: .isDirectory)
    }

    /// Writes the files that are missing.
    ///
    /// A `high-water` file that is there stays: it may be the newer one, and the only witness of a loss.
    ///
    /// - Parameters:
    ///   - items: From a backup.
    ///   - slugs: The petitions of the restored data; the keys of others don't come back.
    /// - Returns: What was done; on stable storage.
    /// - Throws: `Differs` before anything is written; `DurableFile.Failure` or the file system's error.
    package func run(_ items: [KeysBackup.Item], for slugs: Set<String>) throws -> Summary {
        var summary = Summary()
        var missing: [KeysBackup.Item] = []
        for item in items {
            let parts = item.name.split(separator: "/")
            // What was destroyed, or never was here, does not come back.
            let isMarked = KeyFolder.mark(inPlaceOf: item.name).map { FileManager.default.fileExists(atPath: path($0)) }
            if parts.count > 1 && !slugs.contains(String(parts[0])) || isMarked == true {
                summary.left.append(item.name)
                if isMarked == true { summary.destroyed.insert(item.name) }
            } else if let there = FileManager.default.contents(atPath: path(item.name)) {
                guard Array(there) == item.content || isHighWater(item) else {
                    throw Differs(name: item.name)
                }
                summary.kept += 1
            } else {
                missing.append(item)
            }
        }
        // A folder with its high-water file alone would look like one that lost its keys: the keys come first.
        for item in missing.sorted(by: { !isHighWater($0) && isHighWater($1) }) {
            try write(item)
            summary.restored += 1
        }
        return summary
    }

    /// `high-water`, and `high-water.2` of a log that carried on the first.
    private func isHighWater(_ item: KeysBackup.Item) -> Bool { item.name.contains("/\(Self.highWater)") }

    private func write(_ item: KeysBackup.Item) throws {
        let file = folder.appending(path: item.name)
        let own = file.deletingLastPathComponent()
        try FileManager.default.createDirectory(
            at: own,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        try DurableFile.write(item.content, to: file)
        try DurableFile.synchronise(folder: own.deletingLastPathComponent())
    }

    private func path(_ name: String) -> String { folder.appending(path: name).path(percentEncoded: false) }
}
