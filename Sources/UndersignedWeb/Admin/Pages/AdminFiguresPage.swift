package import UndersignedApp
package import UndersignedCore

/// How a petition goes, for those who run it: pictures with their tables, what is unusual, and what can be done about it.
package struct AdminFiguresPage: Page {
    package var bar: AdminBar
    package var campaign: Campaign
    package var petition: Petition
    /// Nil before it opens.
    package var figures: PetitionFigures?
    /// Whether the person may hold, release and take out.
    package var decides: Bool
    /// Whether the person may see what each partner brought.
    package var seesSources: Bool
    package var refusal: Holding.Refusal?

    package init(
        bar: AdminBar,
        campaign: Campaign,
        petition: Petition,
        figures: PetitionFigures?,
        decides: Bool,
        seesSources: Bool,
        refusal: Holding.Refusal? = nil
    ) {
        self.bar = bar
        self.campaign = campaign
        self.petition = petition
        self.figures = figures
        self.decides = decides
        self.seesSources = seesSources
        self.refusal = refusal
    }

    package var template: String { "admin-figures" }
    package var isForOrganisers: Bool { true }

    package func title(in words: Words) -> String {
        words.text("admin.figures.of", ["petition": petition.sheet.title])
    }

    package func view(in words: Words) -> any Sendable {
        let base = "/admin/campaigns/\(campaign.slug)"
        return View(
            bar: bar,
            campaignAddress: base + "/figures",
            campaignTitle: campaign.title,
            petition: PetitionView(PetitionReference(petition)),
            refusal: refusal.map { words.text("error.hold.\($0)") },
            isClosed: figures == nil,
            shown: figures.map { Shown($0, self, words) }
        )
    }

    private struct View: Sendable {
        let bar: AdminBar
        let campaignAddress: String
        let campaignTitle: String
        let petition: PetitionView
        let refusal: String?
        let isClosed: Bool
        let shown: Shown?
    }

    /// The figures themselves.
    private struct Shown: Sendable {
        let tally: String
        let asOf: String
        let isQuiet: Bool
        let bursts: [BurstView]
        let figures: [FigureView]
        let breakdowns: [PartsView]
        let noCountry: Bool
        let mail: MailView
        let holding: HoldingView?

        init(_ figures: PetitionFigures, _ page: AdminFiguresPage, _ words: Words) {
            let isDaily = page.petition.sheet.publication == .daily
            let base = "/admin/campaigns/\(page.campaign.slug)/petitions/\(page.petition.slug)/figures"
            tally = words.plural("admin.figures.count", figures.counts.total)
            asOf = words.text("admin.figures.as-of", ["time": words.minute(figures.readAt)])
            isQuiet = figures.bursts.isEmpty
            bursts = figures.bursts.map { BurstView($0, isDaily: isDaily, words) }
            self.figures = FigurePlots(figures: figures, isDaily: isDaily, words: words).all
            breakdowns = page.breakdowns(figures, words)
            noCountry = figures.countries == nil
            mail = MailView(figures, words)
            holding =
                page.decides
                ? HoldingView(figures, page.petition, page.partnerNames, token: page.bar.token, base: base, words)
                : nil
        }
    }

    /// What partners are called, by the names that their links have.
    private var partnerNames: [String: String] {
        let partners = [campaign.sponsor] + campaign.partners + petition.sheet.partners
        return Dictionary(partners.map { ($0.id.text, $0.name) }) { $1 }
    }

    private func breakdowns(_ figures: PetitionFigures, _ words: Words) -> [PartsView] {
        let names = partnerNames
        let sources = figures.sources.map { part in
            let name = names[part.name] ?? part.name
            return PetitionFigures.Part(
                name: part.name.isEmpty ? words.text("admin.figures.sources.none") : name,
                count: part.count
            )
        }
        let classes = SignatureClass.allCases.map { signatureClass in
            PetitionFigures.Part(
                name: words.text("admin.figures.class.\(signatureClass.rawValue)"),
                count: figures.counts[signatureClass]
            )
        }.filter { $0.count > 0 }
        let countries = figures.countries.map { countries in
            countries.map { part in
                let name = Country(part.name).map { words.text("country.\($0.code)") }
                return PetitionFigures.Part(name: name ?? part.name, count: part.count)
            }
        }
        return [
            PartsView("classes", words, classes),
            seesSources ? PartsView("sources", words, sources, hidesSmall: true) : nil,
            countries.map { PartsView("countries", words, $0, hidesSmall: true) },
            PartsView("domains", words, figures.domains, isPlain: true),
        ].compactMap(\.self)
    }
}
