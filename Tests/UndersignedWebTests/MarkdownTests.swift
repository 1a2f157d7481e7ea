import Testing
import UndersignedWeb

struct MarkdownTests {
    @Test(arguments: [
        ("# One\n\n## Two", "<h2>One</h2>\n<h3>Two</h3>\n"),
        ("###### Six", "<h6>Six</h6>\n"),
        ("*a* **b** `c`", "<p><em>a</em> <strong>b</strong> <code>c</code></p>\n"),
        ("- a\n- b", "<ul><li>a</li>\n<li>b</li>\n</ul>\n"),
        ("3. a", "<ol><li>a</li>\n</ol>\n"),
        ("> a", "<blockquote><p>a</p>\n</blockquote>\n"),
        ("a  \nb\n\n---", "<p>a<br>\nb</p>\n<hr>\n"),
        ("```html\n<b>\n```", "<pre><code>&lt;b&gt;\n</code></pre>\n"),
        ("![a *red* house](https://example.org/h.png \"t\")", "<p>a red house</p>\n"),
        ("[![a](b)](https://example.org)", "<p><a href=\"https://example.org\" rel=\"nofollow noopener\">a</a></p>\n"),
        ("<b onclick=x>bold</b>", "<p>&lt;b onclick=x&gt;bold&lt;/b&gt;</p>\n"),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;\n</p>\n"),
        ("", ""),
    ])
    func `Markdown becomes plain HTML, and raw HTML becomes text`(source: String, html: String) {
        #expect(Markdown(source).html == html)
    }

    @Test(arguments: [
        "javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "vbscript:x", "//evil.example.org", "/path",
        "&#106;avascript:alert(1)", "java\tscript:alert(1)", "https:evil", "https:\\\\evil", "file:///etc/passwd", "#a",
        "%6aavascript:alert(1)", "h\u{301}ttps://example.org",
    ])
    func `a link that is not http, https or mailto keeps its words only`(address: String) {
        // S-02
        #expect(!Markdown("[words](<\(address)> \"title\")").html.contains("<a"))
    }

    @Test(arguments: [
        "https://example.org/?a=1&b=\"", "http://example.org", "mailto:a@example.org", "HTTPS://EXAMPLE.ORG",
    ])
    func `a web or mail address becomes a link`(address: String) {
        let markup = PageMarkup(Markdown("[words](<\(address)>)").html)
        #expect(markup.values(of: "href") == [address])
        #expect(markup.values(of: "rel") == ["nofollow noopener"])
    }

    @Test func `no input of a hundred thousand brings out an element or attribute that is not allowed`() {
        // S-06
        var chance = SystemSeed(state: 20_180_620)
        for _ in 0..<100_000 {
            var source = ""
            for _ in 0..<Int.random(in: 1...10, using: &chance) {
                source += Self.pieces[Int.random(in: 0..<Self.pieces.count, using: &chance)]
            }
            if let fault = Self.fault(in: Markdown(source).html) {
                Issue.record("\(fault) from \(source.debugDescription)")
                return
            }
        }
    }

    @Test(
        .timeLimit(.minutes(1)),
        arguments: [
            ">", "> ", "* ", "- a\n", "[", "[a](", "![", "*a **", "`", "<", "<!--", "&#", "_a_", "](", "\\", "#",
            "a\n===\n",
            "1. ", "\t", "\n", "[a]: b\n", "<a ", "&amp;", "\u{301}", "👩‍👩‍👧", "[x][", "***", "~~~\n", "**a *b ",
        ]
    )
    func `64 kB of anything is bounded work`(piece: String) {
        // S-06, S-10
        let source = String(repeating: piece, count: 65_536 / piece.utf8.count)
        let html = Markdown(source).html
        #expect(html.utf8.count <= 40 * 65_536)
        #expect(Self.fault(in: html) == nil)
    }

    private static let pieces = [
        "<script>", "</p>", "<img src=x onerror=y>", "<", ">", "\"", "'", "&", "&lt;", "&#0;", "javascript:x", "[a](",
        "https://e.org", ")", "<https://e.org>", "<javascript:x>", "![", "](", "*", "**", "_", "`", "```\n", "~~~", "#",
        "# ", "> ", "- ", "1. ", "\n", "\n\n", "  \n", "\t", "    ", "\\", "[a]: javascript:x\n", "[a]", "<!--", "-->",
        "<![CDATA[", "]]>", "<?", "<a href=\"", "mailto:a@b", "\u{0}", "\u{2028}", "\u{301}", "\"\u{301}", "<\u{200D}",
        "x", "é", "{{", "}}", "[[", "onclick=", " style=x ", "===\n", "---\n", "</", "ID=a", "\r", "\u{FEFF}",
    ]

    private static let allowed: Set = [
        "p", "h2", "h3", "h4", "h5", "h6", "em", "strong", "ul", "ol", "li", "blockquote", "a", "pre", "code", "hr",
        "br",
    ]

    /// The first thing wrong with some HTML, or nil.
    private static func fault(in html: String) -> String? {
        var open: [String] = []
        for token in PageMarkup(html).tokens {
            switch token {
            case .text: break
            case .close(let name):
                guard open.popLast() == name else { return "unbalanced </\(name)>" }
            case .open(let name, let attributes):
                guard allowed.contains(name) else { return "<\(name)>" }
                guard attributes.map(\.name) == (name == "a" ? ["href", "rel"] : []) else { return "\(attributes)" }
                if name == "a" {
                    let address = attributes[0].value.lowercased()
                    let schemes = ["http://", "https://", "mailto:"]
                    guard schemes.contains(where: address.hasPrefix) else { return address }
                }
                if name != "hr", name != "br" { open.append(name) }
            }
        }
        return open.isEmpty ? nil : "left open: \(open)"
    }

    /// Chance from a fixed seed: a failure comes back.
    private struct SystemSeed: RandomNumberGenerator {
        var state: UInt64

        /// Source: Sebastiano Vigna, "splitmix64".
        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var word = state
            word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
            word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
            return word ^ (word >> 31)
        }
    }

    @Test(arguments: [">", "> ", "- ", "1. ", "*a **"])
    func `what is nested without end keeps its words and not its elements`(sign: String) {
        let source = String(repeating: sign, count: 19_990 / sign.utf8.count) + "x"
        let html = Markdown(source).html
        #expect(html.contains("x") && Self.fault(in: html) == nil)
        #expect(html.utf8.count <= 2 * source.utf8.count + 1_000, "\(html.utf8.count)")
    }
}
