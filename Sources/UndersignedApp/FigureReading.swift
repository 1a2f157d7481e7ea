package import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// Reads a petition's figures: rows of hours and days, never of signatures.
package struct FigureReading: Sendable {
    /// Days of asking that are shown.
    package static let askedDays: Int64 = 60
    /// Stretches in which bursts are looked for: two days of hours.
    package static let watched = 48

    private let site: Site

    package init(site: Site) {
        self.site = site
    }

    /// The figures of an opened petition.
    ///
    /// - Parameters:
    ///   - snapshot: The petition and its count.
    ///   - hours: Its time series, up to the snapshot.
    ///   - accountID: Who looks at them.
    /// - Returns: Values of one moment, but for what waits, which was counted up to a minute before.
    /// - Throws: A fault of the database.
    package func figures(
        of snapshot: PetitionSnapshot,
        hours: [CountSeries.Hour],
        for accountID: Int64
    ) async throws -> PetitionFigures {
        let petition = snapshot.petition
        let now = site.ambient.now()
        let unit: Moment.Span = petition.sheet.publication == .daily ? .days(1) : .hours(1)
        let first = now.day - .seconds(unit.seconds * Int64(ArrivalWatch.compared + Self.watched))
        return try await site.database.read { transaction in
            var figures = PetitionFigures(readAt: now, counts: snapshot.counts)
            figures.hours = hours
            let gauges = try transaction.gauges(of: petition.id)
            figures.waitingReadAt = gauges.map(\.readAt).max()
            let asked = try transaction.figures(.asked, of: petition.id, from: now.day - .days(Self.askedDays - 1))
            figures.asked = Self.days(asked, gauges)
            figures.sources = Self.parts(try transaction.figureTotals(.source, of: petition.id))
            if petition.sheet.asks.contains(where: { $0.field == .country }) {
                figures.countries = Self.parts(try transaction.figureTotals(.country, of: petition.id))
            }
            let domains = try transaction.figures(.domain, of: petition.id, from: first)
            figures.domains = Self.week(of: domains, now)
            figures.bursts = Self.bursts(hours, domains, from: first, to: now, unit: unit)
            figures.mail = Self.mail(gauges, try transaction.figureTotals(.mail, of: petition.id))
            try Self.readDecisions(of: petition.id, at: now, for: accountID, transaction, &figures)
            return figures
        }
    }

    /// What waits for a decision, and what was decided.
    private static func readDecisions(
        of petitionID: Int64,
        at now: Moment,
        for accountID: Int64,
        _ transaction: any Transaction,
        _ figures: inout PetitionFigures
    ) throws {
        figures.held = try transaction.heldCount(of: petitionID, limit: PetitionFigures.heldLimit)
        figures.holds = try transaction.holdRules(of: petitionID)
        figures.removals = try transaction.corrections(of: petitionID).filter { $0.state == .running }
            .map { PetitionFigures.Removal(name: $0.rule, removed: $0.removed, found: $0.found) }
        let proposals = try transaction.proposals(of: petitionID, since: now - RuleRemoval.proposalSpan)
        figures.proposals = try proposals.map { proposal in
            PetitionFigures.Proposal(
                id: proposal.id,
                order: proposal.order,
                found: proposal.found,
                person: try transaction.account(id: proposal.proposedBy)?.name,
                isOwn: proposal.proposedBy == accountID
            )
        }
    }

    private static func days(_ rows: [FigureRow], _ gauges: [Gauge]) -> [PetitionFigures.AskedDay] {
        var days: [Moment: PetitionFigures.AskedDay] = [:]
        for row in rows {
            var day = days[row.start] ?? PetitionFigures.AskedDay(day: row.start)
            switch AskOutcome(rawValue: row.value) {
            case .confirmed: day.confirmed += row.added
            case .lapsed: day.lapsed += row.added
            case .returned: day.returned += row.added
            case nil: break
            }
            days[row.start] = day
        }
        for gauge in gauges where gauge.name == .pending && gauge.amount > 0 {
            days[gauge.start, default: PetitionFigures.AskedDay(day: gauge.start)].pending += gauge.amount
        }
        return days.values.sorted { $0.day < $1.day }
    }

    /// Largest first; what has no name comes last.
    private static func parts(_ totals: [String: Int]) -> [PetitionFigures.Part] {
        totals.filter { $0.value > 0 }.map { PetitionFigures.Part(name: $0.key, count: $0.value) }
            .sorted { ($0.name.isEmpty ? 1 : 0, -$0.count, $0.name) < ($1.name.isEmpty ? 1 : 0, -$1.count, $1.name) }
    }

    private static func week(of rows: [FigureRow], _ now: Moment) -> [PetitionFigures.Part] {
        let first = now.day - .days(6)
        var totals: [String: Int] = [:]
        for row in rows where row.start >= first { totals[row.value, default: 0] += row.added }
        return parts(totals)
    }

    private static func bursts(
        _ hours: [CountSeries.Hour],
        _ domains: [FigureRow],
        from first: Moment,
        to now: Moment,
        unit: Moment.Span
    ) -> [ArrivalBurst] {
        let opened = hours.first?.start ?? now
        var start = max(first, unit < .days(1) ? opened.hour : opened.day)
        let added = Dictionary(hours.filter { $0.start >= start }.map { ($0.start, $0.added) }, uniquingKeysWith: +)
        let named = Dictionary(grouping: domains, by: \.start)
        var stretches: [ArrivalWatch.Stretch] = []
        while start <= now {
            let largest = (named[start] ?? []).reduce(into: [:]) { $0[$1.value, default: 0] += $1.added }
            // What is held arrived too, and is in no hour of the log.
            let total = max(added[start] ?? 0, largest.values.reduce(0, +))
            stretches.append(ArrivalWatch.Stretch(start: start, total: total, domains: largest))
            start = start + unit
        }
        return ArrivalWatch(stretches).bursts(inLast: watched, isCommon: EmailAddress.isFreeMail(domain:))
    }

    private static func mail(_ gauges: [Gauge], _ totals: [String: Int]) -> PetitionFigures.Mail {
        var mail = PetitionFigures.Mail()
        for gauge in gauges {
            switch gauge.name {
            case .pending: break
            case .mailFresh: mail.fresh = gauge.amount
            case .mailHour: mail.hour = gauge.amount
            case .mailLate: mail.late = gauge.amount
            case .mailAgain: mail.again = gauge.amount
            case .mailOldest: mail.oldest = .seconds(Int64(gauge.amount))
            }
        }
        mail.refused = totals[OutboxState.refused.rawValue] ?? 0
        mail.gaveUp = totals[OutboxState.gaveUp.rawValue] ?? 0
        mail.returned = totals["returned"] ?? 0
        return mail
    }
}
