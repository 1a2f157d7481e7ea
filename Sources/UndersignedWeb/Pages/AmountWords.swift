import UndersignedCore
import UndersignedEvidence

/// Sums of money and the words around them, in a language.
extension Words {
    /// An amount with its currency, to the hundredth: `USD 81,098,690.32`.
    func amount(_ cents: Int64, _ currency: CurrencyCode) -> String {
        let (units, rest) = cents.magnitude.quotientAndRemainder(dividingBy: 100)
        // The largest one is 92 quadrillion: it fits.
        let whole = (cents < 0 ? "-" : "") + number(Int(units))
        let parts = number(Int(rest / 10)) + number(Int(rest % 10))
        return text("evidence.amount", ["currency": currency.text, "units": whole, "parts": parts])
    }

    /// The same of a sum as text, as in `-18000.00`; what does not read as one is shown as it is.
    func amount(written text: String, _ currency: CurrencyCode) -> String {
        Int64(text.replacing(".", with: "")).map { amount($0, currency) } ?? text
    }

    func name(of kind: AmountKind) -> String { text("evidence.kind.\(kind.rawValue)") }

    func name(of awardClass: AwardClass) -> String { text("evidence.class.\(awardClass.rawValue)") }

    /// A year, or that there is none.
    func year(_ year: Int) -> String { year == 0 ? text("evidence.no-year") : String(year) }
}
