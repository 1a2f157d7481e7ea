/// A signature as asked for: every field read, checked and cleaned; nothing of it is confirmed yet.
package struct SignatureDraft: Sendable, Equatable {
    package let name: PersonName
    package let email: EmailAddress
    /// Whether the name may be shown in public.
    package let isShown: Bool
    package let comment: String?
    package let place: String?
    /// Counted with all others, and kept with the signature alone.
    package let country: Country?
    /// Whether the person wants to hear how the petition goes on.
    package let wantsUpdates: Bool
    /// Chosen partners, each once, in the order of the form.
    package let partners: [String]
    package let requestKey: String?
    /// Set where organisations sign, and only there.
    package let organisation: Organisation?

    package init(
        name: PersonName,
        email: EmailAddress,
        isShown: Bool,
        comment: String? = nil,
        place: String? = nil,
        country: Country? = nil,
        wantsUpdates: Bool = false,
        partners: [String] = [],
        requestKey: String? = nil,
        organisation: Organisation? = nil
    ) {
        self.name = name
        self.email = email
        self.isShown = isShown
        self.comment = comment
        self.place = place
        self.country = country
        self.wantsUpdates = wantsUpdates
        self.partners = partners
        self.requestKey = requestKey
        self.organisation = organisation
    }

    /// An organisation that signs, and what the person who signs for it does there.
    package struct Organisation: Sendable, Hashable {
        package let name: String
        package let role: String

        package init(name: String, role: String) {
            self.name = name
            self.role = role
        }
    }

    /// The fields of the form, in its order.
    package enum Field: String, CaseIterable, Sendable {
        case name, email, shown, comment, place, country, organisation, role, updates, partner, key
    }

    /// Why a field can't be taken as it is.
    package enum Reason: Hashable, Sendable {
        /// Nothing that can be seen was typed.
        case empty
        case tooLong(limit: Int)
        /// A control character or a line break.
        case control
        /// A character that turns the direction of the text.
        case bidi
        /// A character that text for people does not use.
        case character
        /// Combining marks without a letter, or too many of them.
        case marks
        /// Not `name@example.com`.
        case emailFormat
        /// Letters beyond ASCII before the `@`: most mail servers can't deliver there.
        case emailLocalPart
        /// What follows the `@` can't be a domain.
        case emailDomain
        /// An organisation can't sign from a mailbox of a public provider.
        case freeMail
        /// The organiser did not invite this domain.
        case domainNotInvited
        /// Not one of the offered answers.
        case choice
        /// A partner that the petition does not offer.
        case unknownPartner
        /// An idempotency key is 1…64 of `A-Z a-z 0-9 - _`.
        case requestKey

        /// One word for a key of a catalogue.
        package var word: String {
            switch self {
            case .tooLong: "tooLong"
            default: "\(self)"
            }
        }

        /// One of each, for tests that every reason has its words.
        package static let samples: [Reason] = [
            .empty, .tooLong(limit: 200), .control, .bidi, .character, .marks, .emailFormat, .emailLocalPart,
            .emailDomain, .freeMail, .domainNotInvited, .choice, .unknownPartner, .requestKey,
        ]
    }

    /// One fault in one field.
    package struct Problem: Hashable, Sendable {
        package let field: Field
        package let reason: Reason

        package init(field: Field, reason: Reason) {
            self.field = field
            self.reason = reason
        }
    }

    /// Every fault of a form, in the order of its fields; never none.
    package struct Problems: Error, Hashable, Sendable {
        package let all: [Problem]

        /// Nil where there is no problem.
        package init?(_ problems: [Problem]) {
            guard !problems.isEmpty else { return nil }
            let order = Field.allCases
            all = order.flatMap { field in problems.filter { $0.field == field } }
        }

        /// What is wrong with a field, where something is.
        package func reason(for field: Field) -> Reason? {
            all.first { $0.field == field }?.reason
        }
    }

    /// What a petition asks of who signs it.
    package struct Rules: Sendable, Equatable {
        /// Who signs: each person, or each organisation once.
        package enum Signatories: String, Sendable {
            case people, organisations
        }

        package var signatories: Signatories
        package var offeredPartners: Set<String>
        package var asksComment: Bool
        package var asksPlace: Bool
        package var asksCountry: Bool
        /// The invited domains, lower case, punycode; an address must be at exactly one of them.
        package var organisationDomains: [String]
        /// Whether a name may be shown at all.
        package var offersNames = true

        package init(
            signatories: Signatories = .people,
            offeredPartners: Set<String> = [],
            asksComment: Bool = false,
            asksPlace: Bool = false,
            asksCountry: Bool = false,
            organisationDomains: [String] = []
        ) {
            self.signatories = signatories
            self.offeredPartners = offeredPartners
            self.asksComment = asksComment
            self.asksPlace = asksPlace
            self.asksCountry = asksCountry
            self.organisationDomains = organisationDomains
        }
    }
}
