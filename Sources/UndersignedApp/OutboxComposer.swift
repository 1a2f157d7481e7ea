package import UndersignedCore
package import UndersignedMail
package import UndersignedStore

/// Writes the mails about one signature: plain words, one link, nothing that tells whether it was read (M-02).
package struct OutboxComposer: Sendable {
    private let from: Mailbox
    private let catalogues: [Catalogue]

    /// - Parameters:
    ///   - from: The site's own address: sender in the mail, and on its envelope where the mail has no return path.
    ///   - catalogues: One a language, the base first; not empty.
    package init(from: Mailbox, catalogues: [Catalogue]) {
        precondition(!catalogues.isEmpty, "mail needs words")
        self.from = from
        self.catalogues = catalogues
    }

    /// With the words that come with the product.
    ///
    /// - Parameter from: The site's own address.
    /// - Throws: `Catalogue.Malformed`, which a test excludes.
    package init(from: Mailbox) throws(Catalogue.Malformed) {
        let english = try Catalogue(language: .english, files: [PackageResources.en_mail_json])
        self.init(from: from, catalogues: [english])
    }

    /// The mail of a waiting row: the same bytes at each attempt.
    package func message(
        for waiting: WaitingMail,
        _ payload: OutboxPayload,
        about petition: PetitionSheet
    ) -> MailMessage {
        let catalogue = catalogue(for: payload.language)
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

    private func catalogue(for text: String) -> Catalogue {
        let tag = LanguageTag(text)
        return catalogues.first { $0.language == tag }
            ?? catalogues.first { $0.language.language == tag?.language } ?? catalogues[0]
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
        let values = ["title": Self.oneLine(petition.title, 200), "to": Self.oneLine(Self.addressees(petition), 200)]
        let key = "mail.\(kind.rawValue)"
        subject = catalogue.text("\(key).subject", ["title": Self.oneLine(petition.title, 120)])
        let greeting =
            OutboxGreeting.isHarmless(payload.name)
            ? catalogue.text("mail.greeting.name", ["name": payload.name]) : catalogue.text("mail.greeting")
        before = [greeting, catalogue.text("\(key).why", values), catalogue.text("\(key).action")]
        link = payload.link
        let days = Int(Asking.pendingSpan.seconds / 86_400)
        let closing =
            switch kind {
            case .confirm:
                [catalogue.plural("\(key).validity", days), catalogue.text("\(key).stranger")]
            case .textChanged: [catalogue.text("\(key).stay"), catalogue.text("\(key).once")]
            case .nameHidden: [catalogue.text("\(key).counted"), catalogue.text("\(key).once")]
            case .receipt: [catalogue.text("\(key).keep")]
            case .manage: [catalogue.text("\(key).stranger")]
            case .answerCame, .answerDue: [catalogue.text("\(key).then")]
            }
        let isForOrganisers = [.answerCame, .answerDue].contains(kind)
        after = closing + [catalogue.text(isForOrganisers ? "mail.footer.organisers" : "mail.footer")]
    }

    var text: String {
        (before + [link] + after).joined(separator: "\n\n") + "\n"
    }

    func html(_ language: LanguageTag) -> String {
        let paragraph = { (text: String) in "<p>\(Self.escaped(text))</p>" }
        let address = Self.escaped(link)
        let lines =
            [
                "<!DOCTYPE html>", "<html lang=\"\(language.text)\" dir=\"\(language.direction)\">",
                "<head><meta charset=\"utf-8\"><title>\(Self.escaped(subject))</title></head>", "<body>",
            ] + before.map(paragraph) + ["<p><a href=\"\(address)\" dir=\"ltr\">\(address)</a></p>"]
            + after.map(paragraph) + ["</body>", "</html>"]
        return lines.joined(separator: "\n") + "\n"
    }

    /// A title fit for a header: one line of visible text, cut where it is long.
    private static func oneLine(_ text: String, _ limit: Int) -> String {
        // Most titles are one, and short, already.
        if isShortLine(text.utf8, limit) { return text }
        let words = text.split { character in
            character.isWhitespace || character.unicodeScalars.contains { $0.properties.generalCategory == .control }
        }
        let line = words.joined(separator: " ")
        return line.count <= limit ? line : line.prefix(limit - 1) + "…"
    }

    /// Of visible ASCII, with single blanks between its words.
    private static func isShortLine(_ text: String.UTF8View, _ limit: Int) -> Bool {
        var last = UInt8(ascii: " ")
        for byte in text {
            guard (0x20...0x7E).contains(byte), byte != 0x20 || last != 0x20 else { return false }
            last = byte
        }
        return last != 0x20 && text.count <= limit
    }

    private static func escaped(_ text: String) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count + 32)
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "&"): bytes += "&amp;".utf8
            case UInt8(ascii: "<"): bytes += "&lt;".utf8
            case UInt8(ascii: ">"): bytes += "&gt;".utf8
            case UInt8(ascii: "\""): bytes += "&quot;".utf8
            default: bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
