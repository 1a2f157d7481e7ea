/// What a mail to many people says of itself: which list it is of, and how one leaves it (RFC 2369, RFC 2919, RFC 8058).
package struct MailingList: Hashable, Sendable {
    /// `save-the-library.updates.example.org`: stable over all mails of the list.
    package var id: String
    /// The `https` address that a mail program sends `List-Unsubscribe=One-Click` to.
    package var unsubscribe: String
    /// A `mailto:` address to the same end; nil where nobody reads mail to the site.
    package var unsubscribeMail: String?

    package init(id: String, unsubscribe: String, unsubscribeMail: String? = nil) {
        self.id = id
        self.unsubscribe = unsubscribe
        self.unsubscribeMail = unsubscribeMail
    }

    /// People wrote it, so it is not `Auto-Submitted`; `bulk` keeps notes of absence from being sent back.
    var header: [String] {
        let addresses = [unsubscribe, unsubscribeMail].compactMap { $0 }.map { "<\($0)>" }
        return [
            HeaderField.line("List-Id", "<\(id)>"),
            HeaderField.line("List-Unsubscribe", addresses.joined(separator: ",\r\n ")),
            HeaderField.line("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
            HeaderField.line("Precedence", "bulk"),
        ]
    }

    /// Nothing may end a header or an address in it.
    func check() throws(MailProblem) {
        for text in [id, unsubscribe, unsubscribeMail ?? "mailto:"] {
            guard text.utf8.count <= HeaderField.limitBytes, !text.isEmpty else { throw .tooLong(.list) }
            let isPlain = text.utf8.allSatisfy { (0x21...0x7E).contains($0) && !"<>,\"".utf8.contains($0) }
            guard isPlain else { throw .forbiddenCharacter(.list) }
        }
    }
}
