import FoundationEssentials
package import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// What happened to a petition, in public: everything in its log but single signatures.
package struct PetitionHistory: Sendable {
    /// Something that stands in the log as an entry of its own.
    package struct Event: Sendable {
        /// As the entry writes it: `opened`, `text`, `note`.
        package let verb: String
        /// The entry's index.
        package let index: UInt64
        /// A version or a goal.
        package let number: Int?
        /// SHA-256 of the public document that the entry names.
        package let hash: [UInt8]?
        /// The document, where it is a note to the public.
        package let note: PublicNote?
        /// The document, where it is a target's answer.
        package let response: ResponseDocument?

        package init(
            verb: String,
            index: UInt64,
            number: Int?,
            hash: [UInt8]?,
            note: PublicNote?,
            response: ResponseDocument? = nil
        ) {
            self.verb = verb
            self.index = index
            self.number = number
            self.hash = hash
            self.note = note
            self.response = response
        }
    }

    /// What removals of one kind took away within an hour or day.
    package struct Fall: Hashable, Sendable {
        package let reason: RemovalReason
        package let signatureClass: SignatureClass
        package let entries: Int
        package let weight: Int

        package init(reason: RemovalReason, signatureClass: SignatureClass, entries: Int, weight: Int) {
            self.reason = reason
            self.signatureClass = signatureClass
            self.entries = entries
            self.weight = weight
        }
    }

    /// One line of the history.
    package enum Line: Sendable {
        case event(Event)
        case fall(Fall)
        /// A milestone was reached, or fell out of reach again.
        case crossing(goal: Int, isReached: Bool)
    }

    /// A line, and the hour or day of the log in which it stands.
    package struct Item: Sendable {
        package let hour: Moment
        package let line: Line

        package init(hour: Moment, line: Line) {
            self.hour = hour
            self.line = line
        }
    }

    /// A longer document is linked, not shown.
    private static let noteLimitBytes = 64 * 1_024

    private let site: Site

    package init(site: Site) {
        self.site = site
    }

    /// A page of the history, newest first.
    ///
    /// - Parameters:
    ///   - petition: Whose.
    ///   - page: Counted from 1.
    ///   - perPage: Lines on a page.
    /// - Returns: How many lines there are in all, and those of the page; none beyond the last page.
    /// - Throws: A fault of the database.
    package func page(of petition: Petition, page: Int, perPage: Int) async throws -> (total: Int, items: [Item]) {
        try await site.database.read { transaction in
            let offset = (min(max(page, 1), 1_000_000) - 1) * perPage
            let rows = try transaction.history(of: petition.id, limit: perPage, offset: offset)
            let items = try rows.map { try Self.item($0, petition.id, transaction) }
            return (try transaction.historyCount(of: petition.id), items)
        }
    }

    private static func item(_ row: HistoryRow, _ petitionID: Int64, _ transaction: any Transaction) throws -> Item {
        switch row {
        case .crossing(let crossing):
            return Item(hour: crossing.hour, line: .crossing(goal: crossing.goal, isReached: crossing.isReached))
        case .fall(let fall):
            let line = Fall(
                reason: fall.reason,
                signatureClass: fall.signatureClass,
                entries: fall.entries,
                weight: fall.weight
            )
            return Item(hour: fall.hour, line: .fall(line))
        case .event(let event):
            let isShown = ["note", "response"].contains(event.verb)
            let content = isShown ? try event.hash.flatMap { try transaction.document(hash: $0, of: petitionID) } : nil
            let line = Event(
                verb: event.verb,
                index: event.position,
                number: event.number,
                hash: event.hash,
                note: content.flatMap(note),
                response: content.flatMap(response)
            )
            return Item(hour: event.hour, line: .event(line))
        }
    }

    /// The note, or nil where the document is none of ours: it is then linked as it is.
    private static func note(_ content: [UInt8]) -> PublicNote? {
        guard content.count <= noteLimitBytes else { return nil }
        do {
            let note = try JSONDecoder().decode(PublicNote.self, from: Data(content))
            return note.kind == "note" ? note : nil
        } catch {
            return nil
        }
    }
    /// Likewise of an answer.
    private static func response(_ content: [UInt8]) -> ResponseDocument? {
        guard content.count <= noteLimitBytes else { return nil }
        do {
            let response = try ResponseDocument(parsing: content)
            return response.kind == "response" ? response : nil
        } catch {
            return nil
        }
    }
}
