package import UndersignedCore

/// Fresh recovery codes: shown once, the database holds their hashes only.
package struct RecoveryCodesPage: Page {
    /// Nil where nobody is signed in yet.
    package var bar: AdminBar?
    package var codes: [String]

    package init(bar: AdminBar?, codes: [RecoveryCode]) {
        self.bar = bar
        self.codes = codes.map(\.text)
    }

    package var template: String { "admin-codes" }
    package var isForOrganisers: Bool { true }

    package func title(in words: Words) -> String { words.text("admin.codes.title") }

    package func view(in words: Words) -> any Sendable { View(bar: bar, codes: codes, isNew: bar == nil) }

    private struct View: Sendable {
        let bar: AdminBar?
        let codes: [String]
        let isNew: Bool
    }
}
