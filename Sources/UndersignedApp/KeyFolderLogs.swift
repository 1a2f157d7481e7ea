import Foundation
package import TransparencyLog
package import UndersignedCore

/// The keys of a petition's logs: one for the first, another for each that carries it on after a loss.
extension KeyFolder {
    /// A log that published something, as the keys folder remembers it.
    struct PublishedLog {
        let number: Int
        let key: NoteVerifierKey
        /// The last checkpoint, a signed note.
        let checkpoint: String
    }

    static func noteFile(_ slug: Slug, _ number: Int) -> String {
        number == 1 ? "\(slug)/note.key" : "\(slug)/note.\(number).key"
    }

    static func highWaterFile(_ slug: Slug, _ number: Int) -> String {
        number == 1 ? "\(slug)/high-water" : "\(slug)/high-water.\(number)"
    }

    /// The key that signs a log's checkpoints, read once.
    ///
    /// - Parameters:
    ///   - slug: The petition.
    ///   - number: Which of its logs; 1 for the first.
    /// - Returns: The key, whose name is the log's origin.
    /// - Throws: `Unreadable`, naming the file.
    package func noteKey(of slug: Slug, log number: Int) throws -> NoteSigningKey {
        let name = Self.noteFile(slug, number)
        return try remembered(name) {
            do {
                return try NoteSigningKey(try text(name))
            } catch is MalformedInput {
                throw Unreadable(file: name)
            }
        }
    }

    /// Makes the key of a petition's next log; one that an earlier try made and that published nothing is used again.
    ///
    /// A number that published something is never used again, also where the data no longer knows of it: two logs of
    /// one name would be a fork.
    ///
    /// - Parameters:
    ///   - slug: The petition, with the keys of its first log.
    ///   - origin: The log that is to be carried on.
    ///   - ambient: Chance.
    /// - Returns: The next log's key, whose name is its origin; on stable storage.
    /// - Throws: `Unreadable`, or the file system's error.
    package func makeSuccessor(of slug: Slug, after origin: LogOrigin, ambient: Ambient) throws -> NoteSigningKey {
        let last = try publishedLogs(of: slug, after: origin).last?.number ?? origin.number
        let next = origin.numbered(last + 1)
        if try fileText(Self.noteFile(slug, next.number)) != nil {
            let note = try noteKey(of: slug, log: next.number)
            guard note.verifierKey.name == next.text else {
                throw Unreadable(file: Self.noteFile(slug, next.number))
            }
            return note
        }
        let note = try NoteSigningKey(name: next.text, seed: ambient.randomBytes(32))
        // The key comes last: where there is one, there is a high-water file.
        try saveHighWater(Checkpoint.ofNothing(note), of: slug, log: next.number)
        try saveText(note.text, as: Self.noteFile(slug, next.number))
        return note
    }

    /// The logs after one that have keys here and published something.
    ///
    /// - Throws: `Unreadable` for a key or a checkpoint that does not read.
    func publishedLogs(of slug: Slug, after origin: LogOrigin) throws -> [PublishedLog] {
        var logs: [PublishedLog] = []
        var number = origin.number + 1
        while try fileText(Self.noteFile(slug, number)) != nil {
            let key = try noteKey(of: slug, log: number).verifierKey
            guard let text = try highWater(of: slug, log: number),
                let checkpoint = Checkpoint.verified(text, by: key)
            else { throw Unreadable(file: Self.highWaterFile(slug, number)) }
            if checkpoint.size > 0 { logs.append(PublishedLog(number: number, key: key, checkpoint: text)) }
            number += 1
        }
        return logs
    }

    /// The last published checkpoint of a log as a signed note, or nil where there is no file.
    ///
    /// - Throws: `Unreadable` when there is a file that can't be read.
    package func highWater(of slug: Slug, log number: Int) throws -> String? {
        try fileText(Self.highWaterFile(slug, number))
    }

    /// Replaces the last published checkpoint by a newer one, and leaves one that another process wrote and is newer.
    ///
    /// - Parameters:
    ///   - checkpoint: A signed note that is committed.
    ///   - size: Its size.
    ///   - slug: The petition.
    ///   - number: Which of its logs.
    /// - Throws: `Unreadable`, or the file system's error.
    package func advanceHighWater(to checkpoint: String, size: UInt64, of slug: Slug, log number: Int) throws {
        // At a start the file is there already: nothing to make durable.
        if try highWater(of: slug, log: number) == checkpoint { return }
        let key = try noteKey(of: slug, log: number).verifierKey
        try lock.hold {
            let stored = try highWater(of: slug, log: number).flatMap { Checkpoint.verified($0, by: key) }
            guard stored.map({ $0.size < size }) ?? true else { return }
            try saveHighWater(checkpoint, of: slug, log: number)
        }
    }

    /// Replaces the last published checkpoint; on stable storage when it returns.
    package func saveHighWater(_ checkpoint: String, of slug: Slug, log number: Int) throws {
        try saveText(checkpoint, as: Self.highWaterFile(slug, number))
    }
}

extension Checkpoint {
    /// The signed checkpoint of a log without entries.
    static func ofNothing(_ note: NoteSigningKey) throws -> String {
        try Checkpoint(origin: note.verifierKey.name, size: 0, root: MerkleTree.emptyRoot).signed(by: note).string
    }

    /// The checkpoint in a signed note; nil for one that does not read or is not signed by the key.
    static func verified(_ text: String, by key: NoteVerifierKey) -> Checkpoint? {
        guard let note = try? SignedNote(parsing: text) else { return nil }  // any fault is the same
        return Checkpoint.verify(note, key: key).value
    }
}
