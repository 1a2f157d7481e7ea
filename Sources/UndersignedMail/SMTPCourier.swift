import UndersignedCurl

/// Hands mail to a mail server, over connections that stay open between mails.
package final class SMTPCourier: Courier {
    private let threads: WorkerThreads<SMTPConnection>

    package init(_ settings: SMTPSettings) {
        threads = WorkerThreads(name: "mail", limit: settings.connectionLimit) { SMTPConnection(settings) }
    }

    package func deliver(_ message: MailMessage) async -> Delivery {
        let bytes: [UInt8]
        do {
            bytes = try message.rendered()
        } catch {
            return .refusedForGood(reply: error.reply)
        }
        return await threads.run { connection in connection.deliver(message, as: bytes) }
    }
}
