import CCMark
package import UndersignedCore

extension Markdown {
    /// Reads CommonMark as blocks for paper: the same words as `html` shows, and the addresses of links beside them.
    ///
    /// - Parameter source: The text; the work grows with its length, so its limit is the caller's to set.
    /// - Returns: Blocks in the order of the text.
    package static func blocks(of source: String) -> [LetterBlock] {
        var source = source
        var reader = LetterBlockReader()
        let root = source.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) {
                cmark_parse_document($0.baseAddress, $0.count, CMARK_OPT_DEFAULT)
            }
        }
        defer { cmark_node_free(root) }
        let iterator = cmark_iter_new(root)
        defer { cmark_iter_free(iterator) }
        while true {
            let event = cmark_iter_next(iterator)
            guard event != CMARK_EVENT_DONE, let node = cmark_iter_get_node(iterator) else { break }
            reader.visit(node, isEntering: event == CMARK_EVENT_ENTER)
        }
        return reader.blocks
    }
}

/// Takes the blocks from one event of the tree's walk after the other.
private struct LetterBlockReader {
    /// A list that the walk is in.
    private struct List {
        let isOrdered: Bool
        var number: Int
        var marker = ""
    }

    private(set) var blocks: [LetterBlock] = []
    private var runs: [LetterBlock.Run] = []
    private var lists: [List] = []
    private var quoteDepth = 0
    private var strongDepth = 0
    private var emphasisDepth = 0
    /// Of the words that come now.
    private var link: String?

    mutating func visit(_ node: OpaquePointer, isEntering: Bool) {
        let type = cmark_node_get_type(node)
        if type.rawValue >= CMARK_NODE_FIRST_INLINE.rawValue {
            inline(node, type, isEntering: isEntering)
        } else {
            block(node, type, isEntering: isEntering)
        }
    }

    private mutating func block(_ node: OpaquePointer, _ type: cmark_node_type, isEntering: Bool) {
        switch type {
        case CMARK_NODE_PARAGRAPH where !isEntering: close(kind)
        case CMARK_NODE_HEADING where !isEntering: close(.heading(Int(cmark_node_get_heading_level(node))))
        case CMARK_NODE_BLOCK_QUOTE: quoteDepth += isEntering ? 1 : -1
        case CMARK_NODE_LIST where isEntering:
            let isOrdered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST
            lists.append(List(isOrdered: isOrdered, number: Int(cmark_node_get_list_start(node))))
        case CMARK_NODE_LIST: lists.removeLast()
        case CMARK_NODE_ITEM where isEntering: beginItem()
        case CMARK_NODE_THEMATIC_BREAK: close(.rule)
        case CMARK_NODE_CODE_BLOCK, CMARK_NODE_HTML_BLOCK:
            let text = literal(node)
            add(String(text.hasSuffix("\n") ? text.dropLast() : text[...]))
            close(type == CMARK_NODE_CODE_BLOCK ? .code : .paragraph)
        default: break
        }
    }

    private mutating func inline(_ node: OpaquePointer, _ type: cmark_node_type, isEntering: Bool) {
        switch type {
        case CMARK_NODE_TEXT, CMARK_NODE_HTML_INLINE: add(literal(node))
        case CMARK_NODE_CODE: add(literal(node), isCode: true)
        case CMARK_NODE_SOFTBREAK: add(" ")
        case CMARK_NODE_LINEBREAK: add("\n")
        case CMARK_NODE_EMPH: emphasisDepth += isEntering ? 1 : -1
        case CMARK_NODE_STRONG: strongDepth += isEntering ? 1 : -1
        case CMARK_NODE_LINK:
            let address = cmark_node_get_url(node).map { String(cString: $0) }.flatMap {
                WebAddress.isWeb($0) ? $0 : nil
            }
            link = isEntering ? address : nil
            // Paper can't be followed, so it says where the link leads, unless its own words do.
            if !isEntering, let address, runs.last?.text != address {
                add(" (")
                runs.append(LetterBlock.Run(address, link: address))
                add(")")
            }
        default: break
        }
    }

    private mutating func beginItem() {
        guard let last = lists.indices.last else { return }
        lists[last].marker = lists[last].isOrdered ? "\(lists[last].number)." : "•"
        lists[last].number += 1
    }

    private var kind: LetterBlock.Kind {
        if let list = lists.last { return .item(marker: list.marker, depth: lists.count) }
        return quoteDepth > 0 ? .quotation : .paragraph
    }

    private mutating func add(_ text: String, isCode: Bool = false) {
        runs.append(
            LetterBlock.Run(
                text,
                isStrong: strongDepth > 0,
                isEmphasised: emphasisDepth > 0,
                isCode: isCode,
                link: link
            )
        )
    }

    private mutating func close(_ kind: LetterBlock.Kind) {
        blocks.append(LetterBlock(kind, runs))
        runs = []
        // A second paragraph of an item has no marker of its own.
        if let last = lists.indices.last { lists[last].marker = "" }
    }

    private func literal(_ node: OpaquePointer) -> String {
        guard let pointer = cmark_node_get_literal(node) else { return "" }
        return String(cString: pointer)
    }
}
