package import UndersignedApp

/// Where whoever holds the receipt of a lost entry presents it.
package struct ReceiptsPage: Page {
    package var petition: PetitionReference
    /// For the form.
    package var token: String
    /// What was sent and leads to nothing; empty at first.
    package var receipt: String
    package var refusal: ReceiptPresenting.Refusal?
    /// The form's token is not ours, or no longer.
    package var isStale: Bool

    package init(
        petition: PetitionReference,
        token: String,
        receipt: String = "",
        refusal: ReceiptPresenting.Refusal? = nil,
        isStale: Bool = false
    ) {
        self.petition = petition
        self.token = token
        self.receipt = receipt
        self.refusal = refusal
        self.isStale = isStale
    }

    package var template: String { "receipts" }

    package func title(in words: Words) -> String { words.text("receipts.title") }

    package func view(in words: Words) -> any Sendable {
        View(
            petition: PetitionView(petition),
            token: token,
            receipt: receipt,
            error: refusal.map { words.text("receipts.problem.\(Self.name($0))") }
                ?? (isStale ? words.text("receipts.problem.again") : nil)
        )
    }

    private static func name(_ refusal: ReceiptPresenting.Refusal) -> String {
        switch refusal {
        case .nothingLost, .otherPetition: "other"
        case .malformed: "form"
        case .notProven: "proof"
        case .standing: "standing"
        case .lostText: "text"
        case .takenOut: "taken-out"
        case .keyDestroyed: "key"
        }
    }

    private struct View: Sendable {
        let petition: PetitionView
        let token: String
        let receipt: String
        let error: String?
    }
}
