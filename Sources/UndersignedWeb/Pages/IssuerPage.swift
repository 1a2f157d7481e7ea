/// Who signs the tokens of a letter that is signed on another site.
package struct IssuerPage: Page {
    package var issuer: String
    /// The letter's address.
    package var letter: String
    package var issued: Int
    /// SHA-256 of its key, in base64.
    package var key: String
    package var isClosed: Bool

    package init(issuer: String, letter: String, issued: Int, key: String, isClosed: Bool) {
        (self.issuer, self.letter, self.issued) = (issuer, letter, issued)
        (self.key, self.isClosed) = (key, isClosed)
    }

    package var template: String { "issuer" }

    package func title(in words: Words) -> String { words.text("issuer.title", ["issuer": issuer]) }

    package func view(in words: Words) -> any Sendable {
        View(
            heading: title(in: words),
            who: words.text("issuer.who", ["issuer": issuer]),
            letter: letter,
            link: WebAddress.link(letter),
            issued: words.plural("issuer.issued", issued),
            key: key,
            isClosed: isClosed
        )
    }

    private struct View: Sendable {
        let heading: String
        let who: String
        let letter: String
        let link: String?
        let issued: String
        let key: String
        let isClosed: Bool
    }
}
