import TransparencyLog
import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// What one batch did to a log, beside its entries: tallies, events and falls, written in the same transaction.
///
/// Everything here follows from the entries; it spares a page the reading of the whole log.
struct LogJournal {
    private struct FallKind: Hashable {
        let reason: RemovalReason
        let signatureClass: SignatureClass
    }

    private struct Change {
        var added = 0
        var removed = 0
    }

    private var classes: [SignatureClass: Change] = [:]
    private var versions: [Int: Change] = [:]
    private var falls: [FallKind: (entries: Int, weight: Int)] = [:]
    private var events: [PetitionEvent] = []

    /// Notes an appended entry.
    ///
    /// - Parameters:
    ///   - entry: Any entry.
    ///   - position: Its index.
    ///   - version: The version of the text that a signature here binds to.
    ///   - hour: The hour or day of the log.
    mutating func note(_ entry: LogEntry, at position: UInt64, version: Int, hour: Moment) {
        if let signatureClass = entry.signatureClass {
            classes[signatureClass, default: Change()].added += entry.weight
            versions[version, default: Change()].added += entry.weight
        } else if let event = entry.event(at: position, hour: hour) {
            events.append(event)
        }
    }

    /// Notes that an entry no longer counts.
    ///
    /// - Parameters:
    ///   - entry: The entry taken away.
    ///   - version: The version of the text that it binds to.
    ///   - reason: As the `removed` entry says.
    mutating func noteRemoval(of entry: LogEntry, version: Int, reason: RemovalReason) {
        guard let signatureClass = entry.signatureClass else { return }
        classes[signatureClass, default: Change()].removed += entry.weight
        versions[version, default: Change()].removed += entry.weight
        let kind = FallKind(reason: reason, signatureClass: signatureClass)
        let old = falls[kind] ?? (0, 0)
        falls[kind] = (old.entries + 1, old.weight + entry.weight)
    }

    /// Writes all of it.
    func write(in transaction: any Transaction, hour: Moment, of petitionID: Int64) throws {
        for (signatureClass, change) in classes {
            try transaction.addTally(
                signatureClass,
                hour: hour,
                added: change.added,
                removed: change.removed,
                of: petitionID
            )
        }
        for (version, change) in versions {
            try transaction.addToVersion(version, added: change.added, removed: change.removed, of: petitionID)
        }
        for event in events { try transaction.addEvent(event, of: petitionID) }
        for (kind, size) in falls {
            let fall = PetitionFall(
                hour: hour,
                reason: kind.reason,
                signatureClass: kind.signatureClass,
                entries: size.entries,
                weight: size.weight
            )
            try transaction.addFall(fall, of: petitionID)
        }
    }
}

extension LogEntry {
    /// The entry as an event of the petition; nil for signatures, removals and clock marks.
    func event(at position: UInt64, hour: Moment) -> PetitionEvent? {
        guard let name = eventName else { return nil }
        return PetitionEvent(
            position: position,
            hour: hour,
            verb: name.verb,
            number: name.number,
            hash: documentHash?.bytes
        )
    }

    private var eventName: (verb: String, number: Int?)? {
        switch self {
        case .petition: ("petition", nil)
        case .text(let version, _): ("text", version)
        case .issued(let count): ("issued", count)
        case .reveal: ("reveal", nil)
        case .goal(let count, _): ("goal", count)
        case .opened: ("opened", nil)
        case .closed: ("closed", nil)
        case .delivered: ("delivered", nil)
        case .response: ("response", nil)
        case .audit: ("audit", nil)
        case .note: ("note", nil)
        case .hour, .day, .signedMail, .signedOrganisation, .signedPaper, .member, .removed, .amended: nil
        }
    }
}
