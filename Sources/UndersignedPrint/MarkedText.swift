import UndersignedCore

/// Words as Pango reads them, and where links among them lead.
struct MarkedText {
    /// Some bytes of the text without its markup, and the address they lead to.
    struct Link {
        let bytes: Range<Int>
        let address: String
    }

    private(set) var markup = ""
    private(set) var links: [Link] = []
    private var length = 0

    init(_ runs: [LetterBlock.Run]) {
        for run in runs { add(run) }
    }

    init(_ text: String) {
        self.init([LetterBlock.Run(text)])
    }

    /// The whole text in a style, as `<i>`.
    func styled(_ element: String) -> Self {
        var styled = self
        styled.markup = "<\(element)>\(markup)</\(element)>"
        return styled
    }

    private mutating func add(_ run: LetterBlock.Run) {
        let plain = Self.settable(run.text)
        var text = Self.escaped(plain)
        // An address is not broken where a hyphen would have to be put in, nor behind its scheme.
        if plain == run.link, let scheme = text.firstRange(of: "://") {
            let rest = text[scheme.upperBound...]
            let host = rest.prefix { $0 != "/" }
            text = "<span allow_breaks=\"false\">\(text[..<host.endIndex])</span>\(text[host.endIndex...])"
            text = "<span insert_hyphens=\"false\">\(text)</span>"
        }
        if run.isCode { text = "<tt>\(text)</tt>" }
        if run.isEmphasised { text = "<i>\(text)</i>" }
        if run.isStrong { text = "<b>\(text)</b>" }
        let end = length + plain.utf8.count
        if let link = run.link {
            // A colour of its own makes Pango set the link apart from the words beside it.
            text = "<span color=\"black\">\(text)</span>"
            links.append(Link(bytes: length..<end, address: link))
        }
        markup += text
        length = end
    }

    /// Markup ends at other control characters, and no letter holds them.
    private static func settable(_ text: String) -> String {
        var settable = ""
        for scalar in text.unicodeScalars where scalar >= " " || scalar == "\t" || scalar == "\n" {
            settable.unicodeScalars.append(scalar)
        }
        return settable
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    }
}
