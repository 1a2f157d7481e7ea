package import UndersignedCore

/// What organisers see of how a petition goes: numbers alone, no person.
package struct PetitionFigures: Sendable {
    /// Those who asked on a day, by what became of them.
    package struct AskedDay: Hashable, Sendable {
        package let day: Moment
        package var confirmed = 0
        package var lapsed = 0
        package var returned = 0
        /// Not confirmed yet, as of the last count.
        package var pending = 0

        package init(day: Moment, confirmed: Int = 0, lapsed: Int = 0, returned: Int = 0, pending: Int = 0) {
            self.day = day
            self.confirmed = confirmed
            self.lapsed = lapsed
            self.returned = returned
            self.pending = pending
        }

        package var asked: Int { confirmed + lapsed + returned + pending }
    }

    /// A named number; the name is empty for all that have none.
    package struct Part: Hashable, Sendable {
        package let name: String
        package let count: Int

        package init(name: String, count: Int) {
            self.name = name
            self.count = count
        }
    }

    /// What waits to be sent, and what did not arrive.
    package struct Mail: Hashable, Sendable {
        package var fresh = 0
        package var hour = 0
        package var late = 0
        package var again = 0
        package var oldest = Moment.Span.seconds(0)
        /// Over all times.
        package var refused = 0
        package var gaveUp = 0
        package var returned = 0

        package init() {}

        package var waiting: Int { fresh + hour + late + again }
    }

    /// A large removal that waits for a second organiser.
    package struct Proposal: Sendable {
        package let id: Int64
        package let order: CorrectionOrder
        /// How many signatures it found when it was asked for.
        package let found: Int
        /// Nil where the account is gone.
        package let person: String?
        /// Whether the one who looks at it is the one who asked.
        package let isOwn: Bool

        package init(id: Int64, order: CorrectionOrder, found: Int, person: String?, isOwn: Bool) {
            (self.id, self.order, self.found) = (id, order, found)
            self.person = person
            self.isOwn = isOwn
        }
    }

    /// A removal that was announced and has not ended.
    package struct Removal: Hashable, Sendable {
        package let name: String
        package let removed: Int
        package let found: Int

        package init(name: String, removed: Int, found: Int) {
            (self.name, self.removed, self.found) = (name, removed, found)
        }
    }

    /// More are not told apart.
    package static let heldLimit = 100_000

    package var readAt: Moment
    /// When links and mails that wait were counted last; nil before the first time.
    package var waitingReadAt: Moment?
    package var counts: Counts
    /// Oldest first; of hours, or of days where the petition publishes daily.
    package var hours: [CountSeries.Hour]
    /// The last days, oldest first.
    package var asked: [AskedDay]
    package var sources: [Part]
    /// Nil where nobody is asked for a country.
    package var countries: [Part]?
    /// The last week's, largest first; only what was large in some hour.
    package var domains: [Part]
    package var bursts: [ArrivalBurst]
    package var mail: Mail
    package var held: Int
    package var holds: [HoldRule]
    package var proposals: [Proposal]
    package var removals: [Removal]

    package init(readAt: Moment, counts: Counts) {
        self.readAt = readAt
        self.counts = counts
        (hours, asked, sources, domains, bursts) = ([], [], [], [], [])
        (mail, held, holds, proposals, removals) = (Mail(), 0, [], [], [])
    }

    /// All that wait for their link to be used.
    package var pending: Int { asked.reduce(0) { $0 + $1.pending } }
}
