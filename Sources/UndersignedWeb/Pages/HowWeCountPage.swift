package import UndersignedApp

/// How signatures are counted, what the log proves and what it does not; for one petition or in general.
package struct HowWeCountPage: Page {
    /// A petition's own figures.
    package struct Figures: Sendable {
        package var petition: PetitionReference
        /// The petition's whole address.
        package var address: String
        package var people: Int
        package var organisations: Int
        package var members: Int
        package var paper: Int
        package var removed: Int
        package var total: CountItem
        /// What each witness saw last; empty where none watches.
        package var sightings: [Sighting]

        package init(
            petition: PetitionReference,
            address: String,
            people: Int,
            organisations: Int,
            members: Int,
            paper: Int,
            removed: Int,
            total: CountItem,
            sightings: [Sighting] = []
        ) {
            self.petition = petition
            self.address = address
            self.people = people
            self.organisations = organisations
            self.members = members
            self.paper = paper
            self.removed = removed
            self.total = total
            self.sightings = sightings
        }
    }

    package var figures: Figures?

    package init(figures: Figures? = nil) {
        self.figures = figures
    }

    package var template: String { "how-we-count" }
    package var isIndexed: Bool { true }

    package func title(in words: Words) -> String { words.text("how.title") }

    package func view(in words: Words) -> any Sendable {
        View(figures: figures.map { FiguresView($0, words) })
    }

    private struct View: Sendable {
        let figures: FiguresView?
    }

    private struct FiguresView: Sendable {
        let petition: PetitionView
        let logAddress: String
        let command: String
        let people: String
        let organisations: String
        let members: String
        let paper: String
        let removed: String
        let count: CountView
        let isWitnessed: Bool
        let witnesses: [WitnessView]

        init(_ figures: Figures, _ words: Words) {
            petition = PetitionView(figures.petition)
            logAddress = "/petitions/\(figures.petition.slug)/log/checkpoint"
            command = "undersigned verify \(figures.address)"
            people = words.number(figures.people)
            organisations = words.number(figures.organisations)
            members = words.number(figures.members)
            paper = words.number(figures.paper)
            removed = words.number(figures.removed)
            count = CountView(figures.total, words)
            isWitnessed = !figures.sightings.isEmpty
            witnesses = figures.sightings.map { WitnessView($0, words) }
        }
    }

    private struct WitnessView: Sendable {
        let witnessName: String
        let witnessSize: String
        let witnessTime: String

        init(_ sighting: Sighting, _ words: Words) {
            witnessName = sighting.name
            witnessSize = words.number(Int(sighting.size))
            witnessTime = words.minute(sighting.time)
        }
    }
}
