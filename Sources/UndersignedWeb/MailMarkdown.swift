package import UndersignedApp
import UndersignedCore

extension MailMarkup {
    /// Markdown in mails: the same words as on a page, raw HTML off.
    package static let markdown = MailMarkup(
        text: { MailMarkdown.text(of: $0) },
        html: { Markdown($0).html }
    )
}

/// Markdown as plain text for a mail.
enum MailMarkdown {
    /// Blocks with empty lines between; items of a list stand close.
    static func text(of source: String) -> String {
        var text = ""
        var wasItem = false
        for block in Markdown.blocks(of: source) {
            var isItem = false
            if case .item = block.kind { isItem = true }
            if !text.isEmpty { text += isItem && wasItem ? "\n" : "\n\n" }
            text += line(block)
            wasItem = isItem
        }
        return text
    }

    private static func line(_ block: LetterBlock) -> String {
        let words = block.runs.map(\.text).joined()
        switch block.kind {
        case .heading, .paragraph: return words
        case .item(let marker, let depth):
            let indent = String(repeating: "  ", count: max(0, depth - 1))
            return indent + (marker.isEmpty ? "  " : marker) + " " + words
        case .quotation: return marked(words, "> ")
        case .code: return marked(words, "    ")
        case .rule: return "* * *"
        }
    }

    private static func marked(_ words: String, _ mark: String) -> String {
        words.split(separator: "\n", omittingEmptySubsequences: false).map { mark + $0 }.joined(separator: "\n")
    }
}
