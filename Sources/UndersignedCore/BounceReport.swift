/// That one mail found no mailbox: what is left of a mail server's report (RFC 3464).
///
/// The address that the report names is not read: the return address alone says which mail it was.
package struct BounceReport: Hashable, Sendable {
    package let code: BounceCode
    /// Of class 5.
    package let status: DeliveryStatus

    /// Reads three values.
    ///
    /// - Parameters:
    ///   - recipient: The return address to which the report came.
    ///   - action: What the mail server did: only `failed` is a report that counts.
    ///   - status: Why.
    ///   - address: The form of the return addresses.
    package init?(recipient: String, action: String, status: DeliveryStatus, address: BounceAddress) {
        guard Self.isFailure(action), status.group == 5, let code = address.code(of: recipient) else { return nil }
        self.code = code
        self.status = status
    }

    /// Reads a whole mail as a mail server hands it on.
    ///
    /// Nil for whatever is no report of a failure for good: an automatic reply, a delay, a mail that somebody wrote; and
    /// for a report that does not say clearly which mail it is about.
    ///
    /// - Parameters:
    ///   - mail: Header and body, or a `multipart/report` body alone where `type` is given.
    ///   - type: The `Content-Type` that was said outside the bytes; nil where the mail begins with its header.
    ///   - address: The form of the return addresses.
    package init?(mail: [UInt8], type: String? = nil, address: BounceAddress) {
        let message = type.map { MessagePart(type: $0, body: mail[...]) } ?? MessagePart(mail[...])
        let leaves = message.leaves
        guard let report = leaves.first(where: { Self.reportTypes.contains($0.type) }),
            let status = Self.status(of: report)
        else { return nil }
        let returned = leaves.first { Self.returnedTypes.contains($0.type) }.map { MessagePart($0.body) }
        let own = message.fields.filter { Self.recipientFields.contains($0.name) }.map(\.value)
        let values = own + [returned?["return-path"]].compactMap { $0 }
        // Two codes in one report are nobody's.
        let codes = values.reduce(into: Set<BounceCode>()) { $0.formUnion(address.codes(in: $1)) }
        guard codes.count == 1, let code = codes.first else { return nil }
        self.code = code
        self.status = status
    }

    private static let reportTypes: Set = ["message/delivery-status", "message/global-delivery-status"]

    private static let returnedTypes: Set = [
        "message/rfc822", "text/rfc822-headers", "message/rfc822-headers", "message/global", "message/global-headers",
    ]

    private static let recipientFields: Set = ["delivered-to", "x-original-to", "envelope-to", "x-envelope-to", "to"]

    private static let recipientLimit = 20

    /// The status that all recipients of the report share in kind; nil where one of them may have got the mail.
    private static func status(of report: MessagePart) -> DeliveryStatus? {
        var statuses: [DeliveryStatus] = []
        var rest = report.body
        while !rest.isEmpty {
            let block = MessagePart(rest)
            rest = block.body
            guard block["final-recipient"] != nil || block["original-recipient"] != nil || block["action"] != nil
            else { continue }
            guard isFailure(block["action"] ?? ""), let status = status(ofRecipient: block), status.group == 5,
                statuses.count < recipientLimit
            else { return nil }
            statuses.append(status)
        }
        return statuses.first { $0.verdict == .other } ?? statuses.first { $0.verdict == .disabled } ?? statuses.first
    }

    /// Some mail servers write `5.0.0` always, and what the other server said beside it.
    private static func status(ofRecipient block: MessagePart) -> DeliveryStatus? {
        guard let status = block["status"].flatMap({ DeliveryStatus(firstWord(of: $0)) }) else { return nil }
        guard status.isGeneral, let diagnostic = block["diagnostic-code"] else { return status }
        return said(in: diagnostic) ?? status
    }

    /// `smtp; 550 5.1.1 …`, `smtp;550-5.1.1 …`: the code after the reply's three digits.
    private static func said(in diagnostic: String) -> DeliveryStatus? {
        let parts = diagnostic.split(separator: ";", maxSplits: 1)
        guard parts.count == 2, firstWord(of: String(parts[0])).lowercased() == "smtp" else { return nil }
        let words = parts[1].utf8.split { $0 <= 0x20 || $0 == UInt8(ascii: "-") }
        guard words.count >= 2, words[0].count == 3, words[0].first == UInt8(ascii: "5") else { return nil }
        return DeliveryStatus(String(decoding: Array(words[1]), as: UTF8.self))
    }

    private static func isFailure(_ action: String) -> Bool { firstWord(of: action).lowercased() == "failed" }

    private static func firstWord(of text: String) -> String {
        text.utf8.split(maxSplits: 1, whereSeparator: { $0 <= 0x20 || $0 == UInt8(ascii: "(") }).first
            .map { String(decoding: Array($0), as: UTF8.self) } ?? ""
    }
}
