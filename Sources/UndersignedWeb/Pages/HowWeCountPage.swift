package import UndersignedApp
import UndersignedCore

/// How signatures are counted, what the log proves and what it does not; for one petition or in general.
package struct HowWeCountPage: Page {
    /// A petition's own rules and figures: the same that its `method.json` gives.
    package struct Figures: Sendable {
        package var petition: PetitionReference
        /// The petition's whole address.
        package var address: String
        package var method: CountingMethod

        package init(petition: PetitionReference, address: String, method: CountingMethod) {
            self.petition = petition
            self.address = address
            self.method = method
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
        View(
            figures: figures.map { FiguresView($0, words) },
            what: what.map { words.text($0) },
            log: words.text(isForMembers ? "how.member.log" : "how.log.what"),
            proven: CountingMethod.proven.map(proof).map { words.text($0) },
            unproven: CountingMethod.unproven.map { words.text("how.not.\($0)") }
        )
    }

    /// What counts: of one petition by what is its own, in general by all that there is.
    private var what: [String] {
        let people = ["how.what.signature", "how.what.confirm", "how.what.once"]
        let members = ["how.member.signature", "how.member.once", "how.member.unlinked"]
        return (isForMembers ? members : people) + ["how.what.kinds"]
    }

    private var isForMembers: Bool { figures?.method.petition.sheet.signatories == .members }

    private func proof(_ what: String) -> String {
        // Members have no receipt: a token's holder finds it in the log.
        what == "own" && isForMembers ? "verify.member.own" : "how.proves.\(what)"
    }

    private struct View: Sendable {
        let figures: FiguresView?
        let what: [String]
        let log: String
        let proven: [String]
        let unproven: [String]
    }

    private struct Line: Sendable {
        let label: String
        let value: String
    }

    private struct TextLine: Sendable {
        let label: String
        let document: String
        let documentHash: String
        let counted: String
    }

    private struct FiguresView: Sendable {
        let petition: PetitionView
        let logAddress: String
        let command: String
        let classes: [Line]
        let hasRemovals: Bool
        let removals: [Line]
        let rules: [Line]
        let texts: [TextLine]
        let count: CountView
        let isWitnessed: Bool
        let witnesses: [WitnessView]

        init(_ figures: Figures, _ words: Words) {
            let method = figures.method
            let counts = method.counts
            petition = PetitionView(figures.petition)
            logAddress = "/petitions/\(figures.petition.slug)/\(method.petition.log?.path ?? "log")/checkpoint"
            command = "undersigned verify \(figures.address)"
            classes = [
                Line(label: words.text("how.class.people"), value: words.number(counts.mail)),
                Line(label: words.text("how.class.organisations"), value: words.number(counts.org)),
                Line(label: words.text("how.class.members"), value: words.number(counts.member)),
                Line(label: words.text("how.class.paper"), value: words.number(counts.paper)),
                Line(label: words.text("how.class.removed"), value: words.number(counts.removed)),
            ]
            hasRemovals = !method.removals.isEmpty
            removals = method.removals.map { fall in
                let reason = FallWords.reason(fall.reason, words)
                let label = "\(reason) · \(FallWords.className(fall.signatureClass, words))"
                return Line(label: label, value: words.number(fall.weight))
            }
            rules = MethodItem.ordered.map { Line(label: $0.label(words), value: $0.sentence(method, words)) }
            texts = method.texts.map { text in
                let hash = Hexadecimal.encode(text.hash)
                return TextLine(
                    label: words.text("letter.version", ["number": words.number(text.version)]),
                    document: "/petitions/\(figures.petition.slug)/documents/\(hash)",
                    documentHash: hash,
                    counted: words.number(text.added - text.removed)
                )
            }
            count = CountView(CountItem(count: counts.total, asOf: method.readAt), words)
            isWitnessed = !method.sightings.isEmpty
            witnesses = method.sightings.map { WitnessView($0, words) }
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

/// Why signatures were taken out, and of which class they were, in words.
enum FallWords {
    static func reason(_ reason: RemovalReason, _ words: Words) -> String {
        switch reason {
        case .invalid(let rule): words.text("fall.invalid", ["rule": rule])
        case .withdrawn, .bounced, .duplicate, .order: words.text("fall.\(reason.text)")
        }
    }

    static func className(_ signatureClass: SignatureClass, _ words: Words) -> String {
        switch signatureClass {
        case .mail: words.text("how.class.people")
        case .organisation: words.text("how.class.organisations")
        case .member: words.text("how.class.members")
        case .paper: words.text("how.class.paper")
        }
    }
}
