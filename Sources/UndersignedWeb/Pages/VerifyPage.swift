/// Where anyone counts a petition's log again: in the browser, or by one of two commands.
package struct VerifyPage: Page {
    package var petition: PetitionReference
    /// The petition's whole address, as the commands take it.
    package var address: String
    package var total: CountItem
    /// Whose tokens the browser does not check, and who get no receipt.
    package var isForMembers = false

    package init(petition: PetitionReference, address: String, total: CountItem) {
        self.petition = petition
        self.address = address
        self.total = total
    }

    package var template: String { "verify" }
    package var isIndexed: Bool { true }

    package func title(in words: Words) -> String { words.text("verify.title") }

    package func view(in words: Words) -> any Sendable {
        View(
            petition: PetitionView(petition),
            address: address,
            count: CountView(total, words),
            script: VerifyModules.path,
            isForMembers: isForMembers,
            rows: Self.rows.map { Row(name: $0, label: words.text($1)) }
        )
    }

    private struct View: Sendable {
        let petition: PetitionView
        let address: String
        let count: CountView
        let script: String
        let isForMembers: Bool
        let rows: [Row]
    }

    /// A number of `count.json` by its name there.
    private struct Row: Sendable {
        let name: String
        let label: String
    }

    private static let rows = [
        ("mail", "how.class.people"), ("org", "how.class.organisations"), ("member", "how.class.members"),
        ("paper", "how.class.paper"), ("removed", "how.class.removed"), ("count", "verify.numbers.total"),
    ]
}
