/// "Is this a mailbox at work?": said before anything is mailed to an address that those addressed can read (P-25).
package struct WorkAddressPage: Page {
    package var petition: PetitionReference
    /// The domain that organisers named.
    package var domain: String
    /// What was typed, to be sent once more as it was.
    package var kept: FailurePage.KeptForm

    package init(petition: PetitionReference, domain: String, kept: FailurePage.KeptForm) {
        (self.petition, self.domain, self.kept) = (petition, domain, kept)
    }

    package var template: String { "work-address" }

    package func title(in words: Words) -> String { words.text("work-address.title") }

    package func view(in words: Words) -> any Sendable {
        View(
            petition: PetitionView(petition),
            what: words.text("work-address.what", ["domain": domain]),
            action: kept.action,
            // A second answer to the same question is the one that counts.
            fields: kept.fields.filter { $0.name != "work" }
                .map { FieldView(fieldName: $0.name, fieldValue: $0.value) }
        )
    }

    private struct View: Sendable {
        let petition: PetitionView
        let what: String
        let action: String
        let fields: [FieldView]
    }

    private struct FieldView: Sendable {
        let fieldName: String
        let fieldValue: String
    }
}
