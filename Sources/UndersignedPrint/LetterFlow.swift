import UndersignedCore

/// A letter's blocks, one below the other.
struct LetterFlow {
    private static let face = Face.letter
    private let flow: PageFlow
    /// How many lists are open, each within the one before.
    private var depth = 0

    /// Writes a letter.
    ///
    /// - Throws: `PrintFailure`.
    static func write(_ blocks: [LetterBlock], _ flow: PageFlow) throws(PrintFailure) {
        var letter = LetterFlow(flow: flow)
        for block in blocks { try letter.write(block) }
        letter.closeLists(to: 0)
    }

    private init(flow: PageFlow) {
        self.flow = flow
    }

    private mutating func write(_ block: LetterBlock) throws(PrintFailure) {
        let text = MarkedText(block.runs)
        if case .item(let marker, let depth) = block.kind { return try write(text, marker: marker, depth: depth) }
        closeLists(to: 0)
        switch block.kind {
        case .heading(let level):
            flow.skip(6)
            // A heading does not stand alone at the foot of a page.
            try flow.makeRoom(try flow.height(of: text.styled("b"), Self.face) + Self.face.leading * 3)
            try flow.write(text.styled("b"), Self.face, level <= 2 ? .section : .subsection)
            flow.skip(4)
        case .paragraph, .item:
            try flow.write(text, Self.face, .paragraph)
            flow.skip(9)
        case .quotation:
            try flow.write(text.styled("i"), Self.face, .quotation, indent: 20)
            flow.skip(9)
        case .code:
            try flow.write(text, .code, .paragraph, indent: 20)
            flow.skip(9)
        case .rule:
            flow.skip(4)
            flow.drawRule()
            flow.skip(13)
        }
    }

    private mutating func write(_ text: MarkedText, marker: String, depth: Int) throws(PrintFailure) {
        let depth = max(1, depth)
        let indent = Double(min(depth, 6)) * 22
        closeLists(to: depth)
        // The marker and what it belongs to stand on one page, and so does the list's beginning.
        try flow.makeRoom(try flow.headHeight(of: text, Self.face, indent: indent))
        while self.depth < depth {
            flow.structure.open(.list)
            self.depth += 1
        }
        flow.structure.open(.item)
        if !marker.isEmpty { try flow.write(marker: marker, Self.face, indent: indent - 7) }
        try flow.write(text, Self.face, .content, indent: indent)
        flow.structure.close(.item)
        flow.skip(4)
    }

    private mutating func closeLists(to depth: Int) {
        if depth == 0, self.depth > 0 { flow.skip(5) }
        while self.depth > depth {
            flow.structure.close(.list)
            self.depth -= 1
        }
    }
}
