/// The hub: who asks whom for what, and on what grounds; one or more petitions belong to it.
package struct Campaign: Hashable, Sendable, Codable {
    package var slug: Slug
    package var title: String
    package var summary: String
    /// Markdown.
    package var description: String?
    /// As in `2017-11-16`.
    package var started: String?
    package var language: String
    package var sponsor: Partner
    package var partners: [Partner]
    package var targets: [Target]
    package var demands: [String]
    package var sources: [Source]

    package init(
        slug: Slug,
        title: String,
        summary: String,
        description: String?,
        started: String?,
        language: String,
        sponsor: Partner,
        partners: [Partner],
        targets: [Target],
        demands: [String],
        sources: [Source]
    ) {
        self.slug = slug
        self.title = title
        self.summary = summary
        self.description = description
        self.started = started
        self.language = language
        self.sponsor = sponsor
        self.partners = partners
        self.targets = targets
        self.demands = demands
        self.sources = sources
    }
}

extension Campaign {
    /// The organisation of a short name, sponsor or partner; nil for none.
    package func member(_ id: Slug) -> Partner? { members.first { $0.id == id } }

    /// Whoever organises it, and the partners.
    package var members: [Partner] { [sponsor] + partners }
}

/// An organisation of the coalition.
package struct Partner: Hashable, Sendable, Codable {
    package var id: Slug
    package var name: String
    package var url: String?
    /// The wording that a signatory may tick; without one the organisation is only listed.
    package var optIn: String?
    /// What contact data of those who tick the wording is sealed to; without one nothing can be handed over.
    package var key: CustodyPublicKey?
    /// The mail address at which people reach it who once agreed to hear from it.
    package var contact: String?

    package init(
        id: Slug,
        name: String,
        url: String?,
        optIn: String?,
        key: CustodyPublicKey? = nil,
        contact: String? = nil
    ) {
        self.id = id
        self.name = name
        self.url = url
        self.optIn = optIn
        self.key = key
        self.contact = contact
    }

    /// The sentence that a signatory may tick; nil where nothing would come of it.
    package var offer: String? { key == nil ? nil : optIn }
}

/// The decision-maker who is addressed.
package struct Target: Hashable, Sendable, Codable {
    /// Where the target stands.
    package enum Standing: String, Hashable, Sendable, Codable, CaseIterable {
        case noAnswer = "no-answer"
        case evasive
        case declined
        case partlyMet = "partly-met"
        case met
    }

    /// What the target said in public.
    package struct Answer: Hashable, Sendable, Codable {
        /// As in `2017-11-16`.
        package var date: String
        package var text: String
        /// 1-based number in the campaign's list of sources.
        package var source: Int?

        package init(date: String, text: String, source: Int?) {
            self.date = date
            self.text = text
            self.source = source
        }
    }

    package var id: Slug
    package var name: String
    package var role: String?
    package var organisation: String?
    package var standing: Standing
    package var answer: Answer?

    package init(
        id: Slug,
        name: String,
        role: String?,
        organisation: String?,
        standing: Standing,
        answer: Answer?
    ) {
        self.id = id
        self.name = name
        self.role = role
        self.organisation = organisation
        self.standing = standing
        self.answer = answer
    }
}

/// A publication that a campaign rests on.
package struct Source: Hashable, Sendable, Codable {
    package var title: String
    package var publisher: String
    /// As in `2018-06-20`.
    package var date: String?
    package var url: String?

    package init(title: String, publisher: String, date: String?, url: String?) {
        self.title = title
        self.publisher = publisher
        self.date = date
        self.url = url
    }
}
