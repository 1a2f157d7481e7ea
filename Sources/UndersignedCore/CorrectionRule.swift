/// What an organiser looks for: signatures that break a published rule of counting.
///
/// All conditions that are given must hold. It looks at what the signatory typed and at nothing else.
package struct CorrectionRule: Hashable, Sendable, Codable {
    /// The partner whose link brought the signature.
    package var source: String?
    /// The mailbox's domain.
    package var domain: WildcardPattern?
    /// Counted in this hour or later.
    package var from: Moment?
    /// Counted before this hour.
    package var until: Moment?
    /// The name as typed.
    package var name: WildcardPattern?

    package init(
        source: String? = nil,
        domain: WildcardPattern? = nil,
        from: Moment? = nil,
        until: Moment? = nil,
        name: WildcardPattern? = nil
    ) {
        self.source = source
        self.domain = domain
        self.from = from
        self.until = until
        self.name = name
    }

    /// Whether it has no condition, and so would find everybody.
    package var isEmpty: Bool { source == nil && domain == nil && from == nil && until == nil && name == nil }

    /// Whether it asks for what only the custody key opens.
    package var readsContacts: Bool { domain != nil || name != nil }

    /// Whether what a person typed fits.
    ///
    /// - Parameters:
    ///   - address: The mail address.
    ///   - personName: The name.
    /// - Returns: True where neither is asked for.
    package func fits(address: String, personName: String) -> Bool {
        let host = String(address.split(separator: "@").last ?? "")
        return (domain?.matches(host) ?? true) && (name?.matches(personName) ?? true)
    }

    /// The rule in words, for the public note.
    package var words: String {
        var parts: [String] = []
        if let source { parts.append("came through the link of ‘\(source)’") }
        if let domain { parts.append("mailbox at ‘\(domain.text)’") }
        if let name { parts.append("name like ‘\(name.text)’") }
        if let from { parts.append("counted from \(CalendarDate(from).hourText)") }
        if let until { parts.append("counted before \(CalendarDate(until).hourText)") }
        return parts.joined(separator: ", ")
    }
}

/// A removal by rule, as an organiser orders it.
package struct CorrectionOrder: Hashable, Sendable, Codable {
    package var rule: CorrectionRule
    /// Stands in each removal: `invalid:<name>`.
    package var name: String
    /// For the public.
    package var reason: String
    package var approval: CorrectionApproval

    package init(rule: CorrectionRule, name: String, reason: String, approval: CorrectionApproval) {
        self.rule = rule
        self.name = name
        self.reason = reason
        self.approval = approval
    }
}

/// Who stands behind a removal by rule (S-16).
package enum CorrectionApproval: Hashable, Sendable, Codable {
    /// The operator at the shell; typed the petition's name for a large one.
    case shell(typed: String?)
    /// Organisers by name: two different ones for a large removal.
    case organisers(String, second: String?)

    /// Above this share of the count, one decision is not enough.
    package static let smallShare = 0.01

    /// Whether one decision is enough for so many signatures.
    ///
    /// - Parameters:
    ///   - found: How many go.
    ///   - total: The count before.
    /// - Returns: True for at most 1 % of the count.
    package static func isSmall(_ found: Int, of total: Int) -> Bool {
        Double(found) <= Double(total) * smallShare
    }

    /// Whether any number may go: the petition's name was typed, or two organisers agreed.
    ///
    /// - Parameter slug: Of the petition.
    /// - Returns: False for a single decision.
    package func isWhole(for slug: Slug) -> Bool {
        switch self {
        case .shell(let typed): typed == slug.text
        case .organisers(let first, let second): second.map { $0 != first } ?? false
        }
    }

    /// Whether this is enough for a removal of a size.
    ///
    /// - Parameters:
    ///   - found: How many signatures go.
    ///   - total: The count before.
    ///   - slug: Of the petition.
    /// - Returns: True for at most 1 % of the count, else only where the name was typed or two organisers agreed.
    package func isEnough(found: Int, of total: Int, slug: Slug) -> Bool {
        Self.isSmall(found, of: total) || isWhole(for: slug)
    }
}
