import Synchronization
package import UndersignedCore

/// How many signatures come from which mail domain, hour by hour, in memory alone (DESIGN 11.15).
///
/// A domain enters the database only for a stretch in which at least 20 signatures came from it: what is smaller could
/// point to a person, and is forgotten with its hour. A process that ends abruptly forgets the last minute; of several
/// processes each looks at its own signatures, so what is stored is a lower bound.
package final class MailDomains: Sendable {
    /// What was counted for one domain and not stored yet.
    package struct Increase: Hashable, Sendable {
        package let petitionID: Int64
        /// An hour, or a day where the petition publishes daily.
        package let start: Moment
        package let domain: String
        package let count: Int
    }

    private struct Stretch: Hashable {
        let petitionID: Int64
        let start: Moment
        let length: Moment.Span
    }

    private struct Number {
        var count = 0
        var stored = 0
    }

    /// More domains in one stretch are not told apart: whoever invents them fills no memory.
    static let domainLimit = 20_000

    private let stretches = Mutex<[Stretch: [String: Number]]>([:])

    package init() {}

    /// Notes a confirmed signature.
    package func note(_ domain: String, of petition: Petition, at now: Moment) {
        let isDaily = petition.sheet.publication == .daily
        let stretch = Stretch(
            petitionID: petition.id,
            start: isDaily ? now.day : now.hour,
            length: isDaily ? .days(1) : .hours(1)
        )
        stretches.withLock { stretches in
            let isNew = stretches[stretch]?[domain] == nil
            guard !isNew || stretches[stretch]?.count ?? 0 < Self.domainLimit else { return }
            stretches[stretch, default: [:]][domain, default: Number()].count += 1
        }
    }

    /// What is large enough to be stored, and has grown.
    package func increases() -> [Increase] {
        stretches.withLock { stretches in
            stretches.flatMap { stretch, domains in
                domains.compactMap { domain, number in
                    guard number.count >= ArrivalWatch.domainThreshold, number.count > number.stored else { return nil }
                    return Increase(
                        petitionID: stretch.petitionID,
                        start: stretch.start,
                        domain: domain,
                        count: number.count - number.stored
                    )
                }
            }
        }
    }

    /// Marks increases as stored, and forgets stretches that are over.
    package func settle(_ increases: [Increase], at now: Moment) {
        stretches.withLock { stretches in
            for increase in increases {
                for stretch in stretches.keys
                where stretch.petitionID == increase.petitionID && stretch.start == increase.start {
                    stretches[stretch]?[increase.domain]?.stored += increase.count
                }
            }
            // What came in while the increases were written is stored the next time.
            stretches = stretches.filter { stretch, domains in
                stretch.start + stretch.length > now
                    || domains.values.contains { $0.count >= ArrivalWatch.domainThreshold && $0.count > $0.stored }
            }
        }
    }
}
