package import UndersignedCore

/// A petition in a list of petitions.
package struct PetitionItem: Sendable {
    /// Where the petition is in its life.
    package enum Standing: Sendable, Equatable {
        case draft
        case opens(Moment)
        case open
        case closed(Moment)
    }

    package var petition: PetitionReference
    /// The names of those addressed, in order.
    package var to: [String]
    package var count: Int
    package var standing: Standing
    package var signatories: PetitionSheet.Signatories
    /// Whether there is a log to check: there is none of a draft, also of one that opens by itself.
    package var hasLog = true

    package init(
        petition: PetitionReference,
        to: [String],
        count: Int,
        standing: Standing,
        signatories: PetitionSheet.Signatories
    ) {
        self.petition = petition
        self.to = to
        self.count = count
        self.standing = standing
        self.signatories = signatories
    }
}

/// A petition's line in a list.
struct PetitionItemView: Sendable {
    let petition: PetitionView
    let addressees: [String]
    let number: String
    let label: String
    let standing: String
    let isOpen: Bool
    let who: String?
    /// How its count is checked; nil where there is no log.
    let checkAddress: String?

    init(_ item: PetitionItem, _ words: Words) {
        petition = PetitionView(item.petition)
        addressees = item.to
        number = words.number(item.count)
        label = words.plural("count.label", item.count)
        isOpen = item.standing == .open
        who = item.signatories == .people ? nil : words.text("signatories.\(item.signatories.rawValue)")
        checkAddress = item.standing == .draft || !item.hasLog ? nil : "/petitions/\(item.petition.slug)/how-we-count"
        standing =
            switch item.standing {
            case .draft: words.text("standing.draft")
            case .opens(let moment): words.text("standing.opens", ["time": words.minute(moment)])
            case .open: words.text("standing.open")
            case .closed(let moment): words.text("standing.closed", ["day": words.day(moment)])
            }
    }
}
