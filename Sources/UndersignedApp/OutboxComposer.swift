package import UndersignedCore
package import UndersignedMail
package import UndersignedStore

/// Writes the mails about one signature: plain words, one link, nothing that tells whether it was read (M-02).
package struct OutboxComposer: Sendable {
    private let from: Mailbox
    private let catalogues: [Catalogue]
    private let updates: UpdateComposer

    /// - Parameters:
    ///   - from: The site's own address: sender in the mail, and on its envelope where the mail has no return path.
    ///   - catalogues: One a language, the base first; not empty.
    ///   - updates: Composes what organisers write.
    package init(from: Mailbox, catalogues: [Catalogue], updates: UpdateComposer = UpdateComposer()) {
        precondition(!catalogues.isEmpty, "mail needs words")
        self.from = from
        self.catalogues = catalogues
        self.updates = updates
    }

    /// With the words that come with the product.
    ///
    /// - Parameters:
    ///   - from: The site's own address.
    ///   - updates: Composes what organisers write.
    /// - Throws: `Catalogue.Malformed`, which a test excludes.
    package init(from: Mailbox, updates: UpdateComposer = UpdateComposer()) throws(Catalogue.Malformed) {
        let english = try Catalogue(language: .english, files: [PackageResources.en_mail_json])
        self.init(from: from, catalogues: [english], updates: updates)
    }

    /// The mail of a waiting row: the same bytes at each attempt, but for an update that goes on with a corrected text.
    ///
    /// - Parameters:
    ///   - waiting: The row.
    ///   - payload: What its sealed bytes say.
    ///   - petition: What it is about.
    ///   - update: Which update, where it is about one.
    /// - Returns: The mail.
    package func message(
        for waiting: WaitingMail,
        _ payload: OutboxPayload,
        about petition: PetitionSheet,
        update: OutboxUpdate? = nil
    ) -> MailMessage {
        if let update { return message(for: waiting, payload, about: petition, telling: update) }
        let catalogue = catalogues.fitting(payload.language)
        let letter = Letter(waiting.mail.kind, payload, petition, catalogue)
        return MailMessage(
            messageID: waiting.mail.messageID,
            date: waiting.queuedAt,
            from: from,
            to: Self.deliverable(payload.address),
            subject: letter.subject,
            text: letter.text,
            html: letter.html(catalogue.language),
            language: catalogue.language.text,
            envelopeSender: payload.returnPath ?? from.address
        )
    }

    /// The domain in ASCII, so that every mail server takes it.
    private static func deliverable(_ address: String) -> String {
        (try? EmailAddress(address))?.mailbox ?? address  // an address in no known form is the mail server's to judge
    }

    private func message(
        for waiting: WaitingMail,
        _ payload: OutboxPayload,
        about petition: PetitionSheet,
        telling update: OutboxUpdate
    ) -> MailMessage {
        let catalogue = catalogues.fitting(payload.language)
        let letter = updates.letter(
            update,
            of: petition,
            stop: payload.link,
            name: payload.name,
            isTest: waiting.mail.kind == .updateTest,
            in: catalogue
        )
        let host = from.address.split(separator: "@").last ?? ""
        let token = payload.link.split(separator: "/").last ?? ""
        return MailMessage(
            messageID: waiting.mail.messageID,
            date: waiting.queuedAt,
            from: from,
            to: Self.deliverable(payload.address),
            subject: letter.subject,
            text: letter.text,
            html: letter.html(catalogue.language, bodyLanguage: LanguageTag(petition.language) ?? catalogue.language),
            language: catalogue.language.text,
            envelopeSender: payload.returnPath ?? from.address,
            list: MailingList(
                id: "\(petition.slug).updates.\(host)",
                unsubscribe: payload.link,
                unsubscribeMail: payload.returnPath.map { UnsubscribeMail.address(String(token), at: $0) }
            )
        )
    }
}

/// The paragraphs of one mail.
private struct Letter {
    let subject: String
    private let before: [String]
    private let link: String
    private let after: [String]

    /// The first of those addressed, which names the petition well enough.
    private static func addressees(_ petition: PetitionSheet) -> String {
        guard let first = petition.to.first else { return petition.title }
        return [first.name, first.organisation].compactMap { $0 }.joined(separator: ", ")
    }

    init(_ kind: OutboxMail.Kind, _ payload: OutboxPayload, _ petition: PetitionSheet, _ catalogue: Catalogue) {
        let values = [
            "title": MailText.oneLine(petition.title, 200), "to": MailText.oneLine(Self.addressees(petition), 200),
        ]
        let key = "mail.\(kind.rawValue)"
        subject = catalogue.text("\(key).subject", ["title": MailText.oneLine(petition.title, 120)])
        let greeting =
            OutboxGreeting.isHarmless(payload.name)
            ? catalogue.text("mail.greeting.name", ["name": payload.name]) : catalogue.text("mail.greeting")
        before = [greeting, catalogue.text("\(key).why", values), catalogue.text("\(key).action")]
        link = payload.link
        let days = Int(Asking.pendingSpan.seconds / 86_400)
        let closing: [String] =
            switch kind {
            case .confirm:
                [catalogue.plural("\(key).validity", days), catalogue.text("\(key).stranger")]
            case .textChanged: [catalogue.text("\(key).stay"), catalogue.text("\(key).once")]
            case .nameHidden: [catalogue.text("\(key).counted"), catalogue.text("\(key).once")]
            case .receipt: [catalogue.text("\(key).keep")]
            case .manage: [catalogue.text("\(key).stranger")]
            case .answerCame, .answerDue, .contactsAsked: [catalogue.text("\(key).then")]
            // Their words are the organisers': `UpdateLetter`.
            case .update, .updateTest: []
            }
        let isForOrganisers = [.answerCame, .answerDue, .contactsAsked].contains(kind)
        after = closing + [catalogue.text(isForOrganisers ? "mail.footer.organisers" : "mail.footer")]
    }

    var text: String {
        (before + [link] + after).joined(separator: "\n\n") + "\n"
    }

    func html(_ language: LanguageTag) -> String {
        let paragraph = { (text: String) in "<p>\(MailText.escaped(text))</p>" }
        let address = MailText.escaped(link)
        let lines =
            [
                "<!DOCTYPE html>", "<html lang=\"\(language.text)\" dir=\"\(language.direction)\">",
                "<head><meta charset=\"utf-8\"><title>\(MailText.escaped(subject))</title></head>", "<body>",
            ] + before.map(paragraph) + ["<p><a href=\"\(address)\" dir=\"ltr\">\(address)</a></p>"]
            + after.map(paragraph) + ["</body>", "</html>"]
        return lines.joined(separator: "\n") + "\n"
    }
}
