import UndersignedApp
import UndersignedCore

/// A petition as one of its partners sees it: the way to it, and what came by that way.
struct PartnerPetitionView: Sendable {
    /// So many days with news are shown, the newest.
    private static let dayCount = 60
    /// In the place of a number that is not told.
    private static let none = "–"

    let number: Int
    let petitionTitle: String
    let petitionLang: String
    let petitionDir: String
    let link: String
    /// Nil for a sensitive petition, which is framed nowhere.
    let embed: String?
    let signatures: String
    let consents: String
    /// Nil where no contact data is handed over, and then there are words for it.
    let sealedTo: String?
    let lacksKey: Bool
    let hasDays: Bool
    /// Whether days are left out, of one of the two numbers or of both.
    let hidesDays: Bool
    let days: [Day]

    struct Day: Sendable {
        let day: String
        let added: String
        let agreed: String
    }

    /// All petitions of a campaign, small numbers hidden (docs/formats/figures.md).
    static func list(_ figures: PartnerFigures, _ partner: Partner, _ site: SiteAddress, _ words: Words) -> [Self] {
        let signed = SmallCell.hide(figures.parts.map(\.signatures))
        let agreed = SmallCell.hide(figures.parts.map(\.consents))
        return figures.parts.enumerated().map { number, part in
            PartnerPetitionView(number, part, signed[number], agreed[number], partner, site, words)
        }
    }

    private init(
        _ number: Int,
        _ part: PartnerFigures.Part,
        _ signed: SmallCell,
        _ agreed: SmallCell,
        _ partner: Partner,
        _ site: SiteAddress,
        _ words: Words
    ) {
        let sheet = part.petition.sheet
        let language = LanguageTag(sheet.language) ?? words.language
        let address = EmbedAddress(site, sheet.slug, source: partner.id.text)
        self.number = number
        petitionTitle = sheet.title
        (petitionLang, petitionDir) = (language.text, language.direction)
        link = address.petition
        embed = sheet.isSensitive ? nil : address.code(title: sheet.title)
        signatures = words.cell(signed)
        consents = words.cell(agreed)
        // As it was fixed when the petition opened.
        sealedTo = sheet.partners.first { $0.id == partner.id }?.key?.fingerprint
        lacksKey = sealedTo == nil
        // Whoever adds up the days of a hidden sum has the sum.
        let added = signed.isHidden ? nil : SmallCell.hide(part.days.map(\.signatures))
        let given = agreed.isHidden ? nil : SmallCell.hide(part.days.map(\.consents))
        hidesDays = !part.days.isEmpty && (added == nil || given == nil)
        hasDays = !part.days.isEmpty && (added != nil || given != nil)
        days = part.days.prefix(Self.dayCount).enumerated().map { place, day in
            Day(
                day: words.day(day.day),
                added: added.map { words.cell($0[place]) } ?? Self.none,
                agreed: given.map { words.cell($0[place]) } ?? Self.none
            )
        }
    }
}

extension SmallCell {
    fileprivate var isHidden: Bool { hiddenText != nil }
}

extension Words {
    /// A number of a breakdown, or that it is smaller than another one.
    fileprivate func cell(_ cell: SmallCell) -> String {
        switch cell {
        case .shown(let count): number(count)
        case .below(let bound): text("admin.partner.below", ["number": number(bound)])
        }
    }
}
