package import Crypto
import Foundation
import Synchronization
package import TransparencyLog
package import UndersignedCore

/// The folder of secret keys, apart from the database and from its backups: one folder a petition.
///
/// Keys are made by opening a petition, never while serving.
package final class KeyFolder: Sendable {
    let folder: URL
    /// Several processes may share the folder.
    let lock: FolderLock
    private let loaded = Mutex<[Slug: PetitionKeys]>([:])
    private let loadedNotes = Mutex<[String: NoteSigningKey]>([:])

    /// A key file is missing or does not read.
    package struct Unreadable: Error {
        package let file: String
    }

    /// - Parameter path: The folder; made with mode 0700 where it is missing.
    /// - Throws: The file system's error.
    package init(path: String) throws {
        folder = URL(filePath: path, directoryHint: .isDirectory)
        lock = FolderLock(folder: folder)
        // A key on stable storage is of no use in a folder whose name a power cut takes away.
        try DurableFile.makeFolder(folder.absoluteURL)
    }

    /// Makes a petition's keys; those of an opening that was cut short are used again.
    ///
    /// - Parameters:
    ///   - slug: Names the petition's folder.
    ///   - origin: The note key's name.
    ///   - organiser: The key that contact data is sealed to; nil for one that is made here.
    ///   - issues: Whether the site signs the tokens of its members.
    ///   - ambient: Chance.
    /// - Returns: The key of the petition's log; it and the petition's other keys are on stable storage.
    /// - Throws: The file system's error.
    package func make(
        for slug: Slug,
        origin: String,
        sealedTo organiser: CustodyPublicKey? = nil,
        issues: Bool = false,
        ambient: Ambient
    ) throws -> NoteSigningKey {
        // Of two who open a petition at once, the second finds what the first has made.
        try lock.hold { try makeAlone(slug, origin, organiser, issues, ambient) }
    }

    private func makeAlone(
        _ slug: Slug,
        _ origin: String,
        _ organiser: CustodyPublicKey?,
        _ issues: Bool,
        _ ambient: Ambient
    ) throws -> NoteSigningKey {
        let own = folder.appending(path: slug.text, directoryHint: .isDirectory)
        if FileManager.default.fileExists(atPath: own.path()) {
            let note = try noteKey(of: slug, log: 1)
            guard note.verifierKey.name == origin else { throw Unreadable(file: Self.noteFile(slug, 1)) }
            // Whose key it is may have changed since the opening that was cut short.
            try Self.settleCustody(organiser, in: own, ambient)
            try Self.settleIssuer(issues, in: own)
            forget(slug)
            return note
        }
        // Written beside and renamed: a folder of this name is whole.
        let draft = folder.appending(path: ".\(slug.text).new", directoryHint: .isDirectory)
        if FileManager.default.fileExists(atPath: draft.path()) { try FileManager.default.removeItem(at: draft) }
        try FileManager.default.createDirectory(
            at: draft,
            withIntermediateDirectories: false,
            attributes: [.posixPermissions: 0o700]
        )
        let note = try NoteSigningKey(name: origin, seed: ambient.randomBytes(32))
        try DurableFile.write(Array(note.text.utf8), to: draft.appending(path: "note.key"))
        // From its first moment on a log has a published checkpoint: that of nothing. So a missing file is a fault.
        try DurableFile.write(Array(Checkpoint.ofNothing(note).utf8), to: draft.appending(path: "high-water"))
        try Self.writeSecret(to: draft.appending(path: Self.dedupeName), ambient)
        try Self.settleCustody(organiser, in: draft, ambient)
        try Self.settleIssuer(issues, in: draft)
        try FileManager.default.moveItem(at: draft, to: own)
        try DurableFile.synchronise(folder: folder)
        return try noteKey(of: slug, log: 1)
    }

    /// A petition's keys, read once.
    ///
    /// - Parameter slug: The petition.
    /// - Returns: The keys that all its logs share; those that are not here on purpose throw when they are asked for.
    /// - Throws: `Unreadable`, naming the file.
    package func keys(of slug: Slug) throws -> PetitionKeys {
        if let keys = loaded.withLock({ $0[slug] }) { return keys }
        let keys = try readKeys(of: slug)
        loaded.withLock { $0[slug] = keys }
        return keys
    }

    /// Forgets what was read of a petition's keys.
    func forget(_ slug: Slug) {
        loaded.withLock { $0[slug] = nil }
    }

    /// A secret of the instance, 32 bytes, made where it is missing.
    ///
    /// - Parameters:
    ///   - name: The file's name.
    ///   - ambient: Chance.
    /// - Returns: A key of 256 bits.
    /// - Throws: `Unreadable`, or the file system's error.
    package func instanceSecret(_ name: String, ambient: Ambient) throws -> SymmetricKey {
        let file = folder.appending(path: name)
        if !FileManager.default.fileExists(atPath: file.path()) { try Self.writeSecret(to: file, ambient) }
        return SymmetricKey(data: try secret(name))
    }

    /// A secret of the instance that was made before.
    ///
    /// - Parameter name: The file's name.
    /// - Returns: Its 32 bytes; nil where there is none.
    /// - Throws: `Unreadable` for a damaged file.
    package func storedSecret(_ name: String) throws -> [UInt8]? {
        guard FileManager.default.fileExists(atPath: folder.appending(path: name).path()) else { return nil }
        return Array(try secret(name))
    }

    /// A note key by its file's name, read once.
    func remembered(_ file: String, _ read: () throws -> NoteSigningKey) rethrows -> NoteSigningKey {
        if let key = loadedNotes.withLock({ $0[file] }) { return key }
        let key = try read()
        loadedNotes.withLock { $0[file] = key }
        return key
    }

    /// A file's text, or nil where there is none.
    func fileText(_ name: String) throws -> String? {
        FileManager.default.fileExists(atPath: folder.appending(path: name).path()) ? try text(name) : nil
    }

    /// Replaces a file as a whole; on stable storage when it returns.
    func saveText(_ text: String, as name: String) throws {
        try DurableFile.write(Array(text.utf8), to: folder.appending(path: name))
    }

    static func writeSecret(to file: URL, _ ambient: Ambient) throws {
        let text = Data(ambient.randomBytes(32)).base64EncodedString()
        try DurableFile.write(Array(text.utf8), to: file)
    }

    func secret(_ name: String) throws -> Data {
        guard let data = Data(base64Encoded: try text(name)), data.count == 32 else { throw Unreadable(file: name) }
        return data
    }

    func text(_ name: String) throws -> String {
        do {
            return try String(contentsOf: folder.appending(path: name), encoding: .utf8)
        } catch {
            throw Unreadable(file: name)
        }
    }
}
