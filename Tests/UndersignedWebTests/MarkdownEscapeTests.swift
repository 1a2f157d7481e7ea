import Testing
import UndersignedCore
import UndersignedWeb

/// An answer that was typed as plain text stands in a field of Markdown.
struct MarkdownEscapeTests {
    @Test(arguments: [
        "*No* and __never__, `rm`, [a](http://b.example) ![c](d) <b>e</b> &amp; \\ f", "# 1", "1. We will", "2018) a",
        "- a", "+ a", "> a", "===", "---", "~~~", "***", "* * *", "a_b_c", "<http://x.example>",
        "[a]: http://b.example", "1.5 %",
        "Owner’s & <co> \\*",
    ])
    func `plain text reads as it was typed`(text: String) {
        let shown = text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
        #expect(
            Markdown(MarkdownEscape.escaped(text)).html.replacing("&quot;", with: "\"").replacing("\n", with: "")
                == "<p>\(shown)</p>"
        )
    }

    @Test func `lines and paragraphs stay, and blanks make no code`() {
        let html = Markdown(MarkdownEscape.escaped("We will.\n    Soon.\n\n    In *May*.  \nYours")).html
        #expect(html.matches(of: /<br>/).count == 2 && html.matches(of: /<p>/).count == 2)
        #expect(!html.contains("<code>") && !html.contains("<em>"))
        for words in ["We will.", "Soon.", "In *May*.", "Yours"] { #expect(html.contains(words)) }
    }
}
