/// A person who wants to sign one petition.
struct DemoAsk: Sendable {
    let person: DemoPerson
    let petition: DemoPetition
    /// The organisation that the person signs for.
    let organisation: DemoPetition.Invited?
    /// Whether the person presses the button of the mailed link.
    let isConfirmed: Bool
    /// Which of the offered partners may write to the person: none, the first, all.
    let tick: Tick

    enum Tick: Sendable {
        case none, first, all
    }

    var email: String { organisation.map { person.email(at: $0.domain) } ?? person.email }

    /// What the person fills in, and what the page put in.
    func fields(_ form: DemoPage.Form) -> [(String, String)] {
        var fields = form.hidden
        if let organisation {
            fields += [("organisation", organisation.name), ("role", "Secretary")]
        }
        fields += [("name", person.name), ("email", email)]
        if form.asks("place") { fields.append(("place", person.place)) }
        if form.asks("comment") { fields.append(("comment", person.comment)) }
        if person.isShown { fields.append(("shown", "yes")) }
        let partners = form.choices("partner")
        let ticked =
            switch tick {
            case .none: partners.prefix(0)
            case .first: partners.prefix(1)
            case .all: partners[...]
            }
        return fields + ticked.map { ("partner", $0) }
    }
}

/// Who signs what.
struct DemoPlan {
    let asks: [DemoAsk]
    let peopleCount: Int
    let organisationCount: Int

    /// At most so many organisations sign in one run, so that some are left for the next.
    private static let organisationLimit = 12

    /// - Parameters:
    ///   - petitions: All that were found.
    ///   - count: How many people; their contacts at organisations come on top.
    ///   - seed: Where chance begins.
    /// - Throws: `DemoFailure` when no petition is open.
    init(_ petitions: [DemoPetition], people count: Int, seed: UInt64) throws {
        let open = petitions.filter { $0.isOpen && !$0.isForOrganisations }
        guard !open.isEmpty else { throw DemoFailure("no petition takes people's signatures now") }
        let earlier = petitions.compactMap { $0.log?.count }.reduce(0) { $0 + $1.count + $1.removed }
        var source = DemoPeople(seed: seed, earlier: earlier)
        var chance = SplitMix64(state: seed ^ 0x5157_4E44)

        let invited = Self.invited(petitions)
        let people = source.make(count + invited.count)
        var asks: [DemoAsk] = []
        func add(_ person: DemoPerson, _ petition: DemoPetition, _ organisation: DemoPetition.Invited? = nil) {
            let place = asks.count
            let tick: DemoAsk.Tick = place % 5 == 0 ? .first : place % 7 == 0 ? .all : .none
            // One in twenty never opens the mail: asked, and not counted.
            let isConfirmed = organisation != nil || place % 20 != 19
            asks.append(
                DemoAsk(
                    person: person,
                    petition: petition,
                    organisation: organisation,
                    isConfirmed: isConfirmed,
                    tick: tick
                )
            )
        }
        for (place, person) in people.prefix(count).enumerated() {
            let first = place < open.count ? place : chance.below(open.count)
            add(person, open[first])
            // One in ten signs a second petition: another signature, which nothing links to the first.
            if open.count > 1, place % 10 == 4 { add(person, open[(first + 1) % open.count]) }
        }
        for (person, (petition, organisation)) in zip(people.dropFirst(count), invited) {
            add(person, petition, organisation)
        }
        self.asks = asks
        peopleCount = people.count
        organisationCount = invited.count
    }

    /// Each organisation signs once: the next run goes on where this one ended.
    private static func invited(_ petitions: [DemoPetition]) -> [(DemoPetition, DemoPetition.Invited)] {
        petitions.filter { $0.isOpen && $0.isForOrganisations }.flatMap { petition in
            petition.organisations.dropFirst(petition.log?.count.classes.org ?? 0).prefix(organisationLimit)
                .map { (petition, $0) }
        }
    }
}

extension DemoVisitor {
    /// Fills in the form on a petition's page and sends it.
    ///
    /// - Parameter ask: Who signs what.
    /// - Returns: The page "check your e-mail", with what differs from person to person taken out.
    /// - Throws: `DemoFailure` when the site does anything else.
    func ask(_ ask: DemoAsk) async throws -> String {
        let path = ask.petition.path
        guard let form = try await page(path).form(to: "\(path)/signatures") else {
            throw DemoFailure("\(path) has no form any more")
        }
        let answer = try await post(form.action, ask.fields(form))
        guard answer.status == 303, answer.location.hasPrefix("\(path)/sent?s=") else {
            throw DemoFailure("\(path): the form of \(ask.person.name) was answered with \(answer.status)")
        }
        let sent = try await page(answer.location)
        guard sent.shows(ask.email), let ticket = sent.form(to: "\(path)/sent")?.hidden.first?.1 else {
            throw DemoFailure("\(path)/sent does not show \(ask.email)")
        }
        return sent.html.replacing(ticket, with: "").replacing(ask.email, with: "")
    }
}
