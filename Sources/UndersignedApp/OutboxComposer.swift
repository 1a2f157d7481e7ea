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
        let english = try Catalogue(
            language: .english,
            files: [PackageResources.en_json, PackageResources.en_mail_json]
        )
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
        let kind = waiting.mail.kind
        // An invitation names no petition, to anybody, and neither does a code that an employer may see (P-25).
        let letter =
            petition.isSensitive && kind != .invitation && kind != .memberCode
            ? OutboxLetter(discreet: kind, payload, catalogue) : OutboxLetter(kind, payload, petition, catalogue)
        return message(letter, for: waiting, payload, about: petition, catalogue)
    }

    private func message(
        _ letter: OutboxLetter,
        for waiting: WaitingMail,
        _ payload: OutboxPayload,
        about petition: PetitionSheet,
        _ catalogue: Catalogue,
        list: MailingList? = nil
    ) -> MailMessage {
        MailMessage(
            messageID: waiting.mail.messageID,
            date: waiting.queuedAt,
            from: waiting.mail.kind == .memberCode ? Mailbox(address: from.address) : sender(about: petition),
            to: Self.deliverable(payload.address),
            subject: letter.subject,
            text: letter.text,
            html: letter.html(catalogue.language),
            language: catalogue.language.text,
            envelopeSender: payload.returnPath ?? from.address,
            list: list
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
        if petition.isSensitive { return notice(for: waiting, payload, about: petition, telling: update, catalogue) }
        let letter = updates.letter(
            update,
            of: petition,
            stop: payload.link,
            name: payload.name,
            isTest: waiting.mail.kind == .updateTest,
            in: catalogue
        )
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
            list: list(named: petition.slug.text, payload)
        )
    }

    /// An update on a sensitive petition: that there is one, and not what it says.
    private func notice(
        for waiting: WaitingMail,
        _ payload: OutboxPayload,
        about petition: PetitionSheet,
        telling update: OutboxUpdate,
        _ catalogue: Catalogue
    ) -> MailMessage {
        let news = updates.address(of: update.number, petitionID: waiting.mail.petitionID)
        let letter = OutboxLetter(discreet: waiting.mail.kind, payload, news: news, catalogue)
        // One list for all such petitions: a mail server's record of headers does not tell them apart.
        let list = list(named: nil, payload)
        return message(letter, for: waiting, payload, about: petition, catalogue, list: list)
    }

    /// The site's name may say what it is about.
    private func sender(about petition: PetitionSheet) -> Mailbox {
        petition.isSensitive ? Mailbox(address: from.address) : from
    }

    private func list(named name: String?, _ payload: OutboxPayload) -> MailingList {
        let token = payload.link.split(separator: "/").last ?? ""
        let lists = "updates.\(from.address.split(separator: "@").last ?? "")"
        return MailingList(
            id: name.map { "\($0).\(lists)" } ?? lists,
            unsubscribe: payload.link,
            unsubscribeMail: payload.returnPath.map { UnsubscribeMail.address(String(token), at: $0) }
        )
    }
}
