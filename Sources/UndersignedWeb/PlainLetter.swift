import UndersignedCore

/// A letter as plain text: its first paragraph, and the rest.
struct PlainLetter {
    let opening: String
    /// Paragraphs with empty lines between; empty for a letter of one paragraph.
    let rest: String

    /// - Parameter markdown: The letter as it was written.
    init(_ markdown: String) {
        let blocks = Self.blocks(of: Markdown(markdown).html)
        opening = blocks.first ?? ""
        rest = blocks.dropFirst().joined(separator: "\n\n")
    }

    /// The words of our own markup; each `>` that ends a block ends a paragraph here too.
    private static func blocks(of html: String) -> [String] {
        var blocks: [String] = []
        var block: [UInt8] = []
        var rest = Array(html.utf8)[...]
        func close() {
            let text = PlainLetter.trimmed(String(decoding: block, as: UTF8.self))
            if !text.isEmpty { blocks.append(text) }
            block = []
        }
        while let byte = rest.first {
            if byte == UInt8(ascii: "<") {
                let tag = rest.dropFirst().prefix { $0 != UInt8(ascii: ">") }
                rest = rest.dropFirst(tag.count + 2)
                if blockEnds.contains(String(decoding: tag, as: UTF8.self)) { close() }
            } else if byte == UInt8(ascii: "&"), let (text, length) = entity(rest) {
                block.append(text)
                rest = rest.dropFirst(length)
            } else {
                block.append(byte)
                rest = rest.dropFirst()
            }
        }
        close()
        return blocks
    }

    private static let blockEnds: Set = ["/p", "/li", "/pre", "/h2", "/h3", "/h4", "/h5", "/h6", "hr"]

    private static let entities: [(name: String, byte: UInt8)] = [
        ("&lt;", UInt8(ascii: "<")), ("&gt;", UInt8(ascii: ">")), ("&amp;", UInt8(ascii: "&")),
        ("&quot;", UInt8(ascii: "\"")), ("&#39;", UInt8(ascii: "'")), ("&#123;", UInt8(ascii: "{")),
        ("&#125;", UInt8(ascii: "}")),
    ]

    private static func entity(_ rest: ArraySlice<UInt8>) -> (UInt8, Int)? {
        entities.first { rest.starts(with: $0.name.utf8) }.map { ($0.byte, $0.name.utf8.count) }
    }

    private static func trimmed(_ text: String) -> String {
        let scalars = text.unicodeScalars
        let isSpace: (Unicode.Scalar) -> Bool = { $0 == " " || $0 == "\n" }
        let start = scalars.drop(while: isSpace)
        guard let last = start.lastIndex(where: { !isSpace($0) }) else { return "" }
        return String(start[...last])
    }
}
