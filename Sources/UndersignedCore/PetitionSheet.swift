/// What an organiser writes down about a petition before it opens.
package struct PetitionSheet: Hashable, Sendable, Codable {
    /// Who may sign.
    package enum Signatories: String, Hashable, Sendable, Codable {
        case people, organisations, members
    }

    /// When a confirmed signature enters the log.
    package enum Publication: String, Hashable, Sendable, Codable {
        /// With the commit that confirms it.
        case atOnce = "at-once"
        /// Once a day, at least 20 at a time, shuffled: otherwise a poller would time every entry.
        case daily
    }

    /// An extra field, and why it is asked.
    package struct Ask: Hashable, Sendable, Codable {
        /// What can be asked beyond name and address.
        package enum Field: String, Hashable, Sendable, Codable {
            case comment, place, country
        }

        package var field: Field
        package var purpose: String

        package init(field: Field, purpose: String) {
            self.field = field
            self.purpose = purpose
        }
    }

    /// An organisation that was asked to sign, and its mail domain.
    package struct InvitedOrganisation: Hashable, Sendable, Codable {
        package var name: String
        package var domain: String

        package init(name: String, domain: String) {
            self.name = name
            self.domain = domain
        }
    }

    /// What happens at a number of signatures.
    package struct Milestone: Hashable, Sendable, Codable {
        package var count: Int
        package var what: String

        package init(count: Int, what: String) {
            self.count = count
            self.what = what
        }
    }

    package var slug: Slug
    package var title: String
    /// Markdown: the body of the letter.
    package var letter: String
    /// Whom the letter addresses; copies, so that the published document stands by itself.
    package var to: [Target]
    package var from: String
    /// Of the binding text, which title, letter, addressees and sender above are.
    package var language: String
    /// By language tag; nil where there is none, so that a document without translations has no key for them.
    package var translations: [String: Translation]?
    package var signatories: Signatories
    package var organisations: [InvitedOrganisation]
    package var publication: Publication
    /// Of a petition that members sign; nil for others, so that sheets of before have no key for it.
    package private(set) var members: MemberRules?
    /// The key of the organiser that contact data is sealed to; nil where the server holds it (DESIGN 5).
    package private(set) var custody: CustodyPublicKey?
    package var asks: [Ask]
    package var milestones: [Milestone]
    /// Contact data is deleted so many months after the petition closes, at the latest.
    package var deletionMonths: Int
    /// Who may be ticked: partners with a wording.
    package var partners: [Partner]
    /// How names and comments come before the public; nil for at once, so that sheets of before have no key for it.
    package var display: Display?
    /// What is done for people whom it could harm to be known as signatories; nil for nothing, so that sheets of before
    /// have no key for it.
    package var discretion: Discretion?

    package init(slug: Slug, title: String, letter: String, to: [Target], from: String, language: String) {
        self.slug = slug
        self.title = title
        self.letter = letter
        self.to = to
        self.from = from
        self.language = language
        signatories = .people
        organisations = []
        publication = .atOnce
        asks = []
        milestones = []
        deletionMonths = 6
        partners = []
    }

    /// Whether only its organiser can open contact data.
    package var isSealed: Bool { custody != nil }

    /// Seals contact data to a key that its organiser keeps; a poller must then not time single entries either.
    ///
    /// - Parameter key: Made on the organiser's own machine.
    package mutating func seal(to key: CustodyPublicKey) {
        custody = key
        publication = .daily
    }

    /// Lets members sign, and nobody else; a poller must then not time single entries.
    ///
    /// - Parameter members: Who they are.
    package mutating func admit(_ members: MemberRules) {
        self.members = members
        signatories = .members
        publication = .daily
    }
}
