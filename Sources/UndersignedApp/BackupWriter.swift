import Crypto
import Foundation
import UndersignedDatabase

/// Writes the title, the blocks and the hash of a backup, through one megabyte of memory.
struct BackupWriter {
    private let descriptor: Int32
    private var buffer: [UInt8]
    private var hash = SHA256()
    private(set) var byteCount = 0

    private static let bufferBytes = 1 << 20

    /// - Parameters:
    ///   - title: What kind of file.
    ///   - descriptor: Where to; stays open.
    init(_ title: BackupFormat.Title, to descriptor: Int32) {
        self.descriptor = descriptor
        buffer = Array(title.rawValue.utf8)
        buffer.reserveCapacity(Self.bufferBytes + 65_536)
    }

    mutating func block(_ kind: BackupFormat.Kind, _ content: [UInt8]) throws {
        buffer.append(kind.rawValue)
        buffer.append(bigEndian: UInt32(content.count))
        buffer.append(contentsOf: content)
        if buffer.count >= Self.bufferBytes { try flush() }
    }

    mutating func row(_ values: [QueryValue]) throws {
        let start = buffer.count
        buffer.append(BackupFormat.Kind.row.rawValue)
        buffer.append(bigEndian: UInt32(0))
        for value in values { buffer.append(value: value) }
        let length = UInt32(buffer.count - start - 5)
        for place in 0..<4 { buffer[start + 1 + place] = UInt8(truncatingIfNeeded: length >> UInt32(24 - 8 * place)) }
        if buffer.count >= Self.bufferBytes { try flush() }
    }

    /// Writes what is left, and the hash; nothing may follow.
    mutating func finish(_ end: [UInt8]) throws {
        try block(.end, end)
        try flush()
        buffer = Array(hash.finalize())
        try write()
    }

    private mutating func flush() throws {
        hash.update(data: buffer)
        try write()
    }

    private mutating func write() throws {
        try DurableFile.writeAll(buffer, descriptor)
        byteCount += buffer.count
        buffer.removeAll(keepingCapacity: true)
    }
}
