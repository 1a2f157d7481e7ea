import UndersignedCore
import UndersignedMail

extension MailMessage {
    /// A confirmation to an invented person.
    static func sample(
        messageID: String = "<0123456789abcdef@petitions.example.org>",
        fromName: String? = "Save the library",
        to: String = "amina@example.org",
        subject: String = "Please confirm your signature",
        text: String = "Hello Amina,\n\nopen https://petitions.example.org/s/abc to confirm.\n",
        html: String = "<p>Hello Amina</p>\n"
    ) -> MailMessage {
        MailMessage(
            messageID: messageID,
            date: Moment(seconds: 1_529_503_509),
            from: Mailbox(name: fromName, address: "petitions@petitions.example.org"),
            to: to,
            subject: subject,
            text: text,
            html: html,
            language: "en",
            envelopeSender: "b-0f0e0d@petitions.example.org"
        )
    }
}
