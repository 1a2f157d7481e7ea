import TransparencyLog

/// Bytes that are no entry of this grammar.
package enum MalformedEntry: Error, Hashable, Sendable {
    /// No verb of this version of the grammar; a verifier must not pass over it.
    case unknownVerb
    /// The verb is known, what follows it is not as the grammar says.
    case wrongFields(verb: String)
}

extension LogEntry {
    /// Reads one entry, strictly: one spelling for each.
    ///
    /// - Parameter bytes: One line of UTF-8 without line break.
    /// - Throws: `MalformedEntry` when the bytes are not exactly what `bytes` of some entry prints.
    package init(parsing bytes: [UInt8]) throws(MalformedEntry) {
        // At most four fields: a fifth would stay in the fourth, which then does not parse.
        let fields = bytes.split(separator: UInt8(ascii: " "), maxSplits: 3, omittingEmptySubsequences: false)
        guard let verb = fields.first.flatMap({ LogEntryVerb(rawValue: String(decoding: $0, as: UTF8.self)) })
        else { throw .unknownVerb }
        guard let entry = verb.entry(from: LogEntryFields(fields.dropFirst())) else {
            throw .wrongFields(verb: verb.rawValue)
        }
        self = entry
    }
}

/// The first word of an entry.
private enum LogEntryVerb: String {
    case grammar = "undersigned/v1"
    case text, hour, day, signed, member, removed, issued, reveal, amended, goal, opened, closed
    case delivered, response, audit, note

    func entry(from fields: LogEntryFields) -> LogEntry? {
        switch self {
        case .grammar: fields.petition
        case .text: fields.text
        case .hour: fields.moment(shape: 14).map(LogEntry.hour)
        case .day: fields.moment(shape: 10).map(LogEntry.day)
        case .signed: fields.signed
        case .member: fields.member
        case .removed: fields.removed
        case .issued: fields.number.map(LogEntry.issued)
        case .amended: fields.amended
        case .goal: fields.goal
        case .reveal: fields.isEmpty ? .reveal : nil
        case .opened: fields.isEmpty ? .opened : nil
        case .closed: fields.isEmpty ? .closed : nil
        case .delivered: fields.hash.map(LogEntry.delivered)
        case .response: fields.hash.map(LogEntry.response)
        case .audit: fields.hash.map(LogEntry.audit)
        case .note: fields.hash.map(LogEntry.note)
        }
    }
}

/// What stands behind the verb, split at spaces; each property is nil where the fields do not fit.
private struct LogEntryFields {
    private let fields: [ArraySlice<UInt8>]

    init(_ fields: ArraySlice<ArraySlice<UInt8>>) {
        self.fields = Array(fields)
    }

    var isEmpty: Bool { fields.isEmpty }

    var petition: LogEntry? {
        guard fields.count == 2, fields[0].elementsEqual("petition".utf8) else { return nil }
        return hash(1).map(LogEntry.petition)
    }

    var text: LogEntry? {
        guard fields.count == 2, let version = number(0), version >= 2, let hash = hash(1) else { return nil }
        return .text(version: version, documentHash: hash)
    }

    var signed: LogEntry? {
        guard fields.count >= 2, let hash = hash(1) else { return nil }
        switch (String(decoding: fields[0], as: UTF8.self), fields.count) {
        case ("mail", 2): return .signedMail(commitment: hash)
        case ("org", 2): return .signedOrganisation(commitment: hash)
        case ("paper", 3):
            guard let lines = number(2), (1...LogEntry.sheetLineLimit).contains(lines) else { return nil }
            return .signedPaper(sheetHash: hash, lines: lines)
        default: return nil
        }
    }

    var member: LogEntry? {
        guard fields.count == 1, let token = StrictBase64.decode(fields[0]), token.count == LogEntry.tokenByteCount
        else { return nil }
        return .member(token: token)
    }

    var removed: LogEntry? {
        guard fields.count == 2, let index = number(0), let text = String(validating: fields[1], as: UTF8.self),
            let reason = RemovalReason(text)
        else { return nil }
        return .removed(index: UInt64(index), reason: reason)
    }

    var amended: LogEntry? {
        guard fields.count == 2, let index = number(0), let hash = hash(1) else { return nil }
        return .amended(index: UInt64(index), commitment: hash)
    }

    var goal: LogEntry? {
        guard fields.count == 2, let count = number(0), let hash = hash(1) else { return nil }
        return .goal(count, documentHash: hash)
    }

    var hash: MerkleHash? {
        fields.count == 1 ? hash(0) : nil
    }

    var number: Int? {
        fields.count == 1 ? number(0) : nil
    }

    /// A date of one written length only: 14 characters are an hour, 10 a day.
    func moment(shape length: Int) -> Moment? {
        guard fields.count == 1, fields[0].count == length else { return nil }
        return CalendarDate(String(decoding: fields[0], as: UTF8.self))?.moment
    }

    private func hash(_ place: Int) -> MerkleHash? {
        StrictBase64.decode(fields[place]).flatMap { MerkleHash($0) }
    }

    private func number(_ place: Int) -> Int? {
        DecimalNumber.parse(fields[place])
    }
}
