/// An action as USAspending names it: `CONT_TX_<agency>_<parent agency>_<piid>_<modification>_<parent piid>_<number>`.
///
/// Downloads leave `CONT_TX_` out.
package struct TransactionKey: Sendable {
    package let modification: String
    package let number: String
    private let agency: String
    private let piid: String
    private let parent: (piid: String, agency: String)?

    /// - Returns: nil where there are not six parts.
    package init?(_ text: String) {
        let rest = text.hasPrefix("CONT_TX_") ? text.dropFirst(8) : Substring(text)
        let parts = rest.split(separator: "_", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 6, parts.allSatisfy({ !$0.isEmpty }) else { return nil }
        (agency, piid, modification, number) = (parts[0], parts[2], parts[3], parts[5])
        parent = parts[4] == "-NONE-" ? nil : (parts[4], parts[1])
    }

    package func award(isVehicle: Bool) -> AwardIdentifier {
        isVehicle
            ? AwardIdentifier(vehicle: piid, agency: agency)
            : AwardIdentifier(piid: piid, agency: agency, parent: parent)
    }
}
