package import UndersignedDatabase

/// The bytes of a backup: docs/formats/backup.md.
///
/// A file is a title, blocks, and SHA-256 over all of that. A block is its kind, one byte; the length of its content,
/// four bytes; the content. Numbers are big-endian.
package enum BackupFormat {
    /// How a file begins: what kind it is.
    package enum Title: String, Sendable {
        case data = "undersigned/v1 backup\n"
        case keys = "undersigned/v1 keys\n"
    }

    /// What a block holds.
    package enum Kind: UInt8, Sendable {
        case header = 0x48
        case table = 0x54
        case row = 0x52
        case file = 0x46
        case end = 0x45
    }

    /// Version of the layout that the header names.
    static let version = 1
    static let digestBytes = 32
    /// A block larger than this was never written: the largest content is a sealed scan.
    static let blockLimitBytes = 64 << 20

    /// A table's name and columns, each with its length.
    static func encode(_ table: BackupTable) -> [UInt8] {
        var bytes: [UInt8] = []
        for text in [table.name] + table.columns { bytes.append(value: .text(text)) }
        return bytes
    }
}

/// The head of a table in a backup: what the values of the rows after it are.
package struct BackupTable: Hashable, Sendable {
    package let name: String
    package let columns: [String]
}

/// One block of a backup.
package struct BackupBlock: Hashable, Sendable {
    package let kind: BackupFormat.Kind
    package let content: [UInt8]

    /// - Throws: `BackupFault.damaged` when the content is no row of values.
    package func values() throws(BackupFault) -> [QueryValue] {
        var values: [QueryValue] = []
        var place = 0
        while place < content.count {
            let tag = content[place]
            place += 1
            switch tag {
            case 0: values.append(.null)
            case 1: values.append(.integer(Int64(bitPattern: try number(&place, count: 8))))
            case 2:
                guard let text = String(validating: try bytes(&place), as: UTF8.self) else {
                    throw .damaged("a text that is not UTF-8")
                }
                values.append(.text(text))
            case 3: values.append(.blob(try bytes(&place)))
            default: throw .damaged("a value of an unknown kind")
            }
        }
        return values
    }

    /// - Throws: `BackupFault.damaged` when the content is no head of a table.
    package func table() throws(BackupFault) -> BackupTable {
        var names: [String] = []
        for value in try values() {
            guard case .text(let name) = value else { throw .damaged("the head of a table") }
            names.append(name)
        }
        guard let name = names.first else { throw .damaged("the head of a table") }
        return BackupTable(name: name, columns: Array(names.dropFirst()))
    }

    private func number(_ place: inout Int, count: Int) throws(BackupFault) -> UInt64 {
        guard content.count - place >= count else { throw .damaged("a row ends in the middle of a value") }
        defer { place += count }
        return content[place..<place + count].reduce(0) { $0 << 8 | UInt64($1) }
    }

    private func bytes(_ place: inout Int) throws(BackupFault) -> [UInt8] {
        let count = Int(try number(&place, count: 4))
        guard content.count - place >= count else { throw .damaged("a row ends in the middle of a value") }
        defer { place += count }
        return Array(content[place..<place + count])
    }
}

/// Why a backup is refused.
package enum BackupFault: Error, Hashable, Sendable {
    /// It begins otherwise.
    case notABackup(expected: BackupFormat.Title)
    /// Its layout is of a later program.
    case unknownFormat(Int)
    /// Its tables are of a later program.
    case newerSchema(found: Int64, known: Int64)
    /// It ends too early.
    case truncated
    /// Its bytes are not those that were written.
    case damaged(String)
    /// It is whole, and a log in it is not what it was when the backup was taken.
    case unsound(slug: String, what: String)
}

extension [UInt8] {
    mutating func append(value: QueryValue) {
        switch value {
        case .null: append(0)
        case .integer(let number):
            append(1)
            append(bigEndian: number)
        case .text(let text):
            append(2)
            append(bigEndian: UInt32(text.utf8.count))
            append(contentsOf: text.utf8)
        case .blob(let bytes):
            append(3)
            append(bigEndian: UInt32(bytes.count))
            append(contentsOf: bytes)
        }
    }

    mutating func append(bigEndian number: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: number.bigEndian) { append(contentsOf: $0) }
    }
}
