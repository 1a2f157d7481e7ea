/// A mail server's status code (RFC 3463): `5.1.1`.
package struct DeliveryStatus: Hashable, Sendable, CustomStringConvertible {
    /// What a code says about the mailbox it was sent to.
    package enum Verdict: Hashable, Sendable {
        /// There is no such mailbox, or no such place: no mail will ever arrive.
        case noMailbox
        /// The mailbox takes no mail now.
        ///
        /// Large providers say this for good also while somebody floods a mailbox, so it takes nobody's signature away.
        case disabled
        /// Full, busy, refused for what the mail says or for who sends it: nothing about the mailbox itself.
        case other
    }

    /// 2 delivered, 4 not yet, 5 not at all.
    package let group: Int
    /// 1 the address, 2 the mailbox, 7 a policy.
    package let subject: Int
    package let detail: Int

    /// Reads three numbers with dots between; nil for anything else.
    package init?(_ text: some StringProtocol) {
        let numbers = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard numbers.count == 3, numbers[0].count == 1 else { return nil }
        var values: [Int] = []
        for number in numbers {
            guard (1...3).contains(number.count), number.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
            values.append(number.reduce(0) { $0 * 10 + Int($1 - 0x30) })
        }
        guard [2, 4, 5].contains(values[0]) else { return nil }
        (group, subject, detail) = (values[0], values[1], values[2])
    }

    package var description: String { "\(group).\(subject).\(detail)" }

    /// X.1.7 and X.1.8 speak about the sender, X.7 about policies; only what names the recipient's mailbox counts.
    package var verdict: Verdict {
        switch (group, subject, detail) {
        case (5, 1, 1), (5, 1, 2), (5, 1, 3), (5, 1, 6), (5, 1, 10): .noMailbox
        case (5, 2, 1): .disabled
        default: .other
        }
    }

    /// Whether it says no more than "failed": the words of the other mail server may say more.
    var isGeneral: Bool { group == 5 && subject == 0 && detail == 0 }
}
