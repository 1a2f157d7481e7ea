package import UndersignedApp
package import UndersignedCore

/// The page of a link that a member was shown once: where the signature stands, what is held of it, and the way back.
///
/// No mail leads here, and no box opens: the site knows nothing of the person but what stands on this page.
package struct MemberLinkPage: Page {
    /// Where the signature is.
    package enum Publication: Sendable {
        /// In the log: its number among the signatures, the index of its entry, and the day.
        case published(number: Int, index: UInt64, day: Moment)
        case recorded
    }

    package var petition: PetitionReference
    package var token: String
    package var publication: Publication
    package var textVersion: Int
    /// It was handed over, so the count stays.
    package var isDelivered = false
    /// The text changed since the member signed; nil where it did not.
    package var change: TextChange?
    /// What the public sees of the member; nil for nothing.
    package var display: OwnDisplay.State?
    /// So many members must have signed before it sees that; nil where that is not so, or not any more.
    package var reveal: Int?

    package init(petition: PetitionReference, token: String, publication: Publication, textVersion: Int) {
        self.petition = petition
        self.token = token
        self.publication = publication
        self.textVersion = textVersion
    }

    package var template: String { "member-link" }

    package func title(in words: Words) -> String {
        switch publication {
        case .published: words.text("signed.title")
        case .recorded: words.text("recorded.title")
        }
    }

    package func view(in words: Words) -> any Sendable {
        var (counted, check): (String?, String?) = (nil, nil)
        if case .published(let number, let index, let day) = publication {
            counted = words.text("member-link.counted", ["number": words.number(number), "day": words.day(day)])
            check = words.text("member-link.check", ["index": words.number(Int(clamping: index))])
        }
        return View(
            petition: PetitionView(petition),
            token: token,
            heading: title(in: words),
            counted: counted,
            check: check,
            version: words.text("letter.version", ["number": words.number(textVersion)]),
            isDelivered: isDelivered,
            isUncounted: counted == nil,
            change: change.map { TextChangeView($0, slug: petition.slug, words) },
            hidden: reveal.map { words.plural("names.members.hidden", $0) },
            display: display.map { OwnDisplayView($0, token: token, isMember: true, words) }
        )
    }

    private struct View: Sendable {
        let petition: PetitionView
        let token: String
        let heading: String
        let counted: String?
        let check: String?
        let version: String
        let isDelivered: Bool
        let isUncounted: Bool
        let change: TextChangeView?
        let hidden: String?
        let display: OwnDisplayView?
    }
}
