extension PetitionDocument {
    /// Who may sign as a member, and who says so.
    package struct Members: Codable, Hashable, Sendable {
        /// Whoever signs the tokens of a petition's members.
        package struct Issuer: Codable, Hashable, Sendable {
            package var name: String
            /// The SubjectPublicKeyInfo of RFC 9578, 8.2.2, in base64.
            package var key: String
            /// Nil, and not written, where the site issues.
            package var url: String?
            /// SHA-256 of the first log's entry 0 in base64, which every token is for; written by the logs after it.
            package var context: String?
        }

        package var issuer: Issuer
        package var domains: [String]
        package var crowd: Int
        package var reveal: Int?
        package var vouchers: Int?
        /// `true`, or not written.
        package var invitations: Bool?
    }
}

extension PetitionSheet {
    /// What the document says of members; nil for a petition that others sign.
    ///
    /// - Parameters:
    ///   - origin: The log's: its host names an issuer that is the site.
    ///   - ownKey: The site's issuer key for this petition, where it has one.
    ///   - context: SHA-256 of the first log's entry 0 where that is another one; nil in the first log.
    /// - Returns: What verifiers and clients of members read.
    func documentedMembers(
        origin: String,
        ownKey: [UInt8]?,
        context: [UInt8]?
    ) -> PetitionDocument.Members? {
        guard let members else { return nil }
        return PetitionDocument.Members(
            issuer: PetitionDocument.Members.Issuer(
                name: members.issuer?.name ?? Self.ownIssuerName(origin: origin),
                key: String(decoding: StrictBase64.encode(members.issuer?.key ?? ownKey ?? []), as: UTF8.self),
                url: members.issuer?.url,
                context: context.map { String(decoding: StrictBase64.encode($0), as: UTF8.self) }
            ),
            domains: members.domains,
            crowd: members.crowd,
            reveal: members.reveal,
            vouchers: members.vouchers,
            invitations: members.isByInvitation == true ? true : nil
        )
    }

    /// What tokens name the site by, where it issues them: the host of the log's origin.
    package static func ownIssuerName(origin: String) -> String {
        // The colons of an address in brackets stand before no port.
        String(origin.prefix { $0 != "/" && ($0 != ":" || origin.hasPrefix("[")) })
    }
}
