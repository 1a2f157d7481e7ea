import UndersignedApp
import UndersignedCore

/// The way out of a page that says why a request was not served: that of the petition whose address was asked for (P-26).
struct FailureExit {
    let web: Web

    /// Addresses that begin with a petition's short name, and those with the token of a mailed link.
    private static let named: Set<Substring> = ["petitions", "embed"]
    private static let mailed: Set<Substring> = ["s", "deliveries"]

    /// - Parameter path: What was asked for.
    /// - Returns: Nil where the petition has none, or is not known to the public.
    func address(of path: String) async -> String? {
        let parts = path.split(separator: "/", maxSplits: 2)
        guard parts.count > 1 else { return nil }
        if Self.mailed.contains(parts[0]) { return await address(ofPetition: LinkToken(parts[1])?.petitionID) }
        if parts[0] == "u" { return await address(ofPetition: UnsubscribeToken(parts[1])?.petitionID) }
        // The file for programs is named after the page.
        guard Self.named.contains(parts[0]), let slug = Slug(String(parts[1].prefix { $0 != "." })) else { return nil }
        let age = web.pressure.level.snapshotAge
        let found = try? await web.board.snapshot(slug, atMost: age)  // a page without the link says more than none
        return address(of: found?.petition)
    }

    /// The same by the petition's number, for who found it in a link.
    func address(ofPetition id: Int64?) async -> String? {
        guard let id else { return nil }
        let found = try? await PublicReading(site: web.site).petition(id: id)  // likewise
        return address(of: found)
    }

    private func address(of petition: Petition?) -> String? {
        guard let petition, !petition.isPrivate else { return nil }
        return petition.sheet.discretion?.exit
    }
}
