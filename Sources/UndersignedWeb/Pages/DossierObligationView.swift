import UndersignedApp
import UndersignedEvidence

/// What the obligation at the head of an award's page is the sum of, in words; nothing where all actions are there alone.
enum DossierObligationView {
    static func sentences(_ obligation: Dossier.Obligation, _ words: Words) -> [String] {
        if obligation.isWhole { return [words.text("evidence.obligation.whole")] }
        guard obligation.actionCount > 0 else { return [] }
        var sentences: [String] = []
        if let whole = obligation.whole {
            let amount = words.amount(whole.cents, obligation.currency)
            sentences.append(words.text("evidence.obligation.stated", ["amount": amount]))
        }
        if !obligation.hasFirstAction { sentences.append(words.text("evidence.obligation.begun")) }
        guard !sentences.isEmpty else { return [] }
        return [words.plural("evidence.obligation.actions", obligation.actionCount)] + sentences
    }
}
