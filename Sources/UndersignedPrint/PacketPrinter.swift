package import UndersignedCore

/// Draws a packet as a PDF for paper: the letter, how many signed, how to check it, and names where there are any.
package struct PacketPrinter {
    /// What came of it.
    package struct Result: Hashable, Sendable {
        package let pages: Int
        /// Letters for which this machine has no font; they are drawn as boxes.
        package let unknownLetters: Int
    }

    private let packet: PrintedPacket

    package init(_ packet: PrintedPacket) {
        self.packet = packet
    }

    /// Writes the file; names are read one by one, and none is kept.
    ///
    /// - Parameters:
    ///   - names: In the order in which they are set; without line breaks.
    ///   - file: Where to; its folder exists.
    /// - Returns: How many pages it has.
    /// - Throws: `PrintFailure`.
    package func print(_ names: some Sequence<String>, to file: String) throws(PrintFailure) -> Result {
        let canvas = try PDFCanvas(file, title: packet.title, madeAt: packet.madeAt)
        let flow = PageFlow(canvas, title: packet.title, language: packet.language)
        try writeHead(flow)
        for block in packet.letter { try write(block, flow) }
        for section in packet.sections { try write(section, flow) }
        if let list = packet.names { try write(list, names, flow) }
        try flow.endPage()
        try canvas.finish()
        try PDFLanguage.add(packet.language, to: file)
        return Result(pages: canvas.page, unknownLetters: flow.unknownCount)
    }

    private func writeHead(_ flow: PageFlow) throws(PrintFailure) {
        flow.canvas.addContents(packet.title, y: flow.y)
        try flow.write(packet.eyebrow, .quiet)
        flow.skip(6)
        try flow.write(packet.title, .title)
        flow.skip(10)
        for address in packet.addresses { try flow.write(address, .letter) }
        flow.skip(14)
        flow.drawRule()
        flow.skip(8)
        try flow.write(packet.number, .number)
        try flow.write(packet.numberLabel, .quiet)
        flow.skip(10)
        flow.drawRule()
        flow.skip(20)
    }

    private func write(_ block: LetterBlock, _ flow: PageFlow) throws(PrintFailure) {
        let text = LetterMarkup.text(of: block.runs)
        switch block.kind {
        case .heading:
            flow.skip(6)
            // A heading does not stand alone at the foot of a page.
            try flow.makeRoom(Typesetter.Face.letter.leading * 4)
            try flow.write("<b>\(text)</b>", .letter, isMarkup: true)
            flow.skip(4)
        case .paragraph:
            try flow.write(text, .letter, isMarkup: true)
            flow.skip(9)
        case .item(let marker, let depth):
            let indent = Double(min(depth, 6)) * 20
            try flow.write(marker: marker, .letter, indent: indent - 16)
            try flow.write(text, .letter, indent: indent, isMarkup: true)
            flow.skip(4)
        case .quotation:
            try flow.write("<i>\(text)</i>", .letter, indent: 20, isMarkup: true)
            flow.skip(9)
        case .code:
            try flow.write(text, .code, indent: 20, isMarkup: true)
            flow.skip(9)
        case .rule:
            flow.skip(4)
            flow.drawRule()
            flow.skip(13)
        }
    }

    private func write(_ section: PrintedPacket.Section, _ flow: PageFlow) throws(PrintFailure) {
        flow.skip(18)
        // A short section stands on one page.
        try flow.makeRoom(min(try height(of: section, flow), PageFlow.height / 3))
        flow.canvas.addContents(section.heading, y: flow.y)
        try flow.write(section.heading, .heading)
        flow.skip(4)
        for part in section.parts {
            switch part {
            case .paragraph(let text):
                flow.skip(4)
                try flow.write(text, .small)
                flow.skip(4)
            case .row(let label, let value): try flow.write(row: label, value, .small)
            case .code(let text):
                try flow.write(text, .code, indent: 10)
                flow.skip(4)
            }
        }
    }

    private func height(of section: PrintedPacket.Section, _ flow: PageFlow) throws(PrintFailure) -> Double {
        var height = Typesetter.Face.heading.leading
        for part in section.parts {
            switch part {
            case .paragraph(let text): height += try flow.height(of: text, .small) + 8
            case .row(let label, _): height += try flow.height(of: label, .small)
            case .code(let text): height += try flow.height(of: text, .code) + 4
            }
        }
        return height
    }

    private func write(
        _ list: PrintedPacket.NameList,
        _ names: some Sequence<String>,
        _ flow: PageFlow
    ) throws(PrintFailure) {
        try flow.beginPage()
        flow.canvas.addContents(list.heading, y: flow.y)
        try flow.write(list.heading, .heading)
        flow.skip(2)
        try flow.write(list.lead, .quiet)
        flow.skip(10)
        var columns = try NameColumns(flow, count: list.count)
        for name in names { try columns.write(name) }
    }
}
