import UndersignedCore

/// A part of the packet after the letter: tables, lines to be typed, and what is to be said of them.
struct SectionFlow {
    private static let codeIndent = 10.0
    let section: PrintedPacket.Section
    let flow: PageFlow

    /// Writes it; a short one stands on one page.
    ///
    /// - Throws: `PrintFailure`.
    func write() throws(PrintFailure) {
        flow.skip(20)
        try flow.makeRoom(min(try height(), PageFlow.height / 2))
        flow.canvas.addContents(section.heading, y: flow.y)
        try flow.write(MarkedText(section.heading), .heading, .section)
        flow.skip(4)
        var isInTable = false
        for part in section.parts {
            try begin(part, isInTable: &isInTable)
            switch part {
            case .paragraph(let text):
                flow.skip(4)
                try flow.write(MarkedText(text), .small, .paragraph)
                flow.skip(4)
            case .row(let label, let value): try flow.write(row: label, value, .small)
            case .total(let label, let value): try flow.write(row: label, value, .total)
            case .code(let lines): try write(code: lines)
            case .address(let address):
                let text = MarkedText([LetterBlock.Run(address, link: address)])
                try flow.write(text, face(for: [address]), .paragraph, indent: Self.codeIndent)
                flow.skip(4)
            }
        }
        if isInTable { flow.structure.close(.table) }
    }

    /// Opens or closes the table before a part.
    private func begin(_ part: PrintedPacket.Section.Part, isInTable: inout Bool) throws(PrintFailure) {
        let isRow =
            switch part {
            case .row, .total: true
            case .paragraph, .code, .address: false
            }
        guard isRow != isInTable else { return }
        if isRow {
            // A table begins where its first row has room.
            try flow.makeRoom(try height(of: part))
            flow.structure.open(.table)
        } else {
            flow.structure.close(.table)
        }
        isInTable = isRow
    }

    private func write(code lines: [String]) throws(PrintFailure) {
        let face = face(for: lines)
        try flow.makeRoom(face.leading * Double(min(lines.count, 8)))
        for line in lines {
            let depth = line.prefix { $0 == " " }.count
            let indent = Self.codeIndent + Double(depth) * face.leading * 0.4
            try flow.write(MarkedText(String(line.dropFirst(depth))), face, .paragraph, indent: indent)
        }
        flow.skip(4)
    }

    private func face(for lines: [String]) -> Face {
        Face.code(letters: lines.map(\.count).max() ?? 0, in: PageFlow.measure - Self.codeIndent)
    }

    private func height() throws(PrintFailure) -> Double {
        var height = Face.heading.leading + 4
        for part in section.parts { height += try self.height(of: part) }
        return height
    }

    private func height(of part: PrintedPacket.Section.Part) throws(PrintFailure) -> Double {
        switch part {
        case .paragraph(let text): try flow.height(of: MarkedText(text), .small) + 8
        case .row(let label, _):
            Double(try flow.setter(.small, width: PageFlow.measure * 0.72).lines(label).count) * 13.5 + 3
        case .total: Face.total.leading + 3
        case .code(let lines): Face.code.leading * Double(lines.count) + 4
        case .address: Face.code.leading + 4
        }
    }
}
