package import TransparencyLog

/// An entry that the rules of counting do not allow where it stands.
package enum RecountProblem: Error, Hashable, Sendable {
    /// Entry 0 is not `petition`.
    case noPetitionFirst
    /// `petition` again, after entry 0.
    case secondPetition
    /// An index that is not the next one.
    case notNext(expected: UInt64)
    /// A hour or day that is not later than the mark before it.
    case clockWentBack
    /// A day in a log of hours, or an hour in a log of days.
    case mixedClocks
    /// A counting entry or a removal before the first hour or day.
    case beforeFirstMark
    /// Versions of the text are 2, 3, … in order.
    case wrongTextVersion(expected: Int)
    /// `removed` or `amended` names an entry that is not before it.
    case notEarlier(index: UInt64)
    /// `removed` or `amended` names an entry that does not count.
    case notCounting(index: UInt64)
    /// `removed` or `amended` names an entry that was already removed.
    case alreadyRemoved(index: UInt64)
    /// The nonce of a member token was used before.
    case repeatedToken
}

/// Counts a petition's signatures from its entries alone, and refuses a log that breaks the rules (DESIGN.md 11.8).
///
/// Holds two bytes an entry, so that a removal finds the class of what it takes away.
package struct Recount: Sendable {
    /// What changed within one hour or day of the log.
    package struct Interval: Hashable, Sendable {
        package let mark: ClockMark
        /// Counted while this mark was the last one.
        package var added: ClassWeights
        /// Taken out while this mark was the last one.
        package var removed: ClassWeights

        package init(mark: ClockMark, added: ClassWeights = ClassWeights(), removed: ClassWeights = ClassWeights()) {
            self.mark = mark
            self.added = added
            self.removed = removed
        }

        /// Counted minus removed; negative where more was removed.
        package var net: Int { added.total - removed.total }
    }

    package private(set) var counts = Counts()
    /// How many tokens `issued` entries tell of, up to the greatest number there is.
    package private(set) var issuedCount = 0
    /// One element for each clock mark, oldest first.
    package private(set) var hours: [Interval] = []
    /// The version of the text that the next signature binds to.
    package private(set) var textVersion = 1
    /// Entries read so far.
    package private(set) var size: UInt64 = 0
    /// What entry 0 says; nil before it was read.
    package private(set) var documentHash: MerkleHash?
    /// Whether the last `opened` or `closed` was `opened`.
    package private(set) var isOpen = false

    private var states: [State] = []
    private var sheets: [UInt64: Int] = [:]
    private var nonces: Set<MerkleHash> = []

    package init() {}

    /// Reads the next entry.
    ///
    /// - Parameters:
    ///   - entry: The entry.
    ///   - index: Where it stands; entries are read in order from 0.
    /// - Throws: `RecountProblem` when the entry may not stand here; nothing has changed then.
    package mutating func add(_ entry: LogEntry, at index: UInt64) throws(RecountProblem) {
        guard index == size else { throw .notNext(expected: size) }
        if case .petition(let hash) = entry {
            guard index == 0 else { throw .secondPetition }
            documentHash = hash
        } else {
            guard index > 0 else { throw .noPetitionFirst }
            try apply(entry)
        }
        states.append(State(entry.signatureClass))
        size += 1
    }

    /// Reads the next entry, known to be one that counts 1 and says nothing else: `signed mail` or `signed org`.
    ///
    /// - Parameters:
    ///   - signatureClass: What it counts as.
    ///   - index: Where it stands; entries are read in order from 0.
    /// - Throws: `RecountProblem` when the entry may not stand here; nothing has changed then.
    package mutating func addSigned(as signatureClass: SignatureClass, at index: UInt64) throws(RecountProblem) {
        guard index == size else { throw .notNext(expected: size) }
        guard index > 0 else { throw .noPetitionFirst }
        guard !hours.isEmpty else { throw .beforeFirstMark }
        counts.count(1, as: signatureClass)
        hours[hours.count - 1].added[signatureClass] += 1
        states.append(State(signatureClass))
        size += 1
    }

    private mutating func apply(_ entry: LogEntry) throws(RecountProblem) {
        switch entry {
        case .hour(let moment): try advance(to: ClockMark(moment, unit: .hour))
        case .day(let moment): try advance(to: ClockMark(moment, unit: .day))
        case .text(let version, _):
            guard version == textVersion + 1 else { throw .wrongTextVersion(expected: textVersion + 1) }
            textVersion = version
        case .signedMail, .signedOrganisation, .signedPaper, .member: try count(entry)
        case .removed(let index, _): try remove(index)
        case .amended(let index, _): _ = try standing(index)
        case .opened: isOpen = true
        case .closed: isOpen = false
        case .issued(let count):
            // Whoever writes a log writes what they like into it: no number of theirs ends the program.
            issuedCount = issuedCount > .max - count ? .max : issuedCount + count
        case .petition, .reveal, .goal, .delivered, .response, .audit, .note: break
        }
    }

    private mutating func advance(to mark: ClockMark) throws(RecountProblem) {
        if let last = hours.last?.mark {
            guard last.unit == mark.unit else { throw .mixedClocks }
            guard last.start < mark.start else { throw .clockWentBack }
        }
        hours.append(Interval(mark: mark))
    }

    private mutating func count(_ entry: LogEntry) throws(RecountProblem) {
        guard let signatureClass = entry.signatureClass else { return }
        guard !hours.isEmpty else { throw .beforeFirstMark }
        if case .member(let token) = entry, let nonce = MerkleHash(token[2..<34]) {
            guard nonces.insert(nonce).inserted else { throw .repeatedToken }
        }
        if case .signedPaper(_, let lines) = entry {
            sheets[size] = lines
        }
        counts.count(entry.weight, as: signatureClass)
        hours[hours.count - 1].added[signatureClass] += entry.weight
    }

    private mutating func remove(_ index: UInt64) throws(RecountProblem) {
        let signatureClass = try standing(index)
        let weight = sheets[index] ?? 1
        states[Int(index)].isRemoved = true
        counts.remove(weight, from: signatureClass)
        hours[hours.count - 1].removed[signatureClass] += weight
    }

    /// The class of an earlier entry that counts and was not removed.
    private func standing(_ index: UInt64) throws(RecountProblem) -> SignatureClass {
        guard index < size else { throw .notEarlier(index: index) }
        let state = states[Int(index)]
        guard let signatureClass = state.signatureClass else { throw .notCounting(index: index) }
        guard !state.isRemoved else { throw .alreadyRemoved(index: index) }
        return signatureClass
    }

    /// What became of one entry; two bytes.
    private struct State: Sendable {
        let signatureClass: SignatureClass?
        var isRemoved = false

        init(_ signatureClass: SignatureClass?) {
            self.signatureClass = signatureClass
        }
    }
}
