import Crypto
import Foundation

/// Reads the blocks of a backup one by one; after the last one its hash was right.
///
/// What it gave before may still be damaged: only the end tells.
package struct BackupReader {
    private let descriptor: Int32
    private var buffer: [UInt8] = []
    private var place = 0
    private var hash = SHA256()
    private var isOver = false
    /// Bytes given so far.
    private(set) package var byteCount = 0

    private static let bufferBytes = 1 << 20

    /// - Parameters:
    ///   - title: How it must begin.
    ///   - descriptor: An open file or pipe; stays open.
    /// - Throws: `BackupFault.notABackup`, or the file system's error.
    package init(_ title: BackupFormat.Title, from descriptor: Int32) throws {
        self.descriptor = descriptor
        let wanted = Array(title.rawValue.utf8)
        guard try has(wanted.count), take(wanted.count) == wanted else {
            throw BackupFault.notABackup(expected: title)
        }
    }

    /// The next block.
    ///
    /// - Returns: Nil after the last one, when the hash of all was right and nothing follows.
    /// - Throws: `BackupFault`, or the file system's error.
    package mutating func next() throws -> BackupBlock? {
        if isOver {
            try checkHash()
            return nil
        }
        guard try has(5) else { throw BackupFault.truncated }
        let head = take(5)
        guard let kind = BackupFormat.Kind(rawValue: head[0]) else { throw BackupFault.damaged("a block's kind") }
        let length = head[1...].reduce(0) { $0 << 8 | Int($1) }
        guard length <= BackupFormat.blockLimitBytes else { throw BackupFault.damaged("a block's length") }
        guard try has(length) else { throw BackupFault.truncated }
        isOver = kind == .end
        return BackupBlock(kind: kind, content: take(length))
    }

    private mutating func checkHash() throws {
        hash.update(data: buffer[..<place])
        buffer.removeFirst(place)
        place = 0
        let found = Array(hash.finalize())
        guard try has(BackupFormat.digestBytes) else { throw BackupFault.truncated }
        guard take(BackupFormat.digestBytes) == found else {
            throw BackupFault.damaged("its SHA-256 is not the one it ends with")
        }
        guard try !has(1) else { throw BackupFault.damaged("something follows its end") }
    }

    private mutating func take(_ count: Int) -> [UInt8] {
        defer {
            place += count
            byteCount += count
        }
        return Array(buffer[place..<place + count])
    }

    /// Whether so many bytes are there; reads what is missing.
    private mutating func has(_ count: Int) throws -> Bool {
        guard buffer.count - place < count else { return true }
        hash.update(data: buffer[..<place])
        buffer.removeFirst(place)
        place = 0
        while buffer.count < count {
            let wanted = max(Self.bufferBytes, count - buffer.count)
            var code: Int32 = 0
            var got = 0
            buffer += [UInt8](unsafeUninitializedCapacity: wanted) { bytes, filled in
                got = read(descriptor, bytes.baseAddress, wanted)
                code = errno
                filled = max(0, got)
            }
            if got < 0 && code == EINTR { continue }
            guard got >= 0 else { throw DurableFile.Failure(step: "read", code: code) }
            if got == 0 { return false }
        }
        return true
    }
}
