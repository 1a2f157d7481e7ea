/// Who may sign as a member, as an organiser fills it in.
package struct MemberRulesForm: Hashable, Sendable {
    /// One domain a line.
    package var domains = ""
    package var crowd = String(MemberRules.standardCrowd)
    /// Empty where names are not hidden.
    package var reveal = ""
    /// Empty for none.
    package var vouchers = ""
    /// `yes` where the organiser hands them out, else empty.
    package var invitations = ""
    /// All three are empty where the site is the issuer.
    package var issuerName = ""
    /// In base64.
    package var issuerKey = ""
    package var issuerAddress = ""

    package init() {}

    /// The form of what stands; nil for a petition that others sign.
    package init(_ rules: MemberRules?) {
        guard let rules else { return }
        domains = rules.domains.joined(separator: "\n")
        crowd = String(rules.crowd)
        reveal = rules.reveal.map(String.init) ?? ""
        vouchers = rules.vouchers.map(String.init) ?? ""
        invitations = rules.isByInvitation == true ? "yes" : ""
        guard let issuer = rules.issuer else { return }
        issuerName = issuer.name
        issuerKey = String(decoding: StrictBase64.encode(issuer.key), as: UTF8.self)
        issuerAddress = issuer.url
    }

    /// Each field's content: as many for every form.
    package var parts: [String] {
        [domains, crowd, reveal, vouchers, invitations, issuerName, issuerKey, issuerAddress]
    }

    /// Whether nothing is filled in, or what an empty form has.
    var isBlank: Bool {
        zip(parts, MemberRulesForm().parts).allSatisfy { part, usual in part.allSatisfy(\.isWhitespace) || part == usual
        }
    }

    /// What the form says; each problem is noted at its field.
    func read(_ form: inout WrittenForm) -> MemberRules {
        let lines = form.lines("domains", domains, parts: 1).map { number, parts in
            (number: number, domain: MemberRules.domain(parts[0]))
        }
        if !["", "yes"].contains(invitations) { form.note("invitations", .choice) }
        let rules = MemberRules(
            domains: lines.map(\.domain),
            crowd: Self.number("crowd", crowd, &form) ?? MemberRules.standardCrowd,
            reveal: Self.number("reveal", reveal, &form),
            vouchers: Self.number("vouchers", vouchers, &form),
            isByInvitation: invitations == "yes" ? true : nil,
            issuer: readIssuer(&form)
        )
        // One with characters that no line may have is noted above.
        for place in lines.indices where !lines[place].domain.isEmpty && !rules.isMailDomain(at: place) {
            form.note("domains", line: lines[place].number, .members(.domain(lines[place].domain)))
        }
        for problem in rules.problems {
            // Domains are noted with their lines.
            if case .domain = problem { continue }
            form.note(problem.field, .members(problem))
        }
        return rules
    }

    private func readIssuer(_ form: inout WrittenForm) -> OutsideIssuer? {
        let (key, address) = (issuerKey.filter { !$0.isWhitespace }, issuerAddress.filter { !$0.isWhitespace })
        guard !key.isEmpty || !address.isEmpty || !issuerName.allSatisfy(\.isWhitespace) else { return nil }
        let bytes = StrictBase64.decode(Array(key.utf8)) ?? []
        if bytes.isEmpty { form.note("issuer-key", .members(.issuerKey)) }
        if address.isEmpty { form.note("issuer-address", .address) }
        // Spaces around it are nobody's name: they are what was pasted along.
        let start = issuerName.drop(while: \.isWhitespace)
        let end = start.lastIndex { !$0.isWhitespace }
        let name = end.map { String(start[...$0]) } ?? ""
        return OutsideIssuer(name: name, key: bytes, url: form.address("issuer-address", address) ?? "")
    }

    /// A whole number, or nil where none was typed.
    private static func number(_ field: String, _ typed: String, _ form: inout WrittenForm) -> Int? {
        let text = typed.filter { !$0.isWhitespace }
        let number = Int(text)
        if number == nil, !text.isEmpty { form.note(field, .number) }
        return number
    }
}

extension MemberRules.Problem {
    /// Where it is said.
    package var field: String {
        switch self {
        case .signatories: "signatories"
        case .noDomain, .domain: "domains"
        case .crowd: "crowd"
        case .reveal: "reveal"
        case .vouchers: "vouchers"
        case .issuerName: "issuer"
        case .issuerKey: "issuer-key"
        case .ask(let field): field.rawValue
        }
    }
}
