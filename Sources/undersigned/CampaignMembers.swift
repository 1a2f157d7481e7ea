import UndersignedCore

/// Who may sign as a member, as `campaign.yaml` writes it.
struct CampaignMembers: Decodable {
    let domains: [String]?
    let crowd: Int?
    let reveal: Int?
    let vouchers: Int?
    let invitations: Bool?
    let issuer: OutsideIssuer?

    /// - Throws: `CampaignFolder.Problem` for an address that no page may link.
    func rules() throws -> MemberRules {
        _ = try issuer.map { try CampaignFile.address($0.url, "members: issuer") }
        return MemberRules(
            domains: (domains ?? []).map(MemberRules.domain),
            crowd: crowd ?? MemberRules.standardCrowd,
            reveal: reveal,
            vouchers: vouchers,
            isByInvitation: invitations == true ? true : nil,
            issuer: issuer
        )
    }
}

extension CampaignFile.Petition {
    func checkMembers(of sheet: PetitionSheet) throws {
        try checkPublicationOfMembers()
        let isOther = members != nil && signatories != .members
        guard let problem = isOther ? .signatories : sheet.memberProblem else { return }
        throw CampaignFolder.Problem(description: "petition \(slug): \(problem.words)")
    }

    /// What is written down is done, or said not to be: members' signatures are published once a day.
    private func checkPublicationOfMembers() throws {
        guard members != nil, publication == .atOnce else { return }
        throw CampaignFolder.Problem(
            description:
                "petition \(slug): publication: what members sign is published daily; write ‘daily’, or nothing"
        )
    }
}

extension MemberRules.Problem {
    /// For whoever writes a campaign down or opens a petition.
    var words: String {
        switch self {
        case .signatories: "‘signatories: members’ and ‘members’, which says who they are, belong together"
        case .noDomain: "members: name the mail domains of the organisation, or write ‘invitations: true’"
        case .domain(let domain):
            "members: ‘\(domain)’ is no mail domain, is given twice, or anybody can have a mailbox there"
        case .crowd(let number): "members: crowd: write a number from 2 to 1000000000, not \(number)"
        case .reveal(let number): "members: reveal: write a number from 2 to 1000000000, not \(number)"
        case .vouchers(let number):
            "members: vouchers: \(number) is none, or too many; write 1 to \(MemberRules.mostVouchers)"
        case .issuerName: "members: issuer: the name is at most 255 letters, digits and signs of ASCII"
        case .issuerKey: "members: issuer: the key is not a public key of RFC 9578 (RSASSA-PSS, 2048 bits)"
        case .ask(let field): "asks: of members nothing is asked but role, team and name; take out ‘\(field.rawValue)’"
        }
    }
}
