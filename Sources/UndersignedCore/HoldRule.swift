/// What an organiser has said about signatures to come: they wait for a decision, and nobody is left in the dark.
package struct HoldRule: Hashable, Sendable {
    /// Which ones wait.
    package enum Scope: Hashable, Sendable {
        /// All from mailboxes at a domain.
        case domain(String)
        /// All beyond so many counted in an hour.
        case over(perHour: Int)
    }

    package let id: Int64
    package let scope: Scope
    package let beganAt: Moment

    package init(id: Int64, scope: Scope, beganAt: Moment) {
        self.id = id
        self.scope = scope
        self.beganAt = beganAt
    }

    /// Reads what an organiser typed.
    ///
    /// - Parameters:
    ///   - domain: In any case and script; empty for none.
    ///   - perHour: Decimal digits; empty for none.
    /// - Returns: Nil for neither a domain nor a number from 1 to 1,000,000.
    package static func scope(domain: String, perHour: String) -> Scope? {
        if !domain.isEmpty {
            // The domain of an address: the same reading as of what signatories type.
            guard perHour.isEmpty, let address = try? EmailAddress("x@\(domain)")  // told as no domain
            else { return nil }
            return .domain(address.domain)
        }
        guard let number = Int(perHour), (1...1_000_000).contains(number) else { return nil }
        return .over(perHour: number)
    }
}

extension [HoldRule] {
    /// Whether a confirmed signature waits.
    ///
    /// - Parameters:
    ///   - domain: Of its mailbox.
    ///   - hourCount: How many were counted in this hour before it; asked for only where a rule needs it.
    /// - Returns: False where no rule fits.
    package func holds(domain: String, hourCount: () throws -> Int) rethrows -> Bool {
        for rule in self {
            switch rule.scope {
            case .domain(let held): if held == domain { return true }
            case .over(let perHour): if try hourCount() >= perHour { return true }
            }
        }
        return false
    }
}
