import UndersignedCore

/// A version of the text as the template reads it.
struct TextPageView: Sendable {
    let petition: PetitionView
    let heading: String
    let since: String
    let datetime: String
    let reason: String?
    let current: Current?
    let document: LetterView.Document
    let change: ChangeView?
    let texts: [TextView]

    /// The way to the version that is signed now.
    struct Current: Sendable {
        let currentAddress: String
        let newest: String
    }

    struct ChangeView: Sendable {
        let changeHeading: String
        let sections: [SectionView]
    }

    struct SectionView: Sendable {
        let sectionHeading: String
        /// Where there is more than one language.
        let languageName: String?
        let lang: String
        let dir: String
        let pieces: [PieceView]
    }

    struct PieceView: Sendable {
        let text: String
        let isAdded: Bool
        let isRemoved: Bool
        let isKept: Bool
    }

    struct TextView: Sendable {
        let anchor: String
        let lang: String
        let dir: String
        let languageName: String
        let isBinding: Bool
        let title: String
        let to: [String]
        let from: String
        let bodyHTML: String
    }

    init(_ page: TextPage, _ words: Words) {
        petition = PetitionView(page.petition)
        heading = words.text("letter.version", ["number": words.number(page.version)])
        since = words.since(page.since, isDaily: page.isDaily)
        datetime = CalendarDate(page.since).secondText
        reason = page.reason
        let address = "/petitions/\(page.petition.slug)"
        current =
            page.version == page.currentVersion
            ? nil
            : Current(
                currentAddress: "\(address)/texts/\(page.currentVersion)",
                newest: words.text("text.newest", ["number": words.number(page.currentVersion)])
            )
        document = LetterView.Document(
            documentHash: page.documentHash,
            documentAddress: "\(address)/documents/\(page.documentHash)"
        )
        let isSingle = page.texts.count == 1
        change = page.change.map { change in
            ChangeView(
                changeHeading: words.text("text.change", ["number": words.number(change.from)]),
                sections: change.sections.map { SectionView($0, isSingle: isSingle, words) }
            )
        }
        texts = page.texts.map(TextView.init)
    }
}

extension TextPageView.SectionView {
    fileprivate init(_ section: PetitionDifference.Section, isSingle: Bool, _ words: Words) {
        let language = LanguageTag(section.language) ?? .english
        sectionHeading = words.text("text.part.\(section.part.rawValue)")
        languageName = isSingle ? nil : language.nativeName
        lang = language.text
        dir = language.direction
        pieces = section.difference.pieces.map { piece in
            TextPageView.PieceView(
                text: piece.text,
                isAdded: piece.change == .added,
                isRemoved: piece.change == .removed,
                isKept: piece.change == .kept
            )
        }
    }
}

extension TextPageView.TextView {
    fileprivate init(_ text: TextPage.Text) {
        anchor = "text-\(text.language.text)"
        lang = text.language.text
        dir = text.language.direction
        languageName = text.language.nativeName
        isBinding = text.isBinding
        title = text.title
        to = text.to
        from = text.from
        bodyHTML = text.body.html
    }
}
