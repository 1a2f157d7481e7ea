extension [PetitionSheet.InvitedOrganisation] {
    /// The places in the list whose mail domain stands at an earlier one, counted from 0.
    ///
    /// A domain signs once, so that of two organisations with one domain only the first could.
    package var placesOfSharedDomains: [Int] {
        var seen: Set<String> = []
        return indices.filter { place in
            // Spelled in any script and case; what is no domain is compared as it stands.
            let domain = self[place].domain
            return !seen.insert(DomainName.ascii(domain) ?? domain.lowercased()).inserted
        }
    }
}
