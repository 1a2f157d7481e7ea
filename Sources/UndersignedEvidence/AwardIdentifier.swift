/// What names an award for good: the identifier under which its publisher shows it.
///
/// For federal contracts of the United States it is USAspending's generated identifier, taken as it stands or put together
/// in the same way from contract number, agency and parent:
///
///     CONT_AWD_<piid>_<agency>_<parent piid>_<parent agency>     an award, or an order under a vehicle
///     CONT_IDV_<piid>_<agency>                                   a vehicle under which orders are placed
///
/// A missing part is `-NONE-`. For open contracting data it is `<ocid>/<award id>`.
package struct AwardIdentifier: Hashable, Sendable, Comparable {
    package let text: String

    package init(_ text: String) {
        self.text = text
    }

    /// An award by its parts.
    ///
    /// - Parameters:
    ///   - piid: The contract number.
    ///   - agency: The code of the agency that awarded it, as in `7012`.
    ///   - parent: Number and agency of the vehicle it was ordered under; nil where there is none.
    package init(piid: String, agency: String, parent: (piid: String, agency: String)?) {
        text = "CONT_AWD_\(piid)_\(agency)_\(parent?.piid ?? Self.none)_\(parent?.agency ?? Self.none)"
    }

    /// A vehicle by its parts.
    package init(vehicle piid: String, agency: String) {
        text = "CONT_IDV_\(piid)_\(agency)"
    }

    /// An award of open contracting data, which is unique within its process.
    package init(ocid: String, award: String) {
        text = "\(ocid)/\(award)"
    }

    package static func < (left: AwardIdentifier, right: AwardIdentifier) -> Bool { left.text < right.text }

    package var isFederal: Bool { text.hasPrefix(Self.awardMark) || isVehicle }

    package var isVehicle: Bool { text.hasPrefix(Self.vehicleMark) }

    /// Whether each part is there in the form in which the publisher writes it, so that nothing of it was cut off.
    ///
    /// Agencies have codes of four letters or digits.
    package var isWhole: Bool {
        guard let parts, let piid = parts.first, !piid.isEmpty, piid != Self.none else { return false }
        guard parts[1] == Self.none || Self.isAgency(parts[1]) else { return false }
        guard parts.count == 4 else { return true }
        if parts[2] == Self.none { return parts[3] == Self.none }
        return !parts[2].isEmpty && Self.isAgency(parts[3])
    }

    /// The contract number; nil where the identifier is no federal one.
    package var piid: String? { parts?.first.map(String.init) }

    /// The code of the awarding agency, likewise.
    package var agency: String? { parts.flatMap { $0.count > 1 ? String($0[1]) : nil } }

    /// The vehicle that an order stands under; nil for an award of its own.
    package var parent: AwardIdentifier? {
        guard let parts, parts.count == 4, parts[2] != Self.none else { return nil }
        return AwardIdentifier(vehicle: String(parts[2]), agency: String(parts[3]))
    }

    /// Where the publisher shows it for good; nil where no such address is known.
    package var permanentLink: String? {
        guard isFederal else { return nil }
        let address = "https://www.usaspending.gov/award/"
        if text.utf8.allSatisfy(Self.isPlain) { return address + text + "/" }
        let path = text.utf8.map { Self.isPlain($0) ? String(UnicodeScalar($0)) : "%" + Self.hexadecimal($0) }.joined()
        return address + path + "/"
    }

    private static let none = "-NONE-"
    private static let awardMark = "CONT_AWD_"
    private static let vehicleMark = "CONT_IDV_"

    /// Four parts of an award, two of a vehicle; nil where a contract number holds the separator itself.
    private var parts: [Substring]? {
        guard isFederal else { return nil }
        let parts = text.utf8.dropFirst(Self.awardMark.utf8.count)
            .split(separator: UInt8(ascii: "_"), omittingEmptySubsequences: false)
        return parts.count == (isVehicle ? 2 : 4) ? parts.map(Substring.init) : nil
    }

    private static func isAgency(_ part: Substring) -> Bool {
        part.utf8.count == 4 && part.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) }
    }

    /// Unreserved in an address (RFC 3986, 2.3).
    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: true
        default: false
        }
    }

    private static func hexadecimal(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 16, uppercase: true)
        return digits.count == 1 ? "0" + digits : digits
    }
}

/// What an award is; the sums of orders and of the vehicles they stand under are told apart and never added.
package enum AwardClass: String, CaseIterable, Sendable {
    /// A contract of its own.
    case award
    /// Ordered under a vehicle.
    case order
    /// A frame under which orders are placed (an indefinite delivery vehicle): its ceiling is spent by its orders.
    case vehicle
}
