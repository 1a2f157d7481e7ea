import CCurl
import UndersignedCore

extension SMTPConversation {
    /// What libcurl's result and the conversation say together.
    ///
    /// A permanent refusal of the greeting, the login or the sender is about us, not about this mail: giving the mail
    /// up for it would lose every mail over one wrong password. Only the recipient and the mail itself can be refused
    /// for good.
    func delivery(after result: CURLcode) -> Delivery {
        if result == CURLE_OK { return .accepted }
        if lacksUTF8 {
            return .refusedForGood(reply: "the mail server does not offer SMTPUTF8, which this address needs")
        }
        if isSentWhole, !hasAnswer {
            return .uncertain(reply: "no answer after the mail: \(Self.words(for: result))")
        }
        guard hasAnswer, let reply, Self.blamesReply(result) else {
            return .refusedForNow(reply: "\(Self.words(for: result)) at \(phase.rawValue)")
        }
        let text = "\(reply) after \(phase.rawValue)"
        guard isRefusedForGood(reply) else { return .refusedForNow(reply: text) }
        if let status = mailboxStatus(reply) { return .undeliverable(status, reply: text) }
        return .refusedForGood(reply: text)
    }

    /// The enhanced code of a refusal, where it is the mailbox that was refused.
    ///
    /// A code without it (`550` alone) may mean a policy as well, and so does any code after the mail itself.
    private func mailboxStatus(_ reply: String) -> DeliveryStatus? {
        guard phase == .recipient, let status = reply.split(separator: " ").last.flatMap({ DeliveryStatus($0) }) else {
            return nil
        }
        return status.verdict == .other ? nil : status
    }

    /// Whether a connection that was used before had been given up by the other side: then a new one helps.
    var isStale: Bool {
        guard phase == .sender || phase == .connection else { return false }
        return !hasAnswer || reply?.hasPrefix("421") == true
    }

    private func isRefusedForGood(_ reply: String) -> Bool {
        guard [.recipient, .data, .body].contains(phase), reply.hasPrefix("5") else { return false }
        // Asking for a login, or refusing it, is about us as well.
        return !["530", "535", "538"].contains { reply.hasPrefix($0) }
    }

    /// Whether the failure is what the server answered, and not something that happened afterwards.
    private static func blamesReply(_ result: CURLcode) -> Bool {
        ![
            CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CACERT_BADFILE, CURLE_USE_SSL_FAILED,
            CURLE_OPERATION_TIMEDOUT,
        ].contains { $0 == result }
    }

    private static func words(for result: CURLcode) -> String {
        switch result {
        case CURLE_COULDNT_RESOLVE_HOST: "the mail server's name is unknown"
        case CURLE_COULDNT_CONNECT: "no connection to the mail server"
        case CURLE_OPERATION_TIMEDOUT: "no answer in time"
        case CURLE_PEER_FAILED_VERIFICATION: "the mail server's certificate is not trusted"
        case CURLE_SSL_CACERT_BADFILE: "the file of trusted certificates cannot be read"
        case CURLE_SSL_CONNECT_ERROR: "TLS failed"
        case CURLE_USE_SSL_FAILED: "the mail server does not offer TLS"
        case CURLE_LOGIN_DENIED: "the login was refused"
        case CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_GOT_NOTHING: "the connection broke"
        default: "error \(result.rawValue) of the mail client"
        }
    }
}
