import UndersignedCore

/// The fields of a petition's form that say who may sign as a member.
enum AdminMemberFields {
    static let names = [
        "domains", "crowd", "reveal", "vouchers", "invitations", "issuer", "issuer-key", "issuer-address",
    ]

    static func fields(_ form: MemberRulesForm, _ words: Words) -> [InputField] {
        func field(_ name: String, _ value: String, kind: InputField.Kind = .text) -> InputField {
            InputField(name, words.text("admin.petition.\(name)"), value, kind: kind)
                .hinted(words.text("admin.petition.\(name).hint"))
        }
        return [
            field("domains", form.domains).plain().lines(3),
            field("crowd", form.crowd, kind: .number),
            field("reveal", form.reveal, kind: .number),
            field("vouchers", form.vouchers, kind: .number),
            field("invitations", form.invitations).ticking(words.text("admin.petition.invitations.yes")),
            field("issuer", form.issuerName).plain(),
            field("issuer-key", form.issuerKey).plain().lines(3),
            field("issuer-address", form.issuerAddress, kind: .url),
        ]
    }
}

/// Who may sign as a member, beside the steps to the opening.
struct MembersLookView: Sendable {
    let rows: [ClashRow]

    /// Nil for a draft that others sign.
    init?(_ sheet: PetitionSheet, _ words: Words) {
        guard let rules = sheet.members else { return nil }
        let fields = AdminMemberFields.fields(MemberRulesForm(rules), words)
        rows = fields.filter { !$0.inputValue.isEmpty }.map(ClashRow.init)
    }
}

extension Words {
    /// What is wrong with who may sign as a member.
    func members(_ problem: MemberRules.Problem) -> String {
        switch problem {
        case .signatories: text("error.members.signatories")
        case .noDomain: text("error.members.no-domain")
        case .domain: text("error.members.domain")
        case .crowd: text("error.members.crowd", ["least": number(MemberRules.leastCrowd)])
        case .reveal: text("error.members.reveal", ["least": number(MemberRules.leastCrowd)])
        case .vouchers: text("error.members.vouchers", ["most": number(MemberRules.mostVouchers)])
        case .issuerName: text("error.members.issuer")
        case .issuerKey: text("error.members.issuer-key")
        case .ask: text("error.members.ask")
        }
    }
}
