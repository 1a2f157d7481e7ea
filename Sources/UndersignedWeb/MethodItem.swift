import UndersignedApp
import UndersignedCore

/// One rule of counting: a member of `method.json` and a line of the page beside it, both from here, so that neither
/// can say what the other does not (F-20).
enum MethodItem: String, CaseIterable {
    case signatories, confirmation, limits, publication, states, holds, imports, paper, grammar, witnesses
    case perMailbox = "per_mailbox"
    case addressRules = "address_rules"

    /// In the order of the page.
    static let ordered: [MethodItem] = [
        .signatories, .confirmation, .perMailbox, .addressRules, .limits, .publication, .states, .holds, .imports,
        .paper, .grammar, .witnesses,
    ]

    func value(_ method: CountingMethod) -> JSONValue {
        let sheet = method.petition.sheet
        switch self {
        case .signatories: return .text(sheet.signatories.rawValue)
        case .confirmation where sheet.signatories == .members: return ["by": "token"]
        case .holds where sheet.signatories == .members: return []
        case .confirmation: return ["by": "mail", "pending_days": .number(method.pendingDays)]
        case .perMailbox: return .number(method.perMailbox)
        case .addressRules: return ["version": .number(method.addressRules)]
        case .limits:
            return method.limits.map { limits in
                [
                    "mails_to_one_address_in_24_hours": .number(limits.mailsPerDay),
                    "requests_from_one_network": [
                        "at_once": .number(limits.burst), "per_hour": .number(limits.perHour),
                    ],
                ]
            } ?? .null
        case .publication:
            let least = sheet.publication == .daily ? method.dailyMinimum : 1
            return ["policy": .text(sheet.publication.rawValue), "at_least": .number(least)]
        case .states:
            return .object(
                Dictionary(
                    uniqueKeysWithValues: SignatureState.allCases.map {
                        ($0.rawValue, .flag(CountingMethod.countedStates.contains($0)))
                    }
                )
            )
        // By what an organiser can hold; which domains are held now is told to nobody who fills in forms by the thousand.
        case .holds: return .list([.text("domain"), .text("rate")])
        case .imports: return []
        case .witnesses: return .list(method.sightings.map(Self.witness))
        case .paper: return ["counted_apart": .flag(true), "lines": .number(method.counts.paper)]
        case .grammar: return .text(CountingMethod.grammar)
        }
    }

    func label(_ words: Words) -> String { words.text("method.\(rawValue)") }

    func sentence(_ method: CountingMethod, _ words: Words) -> String {
        let sheet = method.petition.sheet
        if sheet.signatories == .members, let sentence = memberSentence(method, words) { return sentence }
        switch self {
        case .signatories: return words.text("method.signatories.\(sheet.signatories.rawValue)")
        case .confirmation: return words.plural("method.confirmation.what", method.pendingDays)
        case .perMailbox: return words.plural("method.per_mailbox.what", method.perMailbox)
        case .addressRules:
            return words.text("method.address_rules.what", ["version": words.number(method.addressRules)])
        case .limits: return Self.limits(method, words)
        case .publication:
            return words.text(
                "method.publication.\(sheet.publication.rawValue)",
                ["least": words.number(method.dailyMinimum)]
            )
        case .paper: return words.plural("method.paper.what", method.counts.paper)
        case .grammar: return words.text("method.grammar.what", ["grammar": CountingMethod.grammar])
        case .witnesses where !method.sightings.isEmpty:
            return words.plural("method.witnesses.some", method.sightings.count)
        case .states, .holds, .imports, .witnesses: return words.text("method.\(rawValue).what")
        }
    }

    /// What is another rule for members than for others; nil where it is the same.
    private func memberSentence(_ method: CountingMethod, _ words: Words) -> String? {
        switch self {
        case .limits where method.limits == nil: nil
        case .confirmation, .perMailbox, .addressRules, .limits, .states, .holds:
            words.text("method.\(rawValue).member")
        case .signatories, .publication, .imports, .paper, .grammar, .witnesses: nil
        }
    }

    private static func witness(_ sighting: Sighting) -> JSONValue {
        [
            "name": .text(sighting.name), "size": .number(Int(sighting.size)),
            "time": .text(CalendarDate(sighting.time).secondText),
        ]
    }

    private static func limits(_ method: CountingMethod, _ words: Words) -> String {
        guard let limits = method.limits else { return words.text("method.limits.off") }
        return words.text(
            "method.limits.what",
            [
                "mails": words.number(limits.mailsPerDay), "burst": words.number(limits.burst),
                "hour": words.number(limits.perHour),
            ]
        )
    }
}

/// `method.json`: how a petition's signatures are counted, for programs.
struct MethodText {
    let method: CountingMethod

    var file: JSONValue {
        let counts = method.counts
        var members: [String: JSONValue] = [
            "slug": .text(method.petition.slug.text),
            "origin": .optional(method.petition.log?.origin),
            "vkey": .optional(method.petition.log?.verifierKey),
            "size": .number(Int(method.size)),
            "count": .number(counts.total),
            "classes": [
                "mail": .number(counts.mail), "org": .number(counts.org), "member": .number(counts.member),
                "paper": .number(counts.paper),
            ],
            "removed": .number(counts.removed),
            "removals": .list(method.removals.map(removal)),
            "texts": .list(method.texts.map(text)),
            "proves": .list(CountingMethod.proven.map(JSONValue.text)),
            "does_not_prove": .list(CountingMethod.unproven.map(JSONValue.text)),
        ]
        for item in MethodItem.allCases { members[item.rawValue] = item.value(method) }
        return .object(members)
    }

    private func removal(_ fall: CountingMethod.Fall) -> JSONValue {
        [
            "reason": .text(fall.reason.text), "class": .text(fall.signatureClass.rawValue),
            "entries": .number(fall.entries), "weight": .number(fall.weight),
        ]
    }

    private func text(_ text: TextVersion) -> JSONValue {
        [
            "version": .number(text.version), "entry": .number(Int(text.position)),
            "sha256": .text(Hexadecimal.encode(text.hash)),
            "counted": .number(text.added), "removed": .number(text.removed),
        ]
    }
}
