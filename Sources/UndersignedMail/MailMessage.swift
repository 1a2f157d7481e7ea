package import UndersignedCore

/// One mail to one person: everything that goes on the wire, before it is written out.
package struct MailMessage: Sendable, Equatable {
    /// `<hash@host>`, the same at each attempt, so that a receiver can drop the second copy.
    package var messageID: String
    package var date: Moment
    package var from: Mailbox
    /// The recipient as typed: `local@domain`.
    package var to: String
    package var subject: String
    package var text: String
    package var html: String
    /// A BCP 47 tag such as `en` or `pt-BR`.
    package var language: String
    /// Where a mail server reports that it could not deliver: an address of this mail alone.
    package var envelopeSender: String
    /// How the receiver gets no more of its kind; nil for a mail about the receiver's own act.
    package var list: MailingList?

    package init(
        messageID: String,
        date: Moment,
        from: Mailbox,
        to: String,
        subject: String,
        text: String,
        html: String,
        language: String,
        envelopeSender: String,
        list: MailingList? = nil
    ) {
        self.messageID = messageID
        self.date = date
        self.from = from
        self.to = to
        self.subject = subject
        self.text = text
        self.html = html
        self.language = language
        self.envelopeSender = envelopeSender
        self.list = list
    }

    /// The mail as RFC 5322 and MIME want it: a text and an HTML version, lines of at most 76 bytes ended by CR LF.
    ///
    /// Dots at the start of a line are left alone: doubling them belongs to SMTP, not to the mail.
    /// - Returns: The whole mail, header first.
    /// - Throws: `MailProblem` when a header would hold a control character or an address that needs quoting.
    package func rendered() throws(MailProblem) -> [UInt8] {
        let header = try header()
        var bytes = Array(header.joined().utf8)
        for (type, body) in [("text/plain", text), ("text/html", html)] {
            let encoded = BodyEncoding(body)
            bytes += Array("\r\n--\(Self.boundary)\r\nContent-Type: \(type); charset=utf-8\r\n".utf8)
            bytes += Array("Content-Transfer-Encoding: \(encoded.name)\r\n\r\n".utf8)
            bytes += encoded.bytes
        }
        bytes += Array("\r\n--\(Self.boundary)--\r\n".utf8)
        return bytes
    }

    /// Can stand in neither body: quoted-printable writes `=` only before two digits, base64 only at the end.
    private static let boundary = "=_alternative_=_"

    private func header() throws(MailProblem) -> [String] {
        try check()
        return [
            HeaderField.line("Date", HeaderField.dateText(date)),
            HeaderField.mailbox("From", from),
            HeaderField.mailbox("To", Mailbox(address: to)),
            HeaderField.unstructured("Subject", subject),
            HeaderField.line("Message-ID", messageID),
            HeaderField.line("MIME-Version", "1.0"),
        ] + (list?.header ?? [HeaderField.line("Auto-Submitted", "auto-generated")]) + [
            HeaderField.line("Content-Language", language),
            HeaderField.line("Content-Type", "multipart/alternative; boundary=\"\(Self.boundary)\""),
        ]
    }

    /// Nothing that a person typed may end a header or begin another (S-09).
    private func check() throws(MailProblem) {
        let lines: [(MailProblem.Part, String)] = [
            (.messageID, messageID), (.from, from.name ?? ""), (.from, from.address), (.to, to),
            (.subject, subject), (.language, language), (.envelopeSender, envelopeSender),
        ]
        for (part, line) in lines {
            guard line.utf8.count <= HeaderField.limitBytes else { throw .tooLong(part) }
            guard !HeaderField.isForbidden(line) else { throw .forbiddenCharacter(part) }
        }
        for (part, address) in [(MailProblem.Part.from, from.address), (.to, to), (.envelopeSender, envelopeSender)] {
            guard AddressSpecification.isSafe(address) else { throw .unusableAddress(part) }
        }
        // A site without a name has its address in brackets after the at sign: `[::1]`.
        let plainID = messageID.dropFirst().dropLast().filter { !"[]:".contains($0) }
        guard messageID.hasPrefix("<"), messageID.hasSuffix(">"), AddressSpecification.isSafe(plainID),
            !AddressSpecification.needsUTF8(messageID)
        else { throw .unusableAddress(.messageID) }
        try list?.check()
        guard !language.isEmpty, language.utf8.count <= 35, language.utf8.allSatisfy(Self.standsInTag) else {
            throw .forbiddenCharacter(.language)
        }
    }

    private static func standsInTag(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
            || byte == UInt8(ascii: "-")
    }
}
