/// A link that names nothing here: mistyped, or so old that nothing of it is left.
package struct UnknownLinkPage: Page {
    package init() {}

    package var template: String { "unknown-link" }

    package func title(in words: Words) -> String { words.text("unknown.title") }
}
