import Foundation
package import UndersignedCore
package import UndersignedDatabase
import UndersignedStore

/// Who could have been affected by a theft of data, in numbers by petition (GDPR articles 33 and 34; P-14).
///
/// It reads no address and no name, and so can name none.
package struct Incident: Codable, Hashable, Sendable {
    /// What was taken.
    package enum Loot: String, Codable, Hashable, Sendable, CaseIterable {
        /// The database, or a copy of it.
        case database
        /// And the folder of keys.
        case databaseAndKeys = "database-and-keys"
        /// A backup of the data, of another day.
        case backup
    }

    /// What whoever took it can do with a kind of data.
    package enum Reach: String, Codable, Hashable, Sendable {
        /// It is there as it is.
        case readable
        /// A list of guessed addresses can be tried against it.
        case guessable
        /// It is under a key that was not taken, or that is destroyed.
        case locked
    }

    /// A kind of data, and how many people's.
    package struct Line: Codable, Hashable, Sendable {
        package let data: String
        package let count: Int
        package let reach: Reach
        /// Of a backup: nothing tells how many there were on its day, and the number is that of now.
        package let isOfNow: Bool

        init(data: String, count: Int, reach: Reach, isOfNow: Bool = false) {
            (self.data, self.count, self.reach, self.isOfNow) = (data, count, reach, isOfNow)
        }
    }

    /// A petition's kinds of data.
    package struct Part: Codable, Hashable, Sendable {
        package let petition: String
        package let lines: [Line]
    }

    package let loot: Loot
    /// As in `2018-06-20T14:05Z`: of when the numbers are.
    package let at: String
    package let petitions: [Part]
    /// Of the site as a whole.
    package let site: [Line]

    /// Counts; some seconds for a million signatures.
    ///
    /// - Parameters:
    ///   - database: The data as it is now.
    ///   - loot: What was taken.
    ///   - moment: When; nil where it was just then.
    ///   - now: The moment.
    /// - Throws: A fault of the database.
    package init(in database: any ReadableDatabase, _ loot: Loot, at moment: Moment?, now: Moment) async throws {
        let (petitions, found) = try await database.read { transaction in
            (
                try transaction.petitions(),
                try moment.map { try transaction.affected(at: $0) } ?? transaction.affected()
            )
        }
        (self.loot, at) = (loot, CalendarDate(moment ?? now).minuteText)
        self.petitions = petitions.map { petition in
            Part(
                petition: petition.slug.text,
                lines: Self.lines(found.petitions[petition.id] ?? AffectedNumbers(), of: petition, loot)
            )
        }
        let isOfNow = loot == .backup
        site = [
            Line(
                data: "accounts of organisers: address and name",
                count: found.accounts,
                reach: .readable,
                isOfNow: isOfNow
            ),
            Line(
                data: "accounts of organisers: device secret",
                count: found.accounts,
                reach: loot == .databaseAndKeys ? .readable : .locked,
                isOfNow: isOfNow
            ),
            Line(
                data: "addresses that want no mail",
                count: found.suppressed,
                reach: loot == .databaseAndKeys ? .guessable : .locked,
                isOfNow: isOfNow
            ),
        ]
    }

    private static func lines(_ numbers: AffectedNumbers, of petition: Petition, _ loot: Loot) -> [Line] {
        let (hasKeys, isOfNow) = (loot == .databaseAndKeys, loot == .backup)
        // The key of a sealed petition is with its organiser, and a dedupe key is destroyed before the last tag goes.
        let opens = hasKeys && !petition.sheet.isSealed
        let tags: Reach = hasKeys && numbers.tags > 0 ? .guessable : .locked
        let own = [
            Line(data: "contacts of signatories", count: numbers.contacts, reach: opens ? .readable : .locked),
            Line(data: "whether an address signed", count: numbers.tags, reach: tags),
            Line(data: "unconfirmed requests", count: numbers.requests, reach: hasKeys ? .guessable : .locked),
            // Each is under a key that only the mail in the mailbox has.
            Line(data: "answers behind mailed links", count: numbers.boxes, reach: .locked),
            Line(
                data: "names and comments that are shown",
                count: numbers.shownNames,
                reach: .readable,
                isOfNow: isOfNow
            ),
            Line(
                data: "names and comments that wait or are hidden",
                count: numbers.lookedAt,
                reach: .readable,
                isOfNow: isOfNow
            ),
            Line(data: "mails that had not left", count: numbers.mails, reach: hasKeys ? .readable : .locked),
        ]
        return own
            + numbers.partners.sorted { $0.key < $1.key }.map { recipient, count in
                Line(data: "records sealed to \(recipient)", count: count, reach: .locked, isOfNow: isOfNow)
            }
    }
}

extension Incident {
    /// The same for people, in plain text.
    package var text: String {
        let title = "Taken: \(loot.rawValue). Numbers of \(at). No address and no name is in this text."
        let limits =
            "No upper bound. A line that says (now) is of today: what was taken back, hidden or deleted since the backup was "
            + "in it, and nothing tells how much. Who asked or confirmed before the backup and again since is in no number."
        let end =
            "readable: it is there as it is. guessable: guessed addresses can be tried against it. "
            + "locked: under a key that was not taken or is destroyed."
        var blocks = [title]
        if loot == .backup { blocks.append(limits) }
        blocks += petitions.map { Self.block($0.petition, $0.lines) }
        blocks += [Self.block("the site", site), end]
        return blocks.joined(separator: "\n\n") + "\n"
    }

    /// The same for programs: JSON with keys in order.
    package var json: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
            return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
        }
    }

    private static func block(_ name: String, _ lines: [Line]) -> String {
        let rows = lines.map { line in
            let count = String(line.count).padded(9, isRight: true)
            return "  \(line.reach.rawValue.padded(9))  \(count)  \(line.data)\(line.isOfNow ? " (now)" : "")"
        }
        return ([name] + rows).joined(separator: "\n")
    }
}

extension String {
    fileprivate func padded(_ width: Int, isRight: Bool = false) -> String {
        let blanks = String(repeating: " ", count: max(0, width - count))
        return isRight ? blanks + self : self + blanks
    }
}
