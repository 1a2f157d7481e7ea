import CCMark

/// Text that an organiser wrote in Markdown, as HTML that is safe to put into a page.
///
/// The HTML is written here from the parsed tree, never filtered afterwards: what this file does not write can't appear.
/// Only `p h2…h6 em strong ul ol li blockquote a pre code hr br` come out, and no attribute is the author's but `href`,
/// which is `http`, `https` or `mailto` (S-02, S-06). Raw HTML appears as text; an image appears as its description.
package struct Markdown: Sendable, Equatable {
    /// Well-formed HTML without `h1`, so that a page keeps one.
    package let html: String

    /// Reads CommonMark.
    ///
    /// - Parameters:
    ///   - source: The text; the work grows with its length, so its limit is the caller's to set.
    ///   - topHeading: The level that the author's first level becomes, 2…6.
    package init(_ source: String, topHeading: Int = 2) {
        var source = source
        var writer = MarkdownWriter(headingShift: topHeading - 1)
        let root = source.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) {
                cmark_parse_document($0.baseAddress, $0.count, CMARK_OPT_DEFAULT)
            }
        }
        defer { cmark_node_free(root) }
        // An iterator, because nesting is as deep as the author likes and a call stack is not.
        let iterator = cmark_iter_new(root)
        defer { cmark_iter_free(iterator) }
        while true {
            let event = cmark_iter_next(iterator)
            guard event != CMARK_EVENT_DONE, let node = cmark_iter_get_node(iterator) else { break }
            writer.visit(node, isEntering: event == CMARK_EVENT_ENTER)
        }
        html = writer.html
    }
}

/// Writes the allowed elements, one event of the tree's walk after the other.
private struct MarkdownWriter {
    /// What is nested deeper keeps its words: no letter needs more, and each level is a single sign to type.
    private static let depthLimit = 16

    let headingShift: Int
    /// How many quotations, lists and their items the walk is in.
    private var blockDepth = 0
    /// How many emphases it is in.
    private var emphasisDepth = 0
    private(set) var html = ""
    /// Inside an image's description only text counts.
    private var imageDepth = 0

    init(headingShift: Int) {
        self.headingShift = headingShift
    }

    mutating func visit(_ node: OpaquePointer, isEntering: Bool) {
        let type = cmark_node_get_type(node)
        if type == CMARK_NODE_IMAGE {
            imageDepth += isEntering ? 1 : -1
        } else if type == CMARK_NODE_LINK {
            link(node, isEntering: isEntering)
        } else if type.rawValue >= CMARK_NODE_FIRST_INLINE.rawValue {
            inline(node, type, isEntering: isEntering)
        } else {
            block(node, type, isEntering: isEntering)
        }
    }

    private mutating func block(_ node: OpaquePointer, _ type: cmark_node_type, isEntering: Bool) {
        switch type {
        case CMARK_NODE_PARAGRAPH where isTight(node):
            html += isEntering || cmark_node_next(node) == nil ? "" : "\n"
        case CMARK_NODE_PARAGRAPH: tag("p", isEntering, breaksAfter: true)
        case CMARK_NODE_HEADING:
            let level = min(6, max(2, Int(cmark_node_get_heading_level(node)) + headingShift))
            tag("h\(level)", isEntering, breaksAfter: true)
        case CMARK_NODE_BLOCK_QUOTE: nested("blockquote", isEntering)
        case CMARK_NODE_LIST: nested(cmark_node_get_list_type(node) == CMARK_ORDERED_LIST ? "ol" : "ul", isEntering)
        // A list of the last level keeps its items.
        case CMARK_NODE_ITEM: nested("li", isEntering, upTo: Self.depthLimit + 1)
        case CMARK_NODE_THEMATIC_BREAK: html += "<hr>\n"
        case CMARK_NODE_CODE_BLOCK: html += "<pre><code>\(escapedLiteral(node))</code></pre>\n"
        case CMARK_NODE_HTML_BLOCK: html += "<p>\(escapedLiteral(node))</p>\n"
        default: break  // the document itself; and custom blocks, which the parser never makes
        }
    }

    private mutating func inline(_ node: OpaquePointer, _ type: cmark_node_type, isEntering: Bool) {
        switch type {
        case CMARK_NODE_TEXT, CMARK_NODE_HTML_INLINE: html += escapedLiteral(node)
        case CMARK_NODE_SOFTBREAK: html += "\n"
        case CMARK_NODE_LINEBREAK: html += imageDepth == 0 ? "<br>\n" : "\n"
        case CMARK_NODE_CODE where imageDepth > 0: html += escapedLiteral(node)
        case CMARK_NODE_CODE: html += "<code>\(escapedLiteral(node))</code>"
        case CMARK_NODE_EMPH where imageDepth == 0: emphasis("em", isEntering)
        case CMARK_NODE_STRONG where imageDepth == 0: emphasis("strong", isEntering)
        default: break
        }
    }

    /// Keeps the words of a link that leads nowhere allowed.
    private mutating func link(_ node: OpaquePointer, isEntering: Bool) {
        guard imageDepth == 0, let pointer = cmark_node_get_url(node) else { return }
        let address = String(cString: pointer)
        guard WebAddress.isWeb(address) || WebAddress.isMail(address) else { return }
        let href = MarkupContentType().escapeText(address)
        html += isEntering ? "<a href=\"\(href)\" rel=\"nofollow noopener\">" : "</a>"
    }

    private mutating func nested(_ name: String, _ isEntering: Bool, upTo limit: Int = depthLimit) {
        if isEntering { blockDepth += 1 }
        if blockDepth <= limit { tag(name, isEntering, breaksAfter: true) }
        if !isEntering { blockDepth -= 1 }
    }

    private mutating func emphasis(_ name: String, _ isEntering: Bool) {
        if isEntering { emphasisDepth += 1 }
        if emphasisDepth <= Self.depthLimit { tag(name, isEntering) }
        if !isEntering { emphasisDepth -= 1 }
    }

    private mutating func tag(_ name: String, _ isEntering: Bool, breaksAfter: Bool = false) {
        html += isEntering ? "<\(name)>" : "</\(name)>"
        if !isEntering, breaksAfter { html += "\n" }
    }

    private func escapedLiteral(_ node: OpaquePointer) -> String {
        guard let pointer = cmark_node_get_literal(node) else { return "" }
        return MarkupContentType().escapeText(String(cString: pointer))
    }

    /// A paragraph of a tight list's item has no element of its own.
    private func isTight(_ paragraph: OpaquePointer) -> Bool {
        guard let item = cmark_node_parent(paragraph), let list = cmark_node_parent(item) else { return false }
        return cmark_node_get_type(list) == CMARK_NODE_LIST && cmark_node_get_list_tight(list) != 0
    }
}
