import UndersignedApp
import UndersignedCore

/// A petition in the shape of the JSON of e-petitions (petition.parliament.uk), so that what reads theirs reads ours.
///
/// What we do not have is null; breakdowns that we do not ask people for are left out; what they have not stands under
/// `undersigned`. Format: docs/formats/petition-json.md.
struct PetitionText {
    let snapshot: PetitionSnapshot
    let base: String
    let readAt: Moment

    private var petition: Petition { snapshot.petition }
    private var address: String { "\(base)/petitions/\(petition.slug)" }

    /// `/petitions/{slug}.json`.
    func file(_ figures: PublicFigures) -> JSONValue {
        var attributes = attributes(openedAt: figures.openedAt)
        attributes["creator_name"] = isOpen ? .optional(figures.campaign?.sponsor.name) : nil
        return [
            "links": ["self": .text(address + ".json")],
            "data": ["type": "petition", "id": .number(Int(petition.id)), "attributes": .object(attributes)],
        ]
    }

    /// The petition in a list of several.
    ///
    /// - Parameter openedAt: The hour in which the log says that it opened, where it does.
    /// - Returns: An object of the list.
    func item(openedAt: Moment?) -> JSONValue {
        [
            "type": "petition", "id": .number(Int(petition.id)), "links": ["self": .text(address + ".json")],
            "attributes": .object(attributes(openedAt: openedAt)),
        ]
    }

    private func attributes(openedAt: Moment?) -> [String: JSONValue] {
        let letter = PlainLetter(petition.sheet.letter)
        var attributes: [String: JSONValue] = [
            "action": .text(petition.sheet.title),
            "background": .text(letter.opening),
            "additional_details": .text(letter.rest),
            "state": .text(state),
            "signature_count": .number(snapshot.counts.total),
            "closed_at": .optional(isOpen ? nil : petition.closesAt.map(Self.time)),
            "updated_at": .optional(snapshot.advancedAt.map(Self.time)),
            "departments": .list(departments),
            "topics": [],
            "undersigned": extra,
        ]
        if isOpen { attributes["closing_date"] = .optional(petition.closesAt.map(Self.time)) }
        for name in Self.unknown { attributes[name] = .null }
        let opened = JSONValue.optional((petition.opensAt ?? openedAt).map(Self.time))
        (attributes["opened_at"], attributes["created_at"]) = (opened, opened)
        return attributes
    }

    /// Members of theirs for which there is nothing here.
    private static let unknown = [
        "committee_note", "rejected_at", "moderation_threshold_reached_at",
        "response_threshold_reached_at", "government_response_at", "debate_threshold_reached_at",
        "debate_scheduled_on", "scheduled_debate_date", "debate_outcome_at", "creator_name", "rejection",
        "government_response", "debate",
    ]

    private var standing: PetitionItem.Standing { PetitionItem.Standing(petition, now: readAt) }

    private var isOpen: Bool {
        if case .open = standing { return true }
        return false
    }

    var state: String {
        switch standing {
        case .open: "open"
        case .closed: "closed"
        case .opens, .draft: "pending"
        }
    }

    /// Whom the letter addresses: the organisation, else the person.
    private var departments: [JSONValue] {
        petition.sheet.to.map { ["acronym": nil, "name": .text($0.organisation ?? $0.name), "url": nil] }
    }

    private var extra: JSONValue {
        let counts = snapshot.counts
        return [
            "slug": .text(petition.slug.text), "url": .text(address), "size": .number(Int(snapshot.size)),
            "origin": .optional(petition.log?.origin), "vkey": .optional(petition.log?.verifierKey),
            "text_version": .number(petition.textVersion), "removed": .number(counts.removed),
            "classes": [
                "mail": .number(counts.mail), "org": .number(counts.org), "member": .number(counts.member),
                "paper": .number(counts.paper),
            ],
            "milestones": .list(
                petition.sheet.milestones.map { ["count": .number($0.count), "what": .text($0.what)] }
            ),
        ]
    }

    private static func time(_ moment: Moment) -> String { CalendarDate(moment).secondText }
}

/// A page of all petitions, in the shape of e-petitions' list.
struct PetitionListText {
    static let perPage = 50

    let base: String
    /// `open`, `closed` or `all`.
    let state: String
    /// Counted from 1.
    let page: Int
    let pageCount: Int

    /// - Parameters:
    ///   - petitions: Those of the page.
    ///   - openings: When they opened, by petition; those are left out of which it is not known.
    /// - Returns: The whole file.
    func file(_ petitions: [PetitionText], openings: [Int64: Moment]) -> JSONValue {
        [
            "links": [
                "self": .text(address(page)), "first": .text(address(1)), "last": .text(address(pageCount)),
                "next": page < pageCount ? .text(address(page + 1)) : nil,
                "prev": page > 1 ? .text(address(page - 1)) : nil,
            ],
            "data": .list(petitions.map { $0.item(openedAt: openings[$0.snapshot.petition.id]) }),
        ]
    }

    private func address(_ page: Int) -> String {
        "\(base)/petitions.json?" + (page > 1 ? "page=\(page)&" : "") + "state=\(state)"
    }
}
