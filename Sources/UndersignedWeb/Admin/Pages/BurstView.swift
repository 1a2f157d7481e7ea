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
        switch burst.kind {
        case .domain(let domain):
            burstHeading = words.plural("admin.burst.domain.\(stretch)", burst.count, ["domain": domain, "when": when])
            let share = words.text("admin.burst.share", ["share": words.number(burst.share)])
            let bound = burst.usual < ArrivalWatch.domainThreshold ? "usual.most" : "usual"
            let usual = burst.usualShare.map { words.text("admin.burst.\(bound)", ["share": words.number($0)]) }
            evidence = [
                Self.compared(burst, stretch, words) { count in
                    // Of fewer nothing is stored.
                    count < ArrivalWatch.domainThreshold
                        ? words.text("admin.figures.below", ["bound": words.number(ArrivalWatch.domainThreshold)])
                        : words.number(count)
                }, share, usual ?? words.text("admin.burst.new"),
            ]
            rule = words.text("admin.burst.domain.rule")
            (holdDomain, holdRate) = (HoldDomain(heldDomain: domain), nil)
            removal = Removal(removalDomain: domain, removalFrom: from, removalUntil: until)
        case .all:
            burstHeading = words.plural("admin.burst.all.\(stretch)", burst.count, ["when": when])
            evidence = [Self.compared(burst, stretch, words, words.number)]
            rule = words.text("admin.burst.all.rule")
            (holdDomain, holdRate) = (nil, isDaily ? nil : HoldRate(heldRate: max(1, burst.most)))
            removal = Removal(removalDomain: "", removalFrom: from, removalUntil: until)
        }
    }

    private static func compared(
        _ burst: ArrivalBurst,
        _ stretch: String,
        _ words: Words,
        _ number: (Int) -> String
    ) -> String {
        words.text(
            "admin.burst.compared.\(stretch)",
            ["usual": number(burst.usual), "most": number(burst.most)]
        )
    }
}
