import UndersignedApp
import UndersignedCore
import UndersignedWeb

/// Pages on which organisers see how petitions go.
extension PageSamples {
    var dashboards: [Sample] {
        guard let hub, let open = petition(.open), let draft = petition(.draft) else { return [] }
        var campaign = hub
        campaign.partners = [
            Partner(id: hub.slug, name: word("Readers’ Union"), url: nil, optIn: nil)
        ]
        var daily = open
        daily.sheet.publication = .daily
        func page(_ petition: Petition, _ figures: PetitionFigures?) -> AdminFiguresPage {
            AdminFiguresPage(
                bar: bar,
                campaign: campaign,
                petition: petition,
                figures: figures,
                decides: true,
                seesSources: true
            )
        }
        return [
            Sample("admin-figures", page(open, figures(bursts))),
            Sample("admin-figures-daily", page(daily, figures(bursts))),
            Sample("admin-figures-quiet", page(open, quiet)), Sample("admin-figures-draft", page(draft, nil)),
            Sample(
                "admin-campaign-figures",
                AdminCampaignFiguresPage(
                    bar: bar,
                    campaign: hub,
                    rows: [.init(petition: open, count: 1_500, today: 20, week: 300, pending: 40)]
                )
            ),
            Sample("admin-campaign-figures-none", AdminCampaignFiguresPage(bar: bar, campaign: hub, rows: [])),
        ]
            + Holding.Refusal.allCases.map { refusal in
                var page = page(open, quiet)
                page.refusal = refusal
                return Sample("admin-figures-\(refusal)", page)
            } + removals(hub, open, daily)
    }

    private var quiet: PetitionFigures { PetitionFigures(readAt: now, counts: Counts()) }

    private func figures(_ bursts: [ArrivalBurst]) -> PetitionFigures {
        var figures = PetitionFigures(
            readAt: now,
            counts: Counts(mail: 1_400, org: 20, member: 30, paper: 50, removed: 5)
        )
        figures.hours = (0..<100).map { number in
            CountSeries.Hour(
                start: now.hour - .hours(Int64(99 - number)),
                added: 5 + number % 17,
                removed: number == 60 ? 400 : 0
            )
        }
        figures.asked = (0..<9).map { number in
            PetitionFigures.AskedDay(
                day: now.day - .days(Int64(8 - number)),
                confirmed: 100 + number,
                lapsed: 30,
                returned: 2,
                pending: number * 4
            )
        }
        return decided(figures, bursts)
    }

    private func decided(_ figures: PetitionFigures, _ bursts: [ArrivalBurst]) -> PetitionFigures {
        var figures = figures
        figures.waitingReadAt = now
        figures.sources = [
            .init(name: "libraries", count: 900), .init(name: word("elsewhere"), count: 20), .init(name: "", count: 3),
        ]
        figures.countries = [.init(name: "SE", count: 700), .init(name: "NO", count: 60), .init(name: "DK", count: 3)]
        figures.domains = [.init(name: word("example.org"), count: 400), .init(name: word("b.example.org"), count: 90)]
        figures.bursts = bursts
        figures.mail.fresh = 7
        figures.mail.oldest = .minutes(3)
        figures.held = 12
        figures.holds = [
            HoldRule(id: 1, scope: .domain(word("burst.example.org")), beganAt: now),
            HoldRule(id: 2, scope: .over(perHour: 30), beganAt: now),
        ]
        figures.proposals = [nil, word("Dana Quist")].map { person in
            PetitionFigures.Proposal(id: 3, order: order, found: 40, person: person, isOwn: person == nil)
        }
        figures.removals = [.init(name: word("burst"), removed: 4, found: 9)]
        return figures
    }

    private var bursts: [ArrivalBurst] {
        let domain = ArrivalBurst.Kind.domain(word("burst.example.org"))
        return [
            ArrivalBurst(kind: domain, start: now.hour, count: 500, total: 700, usual: 0, most: 0, usualShare: 10),
            ArrivalBurst(kind: domain, start: now.hour, count: 500, total: 700, usual: 90, most: 120, usualShare: 45),
            ArrivalBurst(kind: domain, start: now.hour, count: 500, total: 700, usual: 0, most: 0),
            ArrivalBurst(kind: .all, start: now.hour, count: 5_000, total: 5_000, usual: 20, most: 90),
        ]
    }

    private var rule: CorrectionRule {
        CorrectionRule(
            source: word("readers"),
            domain: WildcardPattern(word("burst.example.org")),
            from: now.hour,
            until: now.hour + .hours(1)
        )
    }

    private var order: CorrectionOrder {
        CorrectionOrder(
            rule: rule,
            name: "burst",
            reason: word("One program."),
            approval: .organisers("dana@example.org", second: nil)
        )
    }

    private func removals(_ hub: Campaign, _ open: Petition, _ daily: Petition) -> [Sample] {
        let hours = [Corrections.Preview.Hour(hour: now.hour, count: 40)]
        func page(
            _ petition: Petition,
            _ preview: Corrections.Preview?,
            hasOthers: Bool,
            _ refusal: AdminRemovalPage.Refusal? = nil
        ) -> AdminRemovalPage {
            AdminRemovalPage(
                bar: bar,
                campaign: hub,
                petition: petition,
                rule: rule,
                preview: preview,
                name: word("burst"),
                reason: word("One program."),
                hasOthers: hasOthers,
                refusal: refusal
            )
        }
        let large = Corrections.Preview(found: 40, total: 1_500, hours: hours, unreadable: 2)
        func slices(_ count: Int) -> Corrections.Preview {
            .init(found: 1, total: 1_500, slices: CorrectionSlices(found: count, removed: count), hours: hours)
        }
        return [
            Sample("admin-removal", page(open, large, hasOthers: true)),
            Sample("admin-removal-slices-one", page(open, slices(1), hasOthers: true)),
            Sample("admin-removal-slices", page(open, slices(15), hasOthers: true)),
            Sample("admin-removal-alone", page(daily, large, hasOthers: false)),
            Sample("admin-removal-small", page(open, .init(found: 1, total: 1_500, hours: hours), hasOthers: false)),
            Sample("admin-removal-none", page(open, .init(found: 0, total: 1_500, hours: []), hasOthers: true)),
        ]
            + AdminRemovalPage.Refusal.allCases.map { refusal in
                Sample("admin-removal-\(refusal)", page(open, nil, hasOthers: true, refusal))
            }
    }
}
