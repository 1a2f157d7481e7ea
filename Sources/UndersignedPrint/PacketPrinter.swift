import Synchronization
package import UndersignedCore

/// Draws a packet as a PDF for paper: the letter, how many signed, how to check it, and names where there are any.
package struct PacketPrinter {
    /// What came of it.
    package struct Result: Hashable, Sendable {
        package let pages: Int
        /// Letters for which this machine has no font; they are drawn as boxes.
        package let unknownLetters: Int
    }

    // Cairo keeps a few fonts open for all threads, and closes one without asking whether another thread reads it: two
    // packets with many scripts, drawn at once, ended the process.
    private static let turn = Mutex<Void>(())

    private let packet: PrintedPacket

    package init(_ packet: PrintedPacket) {
        self.packet = packet
    }

    /// Writes the file; names are read one by one, and none is kept.
    ///
    /// One packet is drawn at a time; who comes second waits.
    ///
    /// - Parameters:
    ///   - names: In the order in which they are set; without line breaks.
    ///   - file: Where to; its folder exists.
    /// - Returns: How many pages it has.
    /// - Throws: `PrintFailure`.
    package func print(_ names: some Sequence<String>, to file: String) throws(PrintFailure) -> Result {
        try Self.turn.withLock { _ throws(PrintFailure) in try draw(names, to: file) }
    }

    private func draw(_ names: some Sequence<String>, to file: String) throws(PrintFailure) -> Result {
        let letter = try Self.language(packet.language)
        let canvas = try PDFCanvas(file, title: packet.title, author: packet.author, madeAt: packet.madeAt)
        let flow = PageFlow(canvas, title: packet.title, language: letter)
        flow.structure.open(.document)
        try writeHead(flow)
        try LetterFlow.write(packet.letter, flow)
        flow.language = try Self.language(packet.wordsLanguage)
        for section in packet.sections { try SectionFlow(section: section, flow: flow).write() }
        flow.language = letter
        if let list = packet.names { try write(list, names, flow) }
        try flow.endPage()
        flow.structure.close(.document)
        try canvas.finish()
        try PDFLanguage.add(letter.text, to: file)
        return Result(pages: canvas.page, unknownLetters: flow.unknownCount)
    }

    private static func language(_ text: String) throws(PrintFailure) -> LanguageTag {
        guard let language = LanguageTag(text) else { throw PrintFailure(reason: "‘\(text)’ is no language tag") }
        return language
    }

    private func writeHead(_ flow: PageFlow) throws(PrintFailure) {
        flow.canvas.addContents(packet.title, y: flow.y)
        try flow.write(MarkedText(packet.eyebrow), .quiet, .paragraph)
        flow.skip(6)
        try flow.write(MarkedText(packet.title), .title, .title, isEven: true)
        flow.skip(10)
        for address in packet.addresses { try flow.write(MarkedText(address), .letter, .paragraph) }
        flow.skip(14)
        flow.drawRule()
        flow.skip(8)
        try flow.write(MarkedText(packet.number), .number, .paragraph)
        try flow.write(MarkedText(packet.numberLabel), .quiet, .paragraph)
        flow.skip(10)
        flow.drawRule()
        flow.skip(20)
    }

    private func write(
        _ list: PrintedPacket.NameList,
        _ names: some Sequence<String>,
        _ flow: PageFlow
    ) throws(PrintFailure) {
        try flow.beginPage()
        flow.canvas.addContents(list.heading, y: flow.y)
        try flow.write(MarkedText(list.heading), .heading, .section)
        flow.skip(2)
        try flow.write(MarkedText(list.lead), .quiet, .paragraph)
        flow.skip(10)
        var columns = try NameColumns(flow, count: list.count)
        for name in names { try columns.write(name) }
        columns.finish()
    }
}
