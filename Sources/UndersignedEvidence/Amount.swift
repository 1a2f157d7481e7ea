/// A sum of money, exact to the hundredth of its currency's unit; it may be negative.
///
/// A de-obligation is a negative amount. A cell that was empty is no amount: nil, never 0.
package struct Amount: Hashable, Sendable, Comparable {
    /// Hundredths, also where the currency has none in daily use.
    package let cents: Int64

    package init(cents: Int64) {
        self.cents = cents
    }

    package static func < (left: Amount, right: Amount) -> Bool { left.cents < right.cents }

    /// As in `81098690.32` and `-18000.00`: a sign only where it is negative, always two decimals.
    package var text: String { Self.text(cents: Int128(cents)) }

    /// The same of a sum that may be larger than one amount can be.
    package static func text(cents: Int128) -> String {
        let (units, rest) = cents.magnitude.quotientAndRemainder(dividingBy: 100)
        return "\(cents < 0 ? "-" : "")\(units).\(rest < 10 ? "0" : "")\(rest)"
    }
}

/// What an amount says; three kinds that are never added to one another.
package enum AmountKind: String, CaseIterable, Sendable {
    /// What the agency bound itself to pay, or took back.
    case obligated
    /// What the award is worth with the options that were used.
    case currentValue = "current_value"
    /// What it would be worth with every option: a ceiling.
    case potentialValue = "potential_value"
}

/// The amounts that one record states, in one currency.
package struct Amounts: Hashable, Sendable {
    package var currency: CurrencyCode
    package var obligated: Amount?
    package var currentValue: Amount?
    package var potentialValue: Amount?

    package init(
        currency: CurrencyCode,
        obligated: Amount? = nil,
        currentValue: Amount? = nil,
        potentialValue: Amount? = nil
    ) {
        self.currency = currency
        self.obligated = obligated
        self.currentValue = currentValue
        self.potentialValue = potentialValue
    }

    package subscript(kind: AmountKind) -> Amount? {
        get {
            switch kind {
            case .obligated: obligated
            case .currentValue: currentValue
            case .potentialValue: potentialValue
            }
        }
        set {
            switch kind {
            case .obligated: obligated = newValue
            case .currentValue: currentValue = newValue
            case .potentialValue: potentialValue = newValue
            }
        }
    }

    package var isEmpty: Bool { obligated == nil && currentValue == nil && potentialValue == nil }
}

/// A currency by its three letters (ISO 4217), as in `USD`.
package struct CurrencyCode: Hashable, Sendable, Comparable {
    package let text: String

    /// US dollars, in which every record of USAspending and FPDS is.
    package static let dollars = CurrencyCode(unchecked: "USD")

    /// No currency, for a record without an amount (ISO 4217).
    package static let none = CurrencyCode(unchecked: String(repeating: "X", count: 3))

    /// Three letters A to Z, in either case; nil for anything else.
    ///
    /// It asks no list: codes come and go.
    package init?(_ text: some StringProtocol) {
        guard text.utf8.count == 3, text.utf8.allSatisfy({ (0x41...0x5A).contains($0 & 0xDF) }) else { return nil }
        self.text = text.uppercased()
    }

    private init(unchecked text: String) {
        self.text = text
    }

    package static func < (left: CurrencyCode, right: CurrencyCode) -> Bool { left.text < right.text }
}
