import UndersignedCore

/// An unusual stretch of arrivals as the template reads it: what was found, what it is compared with, what can be done.
struct BurstView: Sendable {
    let burstHeading: String
    let evidence: [String]
    let rule: String
    /// Nil where there is nothing to hold by.
    let holdDomain: HoldDomain?
    let holdRate: HoldRate?
    let removal: Removal

    /// What a form carries to the next page.
    struct HoldDomain: Sendable {
        let heldDomain: String
    }

    struct HoldRate: Sendable {
        let heldRate: Int
    }

    struct Removal: Sendable {
        let removalDomain: String
        let removalFrom: String
        let removalUntil: String
    }

    init(_ burst: ArrivalBurst, isDaily: Bool, _ words: Words) {
        let when = isDaily ? words.day(burst.start) : words.minute(burst.start)
        let end = burst.start + (isDaily ? .days(1) : .hours(1))
        let stretch = isDaily ? "day" : "hour"
        let from = CalendarDate(burst.start).hourText
        let until = CalendarDate(end).hourText
        let compared = words.plural("admin.burst.compared.\(stretch)", burst.usual, ["most": words.number(burst.most)])
        switch burst.kind {
        case .domain(let domain):
            burstHeading = words.plural("admin.burst.domain.\(stretch)", burst.count, ["domain": domain, "when": when])
            let share = words.text("admin.burst.share", ["share": words.number(burst.share)])
            let usual = burst.usualShare.map { words.text("admin.burst.usual", ["share": words.number($0)]) }
            evidence = [compared, share, usual ?? words.text("admin.burst.new")]
            rule = words.text("admin.burst.domain.rule")
            (holdDomain, holdRate) = (HoldDomain(heldDomain: domain), nil)
            removal = Removal(removalDomain: domain, removalFrom: from, removalUntil: until)
        case .all:
            burstHeading = words.plural("admin.burst.all.\(stretch)", burst.count, ["when": when])
            evidence = [compared]
            rule = words.text("admin.burst.all.rule")
            (holdDomain, holdRate) = (nil, isDaily ? nil : HoldRate(heldRate: max(1, burst.most)))
            removal = Removal(removalDomain: "", removalFrom: from, removalUntil: until)
        }
    }
}
