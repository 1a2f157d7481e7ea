import Synchronization
package import UndersignedCore
import UndersignedStore

/// How Markdown is written in a mail; made by the target that reads Markdown.
package struct MailMarkup: Sendable {
    /// Plain text with the addresses of links.
    package let text: @Sendable (String) -> String
    /// HTML without anything that loads.
    package let html: @Sendable (String) -> String

    package init(text: @escaping @Sendable (String) -> String, html: @escaping @Sendable (String) -> String) {
        self.text = text
        self.html = html
    }

    /// As it was typed.
    package static let plain = MailMarkup(text: { $0 }, html: { "<p>\(MailText.escaped($0))</p>" })
}

/// An update as one signatory gets it: the words around it in the reader's language, its text as it was written.
package struct UpdateLetter: Sendable {
    /// What one mail says besides the update.
    package struct Frame: Sendable {
        /// The update's own page.
        package var page: String
        /// The address that stops the mails.
        package var stop: String
        package var name: String
        package var isTest: Bool

        package init(page: String, stop: String, name: String, isTest: Bool = false) {
            self.page = page
            self.stop = stop
            self.name = name
            self.isTest = isTest
        }
    }

    package let subject: String
    private let before: [String]
    private let body: (text: String, html: String)
    private let links: [(words: String, address: String)]
    private let after: [String]

    init(
        _ update: OutboxUpdate,
        of petition: PetitionSheet,
        _ frame: Frame,
        _ catalogue: Catalogue,
        body: (text: String, html: String)
    ) {
        let title = MailText.oneLine(update.text.title, 120)
        subject = frame.isTest ? catalogue.text("mail.update.test", ["title": title]) : title
        let greeting =
            OutboxGreeting.isHarmless(frame.name)
            ? catalogue.text("mail.greeting.name", ["name": frame.name]) : catalogue.text("mail.greeting")
        let values = ["title": MailText.oneLine(petition.title, 200), "organiser": update.sender ?? ""]
        let why = catalogue.text(update.sender == nil ? "mail.update.why.unnamed" : "mail.update.why", values)
        before = [greeting, why, update.text.title]
        self.body = body
        links = [
            (catalogue.text("mail.update.page"), frame.page), (catalogue.text("mail.update.stop"), frame.stop),
        ]
        after = [catalogue.text("mail.update.footer")]
    }

    /// As a mail program without HTML shows it.
    package var text: String {
        let lines = before + [body.text] + ["-- "] + links.map { "\($0.words)\n\($0.address)" } + after
        return lines.joined(separator: "\n\n") + "\n"
    }

    func html(_ language: LanguageTag, bodyLanguage: LanguageTag) -> String {
        let paragraph = { (text: String) in "<p>\(MailText.escaped(text))</p>" }
        let marks = "lang=\"\(bodyLanguage.text)\" dir=\"\(bodyLanguage.direction)\""
        let heading = before.last.map { "<h1 \(marks)>\(MailText.escaped($0))</h1>" } ?? ""
        let links = links.map { link in
            let address = MailText.escaped(link.address)
            return "<p>\(MailText.escaped(link.words))<br><a href=\"\(address)\" dir=\"ltr\">\(address)</a></p>"
        }
        let lines =
            [
                "<!DOCTYPE html>", "<html lang=\"\(language.text)\" dir=\"\(language.direction)\">",
                "<head><meta charset=\"utf-8\"><title>\(MailText.escaped(subject))</title></head>", "<body>",
            ] + before.dropLast().map(paragraph) + [heading, "<div \(marks)>", body.html, "</div>", "<hr>"] + links
            + after.map(paragraph) + ["</body>", "</html>"]
        return lines.joined(separator: "\n") + "\n"
    }
}

/// Composes updates; the text of the last one is turned into both its forms once for all its mails.
package final class UpdateComposer: Sendable {
    private struct Rendered {
        let source: String
        let text: String
        let html: String
    }

    private let address: SiteAddress?
    private let markup: MailMarkup
    private let last = Mutex<Rendered?>(nil)

    /// - Parameters:
    ///   - address: Of the site; nil only where no update is composed.
    ///   - markup: How Markdown is written.
    package init(address: SiteAddress? = nil, markup: MailMarkup = .plain) {
        self.address = address
        self.markup = markup
    }

    /// The letter to one reader.
    ///
    /// - Parameters:
    ///   - update: What is told.
    ///   - petition: Which petition's it is.
    ///   - stop: The address that stops the mails.
    ///   - name: Of the reader.
    ///   - isTest: Whether an organiser tries it out.
    ///   - catalogue: The reader's language.
    /// - Returns: Ready to be sent.
    package func letter(
        _ update: OutboxUpdate,
        of petition: PetitionSheet,
        stop: String,
        name: String,
        isTest: Bool = false,
        in catalogue: Catalogue
    ) -> UpdateLetter {
        let rendered = rendered(update.text.body)
        return UpdateLetter(
            update,
            of: petition,
            UpdateLetter.Frame(
                page: address?.update(update.number, of: petition.slug) ?? "",
                stop: stop,
                name: name,
                isTest: isTest
            ),
            catalogue,
            body: (rendered.text, rendered.html)
        )
    }

    /// What a reader's mail says: of a sensitive petition only that there is news (P-25).
    ///
    /// - Parameters:
    ///   - update: What is told.
    ///   - petition: Which petition's it is.
    ///   - stop: The address that stops the mails.
    ///   - name: Of the reader.
    ///   - catalogue: The reader's language.
    /// - Returns: As a mail program without HTML shows it.
    package func preview(
        _ update: OutboxUpdate,
        of petition: Petition,
        stop: String,
        name: String,
        in catalogue: Catalogue
    ) -> String {
        guard petition.sheet.isSensitive else {
            return letter(update, of: petition.sheet, stop: stop, name: name, in: catalogue).text
        }
        let payload = OutboxPayload(address: "", link: stop, name: name, language: catalogue.language.text)
        let news = address(of: update.number, petitionID: petition.id)
        return OutboxLetter(discreet: .update, payload, news: news, catalogue).text
    }

    /// Where an update stands, without the petition's name in it.
    func address(of number: Int, petitionID: Int64) -> String { "\(address?.base ?? "")/n/\(petitionID)/\(number)" }

    private func rendered(_ source: String) -> Rendered {
        if let known = last.withLock({ $0 }), known.source == source { return known }
        let made = Rendered(source: source, text: markup.text(source), html: markup.html(source))
        last.withLock { $0 = made }
        return made
    }
}
