/// A block of a letter for whoever sets it otherwise than as a web page: words, and what stands out among them.
package struct LetterBlock: Hashable, Sendable {
    /// What kind of block it is.
    package enum Kind: Hashable, Sendable {
        /// 1…6, as the author wrote it.
        case heading(Int)
        case paragraph
        /// With its bullet or number; empty where an item goes on. Items of the outermost list have depth 1.
        case item(marker: String, depth: Int)
        case quotation
        /// Lines as they were typed.
        case code
        /// A line across the page; without words.
        case rule
    }

    /// Words of one style.
    package struct Run: Hashable, Sendable {
        package var text: String
        package var isStrong: Bool
        package var isEmphasised: Bool
        package var isCode: Bool
        /// Where the words lead; nil for most.
        package var link: String?

        package init(
            _ text: String,
            isStrong: Bool = false,
            isEmphasised: Bool = false,
            isCode: Bool = false,
            link: String? = nil
        ) {
            self.text = text
            self.link = link
            self.isStrong = isStrong
            self.isEmphasised = isEmphasised
            self.isCode = isCode
        }
    }

    package var kind: Kind
    package var runs: [Run]

    package init(_ kind: Kind, _ runs: [Run]) {
        self.kind = kind
        self.runs = runs
    }
}
