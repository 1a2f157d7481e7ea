import UndersignedCore
import UndersignedStore

/// The paragraphs of one mail.
struct OutboxLetter {
    let subject: String
    private let before: [String]
    /// An address, or a code that is typed.
    private let link: String
    private let isAddress: Bool
    /// The address that ends such mails, with the words before it; nil where none does.
    private let stop: (words: String, address: String)?
    private let after: [String]

    private static func addressees(_ petition: PetitionSheet, _ catalogue: Catalogue) -> String {
        // One is named with where they are; several are told apart by their names.
        guard petition.to.count > 1 else {
            guard let only = petition.to.first else { return petition.title }
            return [only.name, only.organisation].compactMap { $0 }.joined(separator: ", ")
        }
        return catalogue.addressees(petition.to.map { MailText.oneLine($0.name, 100) })
    }

    private static func greeting(_ payload: OutboxPayload, _ catalogue: Catalogue) -> String {
        OutboxGreeting.isHarmless(payload.name)
            ? catalogue.text("mail.greeting.name", ["name": payload.name]) : catalogue.text("mail.greeting")
    }

    private static var invitationDays: Int { Int(Invitation.span.seconds / 86_400) }

    private static var days: Int { Int(Asking.pendingSpan.seconds / 86_400) }

    init(_ kind: OutboxMail.Kind, _ payload: OutboxPayload, _ petition: PetitionSheet, _ catalogue: Catalogue) {
        let values = [
            "title": MailText.oneLine(petition.title, 200),
            "to": MailText.oneLine(Self.addressees(petition, catalogue), 320),
        ]
        let key = "mail.\(kind.rawValue)"
        subject = catalogue.text("\(key).subject", ["title": MailText.oneLine(petition.title, 120)])
        before = [
            Self.greeting(payload, catalogue), catalogue.text("\(key).why", values), catalogue.text("\(key).action"),
        ]
        (link, stop, isAddress) = (payload.link, nil, kind != .memberCode)
        let closing: [String] =
            switch kind {
            case .confirm:
                [catalogue.plural("\(key).validity", Self.days), catalogue.text("\(key).stranger")]
            case .textChanged: [catalogue.text("\(key).stay"), catalogue.text("\(key).once")]
            case .nameHidden: [catalogue.text("\(key).counted"), catalogue.text("\(key).once")]
            case .receipt: [catalogue.text("\(key).keep")]
            case .manage: [catalogue.text("\(key).stranger")]
            case .answerCame, .answerDue, .contactsAsked, .sealedFetched: [catalogue.text("\(key).then")]
            case .memberCode: [catalogue.text("\(key).validity"), catalogue.text("mail.discreet.stranger")]
            // Their words are the organisers': `UpdateLetter`.
            case .update, .updateTest: []
            case .invitation:
                [catalogue.plural("\(key).validity", Self.invitationDays), catalogue.text("\(key).stranger")]
            }
        let isForOrganisers = [.answerCame, .answerDue, .contactsAsked, .sealedFetched].contains(kind)
        let footer = kind == .invitation ? ".invitation" : isForOrganisers ? ".organisers" : ""
        let own = kind == .memberCode ? "mail.discreet.footer" : "mail.footer\(footer)"
        after = closing + [catalogue.text(own)]
    }

    /// A mail about a sensitive petition: whoever sees it in a mailbox learns of no petition (P-25).
    ///
    /// - Parameters:
    ///   - kind: What it is about.
    ///   - payload: Its receiver and the link.
    ///   - news: Where an update stands; nil for every other mail, whose link is the payload's.
    ///   - catalogue: The reader's language.
    init(discreet kind: OutboxMail.Kind, _ payload: OutboxPayload, news: String? = nil, _ catalogue: Catalogue) {
        let own: [OutboxMail.Kind] = [.confirm, .receipt, .manage]
        let key = "mail.discreet.\(own.contains(kind) ? kind.rawValue : "news")"
        subject = catalogue.text("\(key).subject")
        before = [Self.greeting(payload, catalogue), catalogue.text("\(key).why"), catalogue.text("\(key).action")]
        (link, isAddress) = (news ?? payload.link, true)
        stop = news == nil ? nil : (catalogue.text("mail.update.stop"), payload.link)
        let closing =
            switch kind {
            case .confirm:
                [catalogue.plural("mail.discreet.validity", Self.days), catalogue.text("mail.discreet.stranger")]
            case .receipt: [catalogue.text("mail.discreet.keep")]
            default: [String]()
            }
        after = closing + [catalogue.text("mail.discreet.footer")]
    }

    var text: String {
        let stopping = stop.map { ["\($0.words)\n\($0.address)"] } ?? []
        return (before + [link] + stopping + after).joined(separator: "\n\n") + "\n"
    }

    func html(_ language: LanguageTag) -> String {
        let paragraph = { (text: String) in "<p>\(MailText.escaped(text))</p>" }
        let anchor = { (text: String) in
            let address = MailText.escaped(text)
            return "<a href=\"\(address)\" dir=\"ltr\">\(address)</a>"
        }
        let lines =
            [
                "<!DOCTYPE html>", "<html lang=\"\(language.text)\" dir=\"\(language.direction)\">",
                "<head><meta charset=\"utf-8\"><title>\(MailText.escaped(subject))</title></head>", "<body>",
            ] + before.map(paragraph) + ["<p>\(isAddress ? anchor(link) : MailText.escaped(link))</p>"]
            + (stop.map { ["<p>\(MailText.escaped($0.words))<br>\(anchor($0.address))</p>"] } ?? [])
            + after.map(paragraph) + ["</body>", "</html>"]
        return lines.joined(separator: "\n") + "\n"
    }
}
