/// Which records were there already, by award and modification and never by an amount.
///
/// It keeps two numbers a record, not the record: 16 bytes of its key's hash and 8 of its content's.
package struct RecordIndex: Sendable {
    /// What a record is to those before it.
    package enum Place: Equatable, Sendable {
        case new
        /// The same record once more.
        case repeated
        /// A later statement in place of an earlier one: another file's, or a later release about the same award.
        case revised
        /// An earlier statement than the one that is there.
        case outdated
        /// The same award and modification with another content, in one file. Which one is right nobody here knows, so that
        /// the later one is refused and reported; no published file seen so far has any.
        case contradicting(line: Int)
    }

    private struct Entry {
        let content: Int
        let line: Int32
        let file: Int32
    }

    private var entries: [HashPair: Entry] = [:]
    /// Of records that say which of them is the later one.
    private var revisions: [HashPair: RecordRevision] = [:]
    /// What the file that is being read added, and what stood where it changed something.
    private var added: [HashPair] = []
    private var changed: [(key: HashPair, before: Entry)] = []
    private var file: Int32 = 0

    package init() {}

    /// Ends a file; from here a file that is refused takes away only what comes now.
    package mutating func settle() {
        (added, changed) = ([], [])
        file += 1
    }

    /// Takes back what came since the last `settle`.
    package mutating func revert() {
        for change in changed.reversed() { entries[change.key] = change.before }
        for key in added { entries[key] = nil }
        settle()
    }

    package mutating func enter(_ record: ContractRecord) -> Place {
        let key = HashPair(record.key)
        var content = record
        content.line = 0
        let entry = Entry(content: content.hashValue, line: Int32(clamping: record.line), file: file)
        let known = entries[key]
        let place = known.map { self.place(of: record, entry, key, behind: $0) } ?? .new
        // The same from another file: from here on it is this file's, too, which may not contradict itself.
        let isRestated = place == .repeated && known?.file != file
        guard place == .new || place == .revised || isRestated else { return place }
        entries[key] = entry
        if let revision = record.revision { revisions[key] = revision }
        if let known { changed.append((key, known)) } else { added.append(key) }
        return place
    }

    private func place(of record: ContractRecord, _ entry: Entry, _ key: HashPair, behind known: Entry) -> Place {
        if entry.content == known.content { return .repeated }
        if let revision = record.revision, let earlier = revisions[key], earlier != revision {
            return earlier < revision ? .revised : .outdated
        }
        return known.file == file ? .contradicting(line: Int(known.line)) : .revised
    }
}

/// 128 bits that stand for a value while the program runs.
///
/// The hash function is keyed anew for each run, so that nobody can make two values meet.
struct HashPair: Hashable, Sendable {
    private let first: Int
    private let second: Int

    init(_ value: some Hashable) {
        var one = Hasher()
        one.combine(0)
        one.combine(value)
        var other = Hasher()
        other.combine(1)
        other.combine(value)
        (first, second) = (one.finalize(), other.finalize())
    }
}
