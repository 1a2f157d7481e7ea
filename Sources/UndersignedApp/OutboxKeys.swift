import Crypto
import Foundation
import Synchronization
package import UndersignedCore
package import UndersignedStore

/// The keys of waiting mail: a ratchet that turns once an hour and never back.
///
/// From a chain come one hour's mail key and the next chain; the old chain is erased at once, and a mail key as soon as
/// no mail needs it. Who copies the keys folder later can't open earlier mail, whatever the database still holds.
/// Never part of a backup. Several processes may share the folder: who turns the ratchet reads it first, under a lock.
package final class OutboxKeys: Sendable {
    /// The key of that hour is gone, or was never here: the mail is lost and can be asked for again.
    package struct Destroyed: Error {}

    private let file: URL
    private let ambient: Ambient
    private let lock: FolderLock
    private let ring: Mutex<OutboxKeyRing>
    private let isRefused = Atomic(false)

    /// Whether the folder took the newest hour's key when it was needed last: without it no mail can be sealed.
    package var isWritable: Bool { !isRefused.load(ordering: .relaxed) }

    /// Reads the keys, or starts a new chain where there is none.
    ///
    /// - Parameters:
    ///   - folder: The keys folder; must exist.
    ///   - ambient: Time and chance.
    /// - Throws: `KeyFolder.Unreadable` for a damaged file, or the file system's error.
    package init(folder: String, ambient: Ambient) throws {
        let folder = URL(filePath: folder, directoryHint: .isDirectory)
        let file = folder.appending(path: "outbox.keys")
        (self.file, self.ambient, lock) = (file, ambient, FolderLock(folder: folder))
        ring = Mutex(
            try lock.hold {
                if FileManager.default.fileExists(atPath: file.path(percentEncoded: false)) {
                    return try Self.stored(in: file)
                }
                var fresh = OutboxKeyRing(chain: SymmetricKey(data: ambient.randomBytes(32)))
                fresh.turn(to: ambient.now().hourNumber)
                try DurableFile.write(Array(fresh.text.utf8), to: file)
                return fresh
            }
        )
    }

    private static func stored(in file: URL) throws -> OutboxKeyRing {
        guard let found = OutboxKeyRing(try String(contentsOf: file, encoding: .utf8)) else {
            throw KeyFolder.Unreadable(file: "outbox.keys")
        }
        return found
    }

    /// Seals a mail under the current hour's key.
    ///
    /// Touches the disk once an hour.
    /// - Parameters:
    ///   - payload: What the mail says.
    ///   - kind: Bound to the sealed bytes, as the petition is.
    ///   - petitionID: The petition.
    ///   - now: A moment before the newest key's hour uses the newest key.
    /// - Returns: The hour that names the key, and nonce ‖ ciphertext ‖ tag.
    /// - Throws: The file system's error when the next key can't be stored: it is then not used.
    package func seal(
        _ payload: OutboxPayload,
        kind: OutboxMail.Kind,
        petitionID: Int64,
        now: Moment
    ) throws -> (keyHour: Int64, sealed: [UInt8]) {
        let (hour, key) = try currentKey(now)
        let sealed = try SealedBytes.seal(
            payload.encoded(),
            using: key,
            nonce: ambient.randomBytes(SealedBytes.nonceByteCount),
            authenticating: Self.context(kind, petitionID)
        )
        return (hour, sealed)
    }

    /// Finds out whether a folder that refused a key takes it now.
    ///
    /// - Parameter now: Whose hour's key is to be stored.
    package func tryAgain(_ now: Moment) {
        guard !isWritable else { return }
        _ = try? currentKey(now)  // refused again: `isWritable` says so
    }

    /// Opens what `seal` made.
    ///
    /// - Parameter mail: From the outbox.
    /// - Returns: What it says.
    /// - Throws: `Destroyed` when no key here opens it; `KeyFolder.Unreadable` or the file system's error.
    package func open(_ mail: OutboxMail) throws -> OutboxPayload {
        guard let key = try key(of: mail.keyHour) else { throw Destroyed() }
        let bytes: [UInt8]
        do {
            let context = Self.context(mail.kind, mail.petitionID)
            bytes = try SealedBytes.open(mail.sealed, using: key, authenticating: context)
        } catch {
            throw Destroyed()
        }
        guard let payload = OutboxPayload(decoding: bytes) else { throw Destroyed() }
        return payload
    }

    /// Whether a key could be erased: asks no disk and no database.
    package func hasHours(before limit: Moment) -> Bool {
        ring.withLock { !$0.hours(before: limit).isEmpty }
    }

    /// Erases the mail keys that no mail needs.
    ///
    /// - Parameters:
    ///   - inUse: The hours of waiting mail.
    ///   - limit: Only hours that ended by then: mail under a later one may not be committed yet.
    /// - Throws: The file system's error; the keys are then kept.
    package func eraseHours(notIn inUse: Set<Int64>, before limit: Moment) throws {
        try ring.withLock { ring in
            guard !ring.hours(before: limit).subtracting(inUse).isEmpty else { return }
            ring = try lock.hold {
                var next = try Self.stored(in: file)
                next.erase(next.hours(before: limit).subtracting(inUse))
                try store(next)
                return next
            }
        }
    }

    /// The key of an hour; one that another process made is in the file.
    private func key(of hour: Int64) throws -> SymmetricKey? {
        try ring.withLock { ring in
            if ring.keys[hour] == nil { ring = try lock.hold { try Self.stored(in: file) } }
            return ring.keys[hour]
        }
    }

    private func currentKey(_ now: Moment) throws -> (Int64, SymmetricKey) {
        try ring.withLock { ring in
            do {
                if now.hourNumber > ring.newest { ring = try lock.hold { try turned(to: now.hourNumber) } }
                isRefused.store(false, ordering: .relaxed)
            } catch {
                isRefused.store(true, ordering: .relaxed)
                throw error
            }
            guard let key = ring.keys[ring.newest] else { throw Destroyed() }
            return (ring.newest, key)
        }
    }

    /// The stored keys with that of an hour; call it under the lock.
    private func turned(to hour: Int64) throws -> OutboxKeyRing {
        var ring = try Self.stored(in: file)
        guard hour > ring.newest else { return ring }
        ring.turn(to: hour)
        // Stored before use: a mail under a key that a crash takes away would be lost.
        try store(ring)
        return ring
    }

    /// Puts a new file in the old one's place and overwrites the old one's bytes.
    private func store(_ ring: borrowing OutboxKeyRing) throws {
        let old = try FileHandle(forWritingTo: file)
        let count = try old.seekToEnd()
        try DurableFile.write(Array(ring.text.utf8), to: file)
        // The name is the new file's already; this handle is the last hold on the old one, and closes it when it goes.
        try old.seek(toOffset: 0)
        try old.write(contentsOf: Data(count: Int(count)))
        try old.synchronize()
    }

    private static func context(_ kind: OutboxMail.Kind, _ petitionID: Int64) -> [UInt8] {
        var text = "undersigned/v1 mail "
        text += String(petitionID)
        text += " "
        text += kind.rawValue
        return Array(text.utf8)
    }
}

extension Moment {
    /// Hours since 1970.
    var hourNumber: Int64 { hour.seconds / 3_600 }
}
