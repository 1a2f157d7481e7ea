import UndersignedDatabase
import UndersignedStore

/// The rows of a backup in parts of bounded size, each looked at on its way; after the last part all of it was right.
struct BackupPassage {
    /// Some rows of one table.
    struct Part: Sendable {
        let table: StoredTable
        /// Of the table, in the order of the values.
        let columns: [String]
        var rows: [[QueryValue]] = []
    }

    private var reader: BackupReader
    private var audit: BackupAudit
    private let header: BackupHeader
    private var table: (stored: StoredTable, columns: [String])?
    /// The head of the next table, met while a part was being filled.
    private var pending: BackupBlock?

    private static let rowsPerPart = 8_192
    private static let bytesPerPart = 16 << 20

    init(from descriptor: Int32) throws {
        reader = try BackupReader(.data, from: descriptor)
        guard let first = try reader.next(), first.kind == .header else { throw BackupFault.damaged("no header") }
        header = try BackupHeader(reading: first.content)
        audit = BackupAudit(header)
    }

    /// What has passed so far.
    var summary: BackingUp.Summary {
        BackingUp.Summary(header: header, rowCount: audit.rowCount, byteCount: reader.byteCount)
    }

    /// The next rows.
    ///
    /// - Returns: Nil after the last ones, when hash and logs were right.
    /// - Throws: `BackupFault`, or the file system's error.
    mutating func next() throws -> Part? {
        while let block = try nextBlock() {
            switch block.kind {
            case .table:
                let head = try block.table()
                table = (try audit.begin(head), head.columns)
            case .row:
                guard let table else { throw BackupFault.damaged("a row of no table") }
                return try part(of: table.stored, table.columns, from: block)
            case .end:
                try checkEnd(block)
                return nil
            case .header, .file: throw BackupFault.damaged("a block of another kind of file")
            }
        }
        return nil
    }

    private mutating func nextBlock() throws -> BackupBlock? {
        if let block = pending {
            pending = nil
            return block
        }
        return try reader.next()
    }

    private mutating func part(
        of table: StoredTable,
        _ columns: [String],
        from first: BackupBlock
    ) throws -> Part {
        var part = Part(table: table, columns: columns)
        var block = first
        var byteCount = 0
        while true {
            let values = try block.values()
            try audit.read(values)
            part.rows.append(values)
            byteCount += block.content.count
            guard part.rows.count < Self.rowsPerPart, byteCount < Self.bytesPerPart else { return part }
            guard let next = try reader.next() else { throw BackupFault.truncated }
            guard next.kind == .row else {
                pending = next
                return part
            }
            block = next
        }
    }

    /// The end states the number of rows; behind it is the hash, and then nothing.
    private mutating func checkEnd(_ block: BackupBlock) throws {
        guard try block.values() == [.integer(Int64(audit.rowCount))] else {
            throw BackupFault.damaged("it has \(audit.rowCount) rows, and its end says another number")
        }
        _ = try reader.next()
        try audit.finish()
    }
}
