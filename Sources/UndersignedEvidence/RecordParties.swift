/// Who sells: an organisation by its published name and identifiers, or a person of whom nothing is kept.
///
/// Identifiers of Dun & Bradstreet (DUNS) are never kept: their use is limited.
package struct Supplier: Hashable, Sendable {
    /// As the source settled it; empty where it names none, or where it is a person.
    package var name: String
    /// As the contract has it, where the source says both.
    package var rawName: String?
    package var identifiers: [PublishedIdentifier]
    package var parentName: String?
    package var parentIdentifiers: [PublishedIdentifier]
    /// A sole trader or another natural person: name and identifiers were left out when the record was read.
    package private(set) var isNaturalPerson: Bool

    package init(
        name: String,
        rawName: String? = nil,
        identifiers: [PublishedIdentifier] = [],
        parentName: String? = nil,
        parentIdentifiers: [PublishedIdentifier] = []
    ) {
        self.name = name
        self.rawName = rawName
        self.identifiers = identifiers
        self.parentName = parentName
        self.parentIdentifiers = parentIdentifiers
        isNaturalPerson = false
    }

    /// A person: no name, no identifier, no parent.
    package static let person: Supplier = {
        var person = Supplier(name: "")
        person.isNaturalPerson = true
        return person
    }()
}

/// An identifier that a public register gave, as in `UEI` `ABCDEF123456` or `GB-COH` `00000000`.
package struct PublishedIdentifier: Hashable, Sendable, Comparable {
    package var scheme: String
    package var value: String

    package init(scheme: String, value: String) {
        self.scheme = scheme
        self.value = value
    }

    package static func < (left: PublishedIdentifier, right: PublishedIdentifier) -> Bool {
        (left.scheme, left.value) < (right.scheme, right.value)
    }
}

/// Who buys.
package struct Buyer: Hashable, Sendable {
    package var agency: String?
    package var subAgency: String?

    package init(agency: String? = nil, subAgency: String? = nil) {
        self.agency = agency
        self.subAgency = subAgency
    }
}

/// A code with its words; one of the two may be missing.
package struct CodedWord: Hashable, Sendable {
    package var code: String?
    package var words: String?

    /// - Returns: nil where there is neither.
    package init?(code: String?, words: String?) {
        guard code != nil || words != nil else { return nil }
        self.code = code
        self.words = words
    }
}

/// Where the work is done.
package struct Place: Hashable, Sendable {
    package var country: String?
    package var state: String?

    /// - Returns: nil where there is neither.
    package init?(country: String?, state: String?) {
        guard country != nil || state != nil else { return nil }
        self.country = country
        self.state = state
    }
}

/// From when to when the work is done.
package struct Period: Hashable, Sendable {
    package var start: CalendarDay?
    package var end: CalendarDay?

    /// - Returns: nil where there is neither.
    package init?(start: CalendarDay?, end: CalendarDay?) {
        guard start != nil || end != nil else { return nil }
        self.start = start
        self.end = end
    }
}
