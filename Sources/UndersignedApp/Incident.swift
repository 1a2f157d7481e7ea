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
        /// It is under a key that was not taken.
        case locked
    }

    /// A kind of data, and how many people's.
    package struct Line: Codable, Hashable, Sendable {
        package let data: String
        package let count: Int
        package let reach: Reach
    }

    /// A petition's kinds of data.
    package struct Part: Codable, Hashable, Sendable {
        package let petition: String
        package let lines: [Line]
    }

    package let loot: Loot
    /// As in `2018-06-20T14:05Z`: of when the numbers are.
    package let at: String
    /// Whether they are upper bounds.
    package let isAtMost: Bool
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
        let (slugs, found) = try await database.read { transaction in
            (
                try transaction.petitions().map { ($0.id, $0.slug.text) },
                try moment.map { try transaction.affected(at: $0) } ?? transaction.affected()
            )
        }
        (self.loot, at, isAtMost) = (loot, CalendarDate(moment ?? now).minuteText, moment != nil)
        petitions = slugs.map { id, slug in
            Part(petition: slug, lines: Self.lines(found.petitions[id] ?? AffectedNumbers(), loot))
        }
        site = [
            Line(data: "accounts of organisers: address and name", count: found.accounts, reach: .readable),
            Line(
                data: "accounts of organisers: device secret",
                count: found.accounts,
                reach: loot == .databaseAndKeys ? .readable : .locked
            ),
            Line(
                data: "addresses that want no mail",
                count: found.suppressed,
                reach: loot == .databaseAndKeys ? .guessable : .locked
            ),
        ]
    }

    private static func lines(_ numbers: AffectedNumbers, _ loot: Loot) -> [Line] {
        let hasKeys = loot == .databaseAndKeys
        let own = [
            Line(data: "contacts of signatories", count: numbers.contacts, reach: hasKeys ? .readable : .locked),
            Line(data: "whether an address signed", count: numbers.contacts, reach: hasKeys ? .guessable : .locked),
            Line(data: "unconfirmed requests", count: numbers.requests, reach: hasKeys ? .guessable : .locked),
            // Each is under a key that only the mail in the mailbox has.
            Line(data: "answers behind mailed links", count: numbers.boxes, reach: .locked),
            Line(data: "names and comments that are shown", count: numbers.shownNames, reach: .readable),
            Line(data: "names and comments that wait or are hidden", count: numbers.lookedAt, reach: .readable),
            Line(data: "mails that had not left", count: numbers.mails, reach: hasKeys ? .readable : .locked),
        ]
        return own
            + numbers.partners.sorted { $0.key < $1.key }.map { recipient, count in
                Line(data: "records sealed to \(recipient)", count: count, reach: .locked)
            }
    }
}

extension Incident {
    /// The same for people, in plain text.
    package var text: String {
        let title =
            "Taken: \(loot.rawValue). Numbers of \(at)\(isAtMost ? ", at most" : ""). No address and no name is in this text."
        return
            ([title] + petitions.map { Self.block($0.petition, $0.lines) } + [Self.block("the site", site)] + [
                "readable: it is there as it is. guessable: guessed addresses can be tried against it. "
                    + "locked: under a key that was not taken."
            ]).joined(separator: "\n\n") + "\n"
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
        ([name]
            + lines.map { "  \($0.reach.rawValue.padded(9))  \(String($0.count).padded(9, isRight: true))  \($0.data)" })
            .joined(separator: "\n")
    }
}

extension String {
    fileprivate func padded(_ width: Int, isRight: Bool = false) -> String {
        let blanks = String(repeating: " ", count: max(0, width - count))
        return isRight ? blanks + self : self + blanks
    }
}
