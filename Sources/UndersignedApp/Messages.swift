package import UndersignedCore

/// The words of the product, by language.
package enum Messages {
    /// One catalogue a language, the base first.
    ///
    /// - Returns: English, so far complete; others fall back to it string by string.
    /// - Throws: `Catalogue.Malformed`, which a test excludes.
    package static func catalogues() throws(Catalogue.Malformed) -> [Catalogue] {
        let english = [
            PackageResources.en_json, PackageResources.en_countries_json, PackageResources.en_admin_json,
            PackageResources.en_figures_json, PackageResources.en_issuer_json, PackageResources.en_mail_json,
            PackageResources.en_members_json, PackageResources.en_packet_json, PackageResources.en_partners_json,
            PackageResources.en_updates_json, PackageResources.en_evidence_json, PackageResources.en_claims_json,
        ]
        return [try Catalogue(language: .english, files: english)]
    }
}
