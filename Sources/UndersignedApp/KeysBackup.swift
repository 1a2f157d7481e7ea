import Foundation
package import UndersignedCore
import UndersignedDatabase

/// The files of a keys folder in one file, apart from the backup of the data.
///
/// The outbox's chain is never in it: its keys are forward-secure only as long as no copy of them exists.
package enum KeysBackup {
    /// A file of the keys folder.
    package struct Item: Hashable, Sendable {
        /// As in `SLUG/note.key`.
        package let name: String
        package let content: [UInt8]
    }

    private struct Header: Codable {
        let format: Int
        let taken: String
    }

    private static let outboxChain = "outbox.keys"

    /// The files of a keys folder that belong in its backup: all but the outbox's chain and what is half-written.
    ///
    /// - Parameter folder: The keys folder.
    /// - Returns: In the order of their names.
    /// - Throws: The file system's error.
    package static func items(of folder: String) throws -> [Item] {
        let root = URL(filePath: folder, directoryHint: .isDirectory)
        let names = try FileManager.default.subpathsOfDirectory(atPath: root.path(percentEncoded: false)).sorted()
        return try names.compactMap { name in
            let isHidden = name.split(separator: "/").contains { $0.hasPrefix(".") }
            let file = root.appending(path: name)
            guard !isHidden, name != outboxChain,
                try file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true
            else { return nil }
            return Item(name: name, content: Array(try Data(contentsOf: file)))
        }
    }

    /// Writes the files into one.
    ///
    /// - Parameters:
    ///   - items: What `items` gave.
    ///   - now: Stands in the header.
    ///   - descriptor: An open file or pipe; stays open, and is not synced.
    /// - Throws: `DurableFile.Failure`.
    package static func write(_ items: [Item], at now: Moment, to descriptor: Int32) throws {
        let header = Header(format: BackupFormat.version, taken: CalendarDate(now).secondText)
        var writer = BackupWriter(.keys, to: descriptor)
        try writer.block(.header, Array(try JSONEncoder().encode(header)))
        for item in items {
            var content: [UInt8] = []
            content.append(value: .text(item.name))
            content.append(value: .blob(item.content))
            try writer.block(.file, content)
        }
        try writer.finish(BackingUp.end(items.count))
    }

    /// Reads what `write` wrote.
    ///
    /// - Parameter descriptor: An open file or pipe; stays open.
    /// - Returns: The files.
    /// - Throws: `BackupFault`, or the file system's error.
    package static func read(_ descriptor: Int32) throws -> [Item] {
        var reader = try BackupReader(.keys, from: descriptor)
        var items: [Item] = []
        var rowCount: Int?
        while let block = try reader.next() {
            switch block.kind {
            case .header:
                let content = Data(block.content)
                guard let header = try? JSONDecoder().decode(Header.self, from: content) else {  // any fault
                    throw BackupFault.damaged("the header")
                }
                guard header.format <= BackupFormat.version else { throw BackupFault.unknownFormat(header.format) }
            case .file: items.append(try item(block))
            case .end:
                guard case .integer(let count)? = try block.values().first else {
                    throw BackupFault.damaged("the number of files")
                }
                rowCount = Int(count)
            case .table, .row: throw BackupFault.damaged("a block of another kind of file")
            }
        }
        guard rowCount == items.count else { throw BackupFault.damaged("the number of files") }
        return items
    }

    private static func item(_ block: BackupBlock) throws -> Item {
        let values = try block.values()
        guard values.count == 2, case .text(let name) = values[0], case .blob(let content) = values[1],
            isPlain(name)
        else { throw BackupFault.damaged("a key file") }
        return Item(name: name, content: content)
    }

    /// A name that stays inside of the folder.
    private static func isPlain(_ name: String) -> Bool {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        return name != outboxChain && parts.count <= 3 && parts.allSatisfy { !$0.isEmpty && !$0.hasPrefix(".") }
            && name.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") }
    }
}
