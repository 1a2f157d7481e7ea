package import UndersignedCore

/// Carries mail: to a mail server, or into a folder for trying the product out.
package protocol Courier: Sendable {
    /// Hands one mail over and waits for the answer; never blocks a thread of the cooperative pool.
    func deliver(_ message: MailMessage) async -> Delivery
}

/// What became of a mail.
///
/// A reply holds codes and fixed words only: no address, and nothing else a server wrote.
package enum Delivery: Equatable, Sendable {
    /// The mail server took it over.
    case accepted
    /// Worth trying again later.
    case refusedForNow(reply: String)
    /// The mail server will not take this mail.
    case refusedForGood(reply: String)
    /// The mail server will not take this mail, because of the mailbox that it is for.
    case undeliverable(DeliveryStatus, reply: String)
    /// The mail was sent whole and no answer came: it may or may not have been taken over.
    case uncertain(reply: String)
}
