/// Who is a member of an open letter's organisation, and when members' names are seen.
package struct MemberRules: Hashable, Sendable, Codable {
    /// Why a letter for members can't be set up like this.
    package enum Problem: Error, Hashable, Sendable {
        /// Members' signatures without these rules, or these rules for others.
        case signatories
        /// No domain, and no invitations either.
        case noDomain
        /// No domain in lower case, one at which anybody can have a mailbox, or one that is given twice.
        case domain(String)
        case crowd(Int)
        case reveal(Int)
        /// Fewer than one, or more than ten.
        case vouchers(Int)
        case issuerName
        case issuerKey
        /// A field of which the page where members sign asks nothing.
        case ask(PetitionSheet.Ask.Field)
    }

    package static let standardCrowd = 20
    /// Of one alone everybody knows who it is.
    package static let leastCrowd = 2
    /// Of whom one member knows so well.
    package static let mostVouchers = 10
    private static let limit = 1_000_000_000
    private static let nameLimit = 255

    /// Mail domains: whoever reads a mailbox there is a member.
    package var domains: [String]
    /// So many must hold a token before anybody signs with one.
    package var crowd: Int
    /// Names are hidden until so many members signed; nil where they are not.
    package var reveal: Int?
    /// For so many colleagues one vouches who showed a mailbox; nil for none.
    package var vouchers: Int?
    /// Whether the organiser hands out invitations, whose codes were made elsewhere; nil for no.
    package var isByInvitation: Bool?
    /// Who signs tokens; nil where the site does.
    package var issuer: OutsideIssuer?

    package init(
        domains: [String],
        crowd: Int = MemberRules.standardCrowd,
        reveal: Int? = nil,
        vouchers: Int? = nil,
        isByInvitation: Bool? = nil,
        issuer: OutsideIssuer? = nil
    ) {
        (self.domains, self.crowd, self.reveal, self.issuer) = (domains, crowd, reveal, issuer)
        (self.vouchers, self.isByInvitation) = (vouchers, isByInvitation)
    }

    /// The first thing that is not as it must be; nil for rules that a petition can open with.
    package var problem: Problem? { problems.first }

    /// All that is not as it must be.
    package var problems: [Problem] {
        var problems: [Problem] = domains.isEmpty && isByInvitation != true ? [.noDomain] : []
        problems += domains.indices.filter { !isMailDomain(at: $0) }.map { .domain(domains[$0]) }
        if !(Self.leastCrowd...Self.limit).contains(crowd) { problems.append(.crowd(crowd)) }
        if let reveal, !(Self.leastCrowd...Self.limit).contains(reveal) { problems.append(.reveal(reveal)) }
        if let vouchers, !(1...Self.mostVouchers).contains(vouchers) {
            problems.append(.vouchers(vouchers))
        }
        return problems + (issuer.flatMap { Self.problem(ofIssuerName: $0.name) }.map { [$0] } ?? [])
    }

    /// What is wrong with a name that tokens are to name an issuer by; nil for printable ASCII.
    package static func problem(ofIssuerName name: String) -> Problem? {
        let isName = (1...nameLimit).contains(name.utf8.count)
        return isName && name.utf8.allSatisfy { (0x20...0x7e).contains($0) } ? nil : .issuerName
    }

    /// A domain as rules hold it, however it is written down: lower case, punycode where it has letters beyond ASCII.
    ///
    /// What is no domain stays as it is, in lower case: the rules then say that it is none.
    package static func domain(_ typed: String) -> String {
        let domain = typed.lowercased()
        let address = try? EmailAddress("name@\(domain)")  // what is none is said by the rules
        return address?.domain ?? domain
    }

    /// Whether a domain is one, in lower case, of its owner alone, and not given before.
    func isMailDomain(at place: Int) -> Bool {
        let domain = domains[place]
        let address = try? EmailAddress("name@\(domain)")  // what is no domain has no address
        return address?.domain == domain && address?.isFreeMail == false && !domains[..<place].contains(domain)
    }
}

/// An issuer of member tokens that is not the site: a union, a newspaper, a works council.
package struct OutsideIssuer: Hashable, Sendable {
    /// What tokens name it by, in printable ASCII.
    package var name: String
    /// Its public key: the SubjectPublicKeyInfo of RFC 9578, 8.2.2.
    package var key: [UInt8]
    /// Below which members ask for codes and tokens.
    package var url: String

    package init(name: String, key: [UInt8], url: String) {
        (self.name, self.key, self.url) = (name, key, url)
    }
}

extension OutsideIssuer: Codable {
    private enum CodingKeys: String, CodingKey {
        case name, key, url
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        name = try container.decode(String.self, forKey: .name)
        url = try container.decode(String.self, forKey: .url)
        let text = try container.decode(String.self, forKey: .key)
        guard let bytes = StrictBase64.decode(Array(text.utf8)) else {
            throw DecodingError.dataCorruptedError(
                forKey: .key,
                in: container,
                debugDescription: "‘\(text)’ is not base64 of a key"
            )
        }
        key = bytes
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(name, forKey: .name)
        try container.encode(String(decoding: StrictBase64.encode(key), as: UTF8.self), forKey: .key)
        try container.encode(url, forKey: .url)
    }
}

extension PetitionSheet {
    /// What is wrong with who may sign as a member; nil for a sheet that can open.
    package var memberProblem: MemberRules.Problem? {
        guard (signatories == .members) == (members != nil) else { return .signatories }
        return members?.problem ?? memberAskProblems.first
    }

    /// The fields that are asked of people alone: what a member says beyond role, team and name could tell who it is.
    var memberAskProblems: [MemberRules.Problem] { members == nil ? [] : asks.map { .ask($0.field) } }
}
