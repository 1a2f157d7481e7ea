import UndersignedApp
import UndersignedCore

/// The fields of a claim's form.
enum AdminClaimFields {
    static func fields(_ form: ClaimForm, isCorrection: Bool, _ words: Words) -> [InputField] {
        func field(_ name: String, _ value: String) -> InputField {
            InputField(name, words.text("admin.claim.\(name)"), value)
        }
        func hinted(_ field: InputField) -> InputField {
            field.hinted(words.text("admin.claim.\(field.inputName).hint"))
        }
        let kinds = ClaimFigure.Kind.allCases.map(\.rawValue)
        let choices =
            [("", words.text("admin.claim.kind.none"))] + kinds.map { ($0, words.text("claim.kind.\($0)")) }
        let note = hinted(field("note", form.note))
        return [
            hinted(field("sentence", form.sentence).lines(3)),
            hinted(field("amount", form.amount).plain()),
            hinted(field("currency", form.currency).plain()),
            hinted(field("kind", form.kind).choosing(choices)),
            hinted(field("as-of", form.asOf).plain()),
            hinted(field("records", form.records).lines(3)),
            hinted(field("documents", form.documents).lines(5)),
        ] + (isCorrection ? [note] : [])
    }

    /// Boxes for what it is about, in groups; a group of nothing is left out.
    static func boxes(_ form: ClaimForm, _ ground: AdminClaimPage.Ground, _ words: Words) -> [BoxesView] {
        let targets = ground.campaign.targets.map { target in
            ("target-\(target.id)", target.name, form.targets.contains(target.id.text))
        }
        let petitions = ground.petitions.map { petition in
            ("petition-\(petition.slug)", petition.sheet.title, form.petitions.contains(petition.slug.text))
        }
        let demands = ground.campaign.demands.enumerated().map { number, demand in
            ("demand-\(number + 1)", demand, form.demands.contains(demand))
        }
        return [("targets", targets), ("petitions", petitions), ("demands", demands)].compactMap { name, boxes in
            guard !boxes.isEmpty else { return nil }
            return BoxesView(
                legend: words.text("admin.claim.\(name)"),
                boxes: boxes.map { name, label, isTicked in
                    InputFieldView(InputField(name, label, isTicked ? "yes" : "").ticking(label))
                }
            )
        }
    }

    struct BoxesView: Sendable {
        let legend: String
        let boxes: [InputFieldView]
    }

    static func rows(_ text: ClaimText, _ ground: AdminClaimPage.Ground, _ words: Words) -> [ClashRow] {
        let names = ground.campaign.targets.filter { text.targets.contains($0.id) }.map(\.name)
        let titles = ground.petitions.filter { text.petitions.contains($0.slug) }.map(\.sheet.title)
        let about = (names + titles + text.demands).joined(separator: "\n")
        return fields(ClaimForm(text), isCorrection: false, words).map(ClashRow.init)
            + [ClashRow(label: words.text("claim.about"), text: about)]
    }
}

extension ClaimForm {
    /// What was sent; each target, petition and demand has a box of its own.
    init(_ fields: FieldBody, _ campaign: Campaign, _ petitions: [Slug]) {
        self.init()
        (sentence, amount, currency) = (fields["sentence"], fields["amount"], fields["currency"])
        (kind, asOf, note) = (fields["kind"], fields["as-of"], fields["note"])
        (records, documents) = (fields["records"], fields["documents"])
        targets = Set(campaign.targets.map(\.id.text).filter { fields["target-\($0)"] == "yes" })
        self.petitions = Set(petitions.map(\.text).filter { fields["petition-\($0)"] == "yes" })
        demands = Set(
            campaign.demands.enumerated().filter { fields["demand-\($0.offset + 1)"] == "yes" }.map(\.element)
        )
    }
}

extension Words {
    /// What is wrong with a claim.
    func claim(_ problem: ClaimProblem) -> String {
        switch problem {
        case .amount: text("error.claim.amount")
        case .noAmount: text("error.claim.no-amount")
        case .currency: text("error.claim.currency")
        case .kind: text("error.claim.kind")
        case .dayOfAmount: text("error.claim.day")
        case .noSource: text("error.claim.no-source")
        case .document: text("error.claim.document")
        case .hash: text("error.claim.hash")
        case .tooManySources(let limit): plural("error.claim.sources", limit)
        case .dayAhead: text("error.claim.day-ahead")
        case .noAward: text("error.claim.no-award")
        case .foreignRecord: text("error.claim.foreign")
        case .sameLine(let line): text("error.claim.same-line", ["line": number(line)])
        case .sameRecord: text("error.claim.same-record")
        }
    }

    /// Why something was not done with a claim.
    func claim(_ refusal: Claim.Refusal) -> String {
        switch refusal {
        case .changed: text("error.claim.changed")
        case .published: text("error.claim.published")
        case .draft: text("error.claim.draft")
        case .withdrawn: text("error.claim.withdrawn")
        case .noSource: text("error.claim.no-source")
        case .unpublishedRecord(let award): text("error.claim.record", ["award": String(award.prefix(120))])
        case .foreignRecord: text("error.claim.foreign")
        case .sameSource: text("error.claim.same-record")
        case .dayAhead: text("error.claim.day-ahead")
        }
    }

    /// Why a file was not kept.
    func copy(_ problem: KeptCopy.Problem) -> String {
        switch problem {
        case .missing: text("error.picture.missing")
        case .tooLong(let limit): text("error.copy.long", ["limit": number(limit / 1_048_576)])
        case .kind: text("error.copy.kind")
        case .otherHash(let hash): text("error.copy.hash", ["hash": hash])
        case .licence: text("error.copy.licence")
        case .source: text("error.claim.changed")
        case .note: text("error.copy.note")
        }
    }
}
