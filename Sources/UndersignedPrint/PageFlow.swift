import UndersignedCore

/// The pages from top to bottom: a line that finds no room begins the next one.
final class PageFlow {
    static let left = 68.0
    static let right = PDFCanvas.width - left
    static let top = 68.0
    static let bottom = PDFCanvas.height - 76
    static var measure: Double { right - left }
    static var height: Double { bottom - top }

    let canvas: PDFCanvas
    let structure: PDFStructure
    /// Of what is written now: chooses forms of letters, and the side on which lines begin.
    var language: LanguageTag
    /// Where the next line's top is.
    private(set) var y = PageFlow.top
    private var setters: [String: Typesetter] = [:]
    private let title: String

    init(_ canvas: PDFCanvas, title: String, language: LanguageTag) {
        (self.canvas, self.title, self.language) = (canvas, title, language)
        structure = PDFStructure(canvas)
    }

    var isMirrored: Bool { language.isRightToLeft }

    /// Letters, of all that was set, that no installed font has.
    var unknownCount: Int { setters.values.reduce(0) { $0 + $1.unknownCount } }

    /// The typesetter of a face and measure, made once.
    ///
    /// - Throws: `PrintFailure`.
    func setter(_ face: Face, width: Double = PageFlow.measure) throws(PrintFailure) -> Typesetter {
        let key = "\(face.font) \(face.grey) \(width) \(language)"
        if let setter = setters[key] { return setter }
        let setter = try Typesetter(face, width: width, language: language.text, on: canvas)
        setters[key] = setter
        return setter
    }

    /// Writes a text below what is there; no line of a paragraph stands alone at a page's foot or head.
    ///
    /// - Parameters:
    ///   - text: The words.
    ///   - face: The font.
    ///   - tag: What it is.
    ///   - indent: From the margin where lines begin, in points.
    ///   - isEven: Whether its lines are made of one length, as a title's are.
    /// - Throws: `PrintFailure`.
    func write(
        _ text: MarkedText,
        _ face: Face,
        _ tag: PDFTag,
        indent: Double = 0,
        isEven: Bool = false
    ) throws(PrintFailure) {
        let setter = try setter(face, width: Self.measure - indent)
        let lines = isEven ? setter.evenLines(text) : setter.lines(text)
        try makeRoom(face.leading * Double(Self.together(lines.count)))
        structure.open(tag)
        for (index, line) in lines.enumerated() {
            let isNextToLast = index > 0 && index == lines.count - 2
            try makeRoom(face.leading * (isNextToLast ? 2 : 1))
            draw(line, setter, x: Self.left + (isMirrored ? 0 : indent) + line.x)
            y += face.leading
        }
        structure.close(tag)
    }

    private func draw(_ line: SetLine, _ setter: Typesetter, x: Double) {
        setter.draw(line, x: x, baseline: y + setter.face.leading * 0.75, in: structure)
    }

    /// How many lines of so many stand on the page on which the first one does.
    static func together(_ count: Int) -> Int {
        count <= 3 ? count : 2
    }

    /// How much room a text takes.
    ///
    /// - Throws: `PrintFailure`.
    func height(of text: MarkedText, _ face: Face, indent: Double = 0) throws(PrintFailure) -> Double {
        Double(try setter(face, width: Self.measure - indent).lines(text).count) * face.leading
    }

    /// How much of a text stands on the page on which its first line does, at least.
    ///
    /// - Throws: `PrintFailure`.
    func headHeight(of text: MarkedText, _ face: Face, indent: Double = 0) throws(PrintFailure) -> Double {
        let lines = try setter(face, width: Self.measure - indent).lines(text).count
        return Double(Self.together(lines)) * face.leading
    }

    /// A label on the side where lines begin, and what belongs to it on the other one.
    ///
    /// - Throws: `PrintFailure`.
    func write(row label: String, _ value: String, _ face: Face) throws(PrintFailure) {
        let labels = try setter(face, width: Self.measure * 0.72)
        let lines = labels.lines(label)
        try makeRoom(face.leading * Double(max(lines.count, 1)) + 3)
        structure.open(.row)
        structure.open(.head)
        for (index, line) in lines.enumerated() {
            let x = Self.left + (isMirrored ? Self.measure * 0.28 : 0) + line.x
            labels.draw(line, x: x, baseline: y + face.leading * (Double(index) + 0.75), in: structure)
        }
        structure.close(.head)
        let values = try setter(face, width: Self.measure * 0.27)
        if !value.isEmpty, let line = values.oneLine(value) {
            structure.open(.cell)
            draw(line, values, x: isMirrored ? Self.left : Self.right - line.width)
            structure.close(.cell)
        }
        structure.close(.row)
        y += face.leading * Double(max(lines.count, 1)) + 1.5
        canvas.drawRule(from: Self.left, to: Self.right, y: y, grey: 0.88)
        y += 1.5
    }

    /// A bullet or number; what it belongs to is written beside it, on the same page.
    ///
    /// - Throws: `PrintFailure`.
    func write(marker: String, _ face: Face, indent: Double) throws(PrintFailure) {
        let setter = try setter(face, width: 60)
        guard let line = setter.oneLine(marker) else { return }
        structure.open(.label)
        draw(line, setter, x: isMirrored ? Self.right - indent : Self.left + indent - line.width)
        structure.close(.label)
    }

    func skip(_ space: Double) {
        y = min(y + space, Self.bottom)
    }

    func drawRule() {
        structure.closeWords()
        canvas.drawRule(from: Self.left, to: Self.right, y: y)
    }

    /// Begins a page unless so much is left on this one.
    ///
    /// - Throws: `PrintFailure`.
    func makeRoom(_ height: Double) throws(PrintFailure) {
        if y + height > Self.bottom, y > Self.top { try beginPage() }
    }

    /// - Throws: `PrintFailure`.
    func beginPage() throws(PrintFailure) {
        try endPage()
        canvas.page += 1
        y = Self.top
    }

    /// Puts number and title below the page, and shows it; the first one shows its title anyhow.
    ///
    /// - Throws: `PrintFailure`.
    func endPage() throws(PrintFailure) {
        structure.closeWords()
        let baseline = PDFCanvas.height - 42
        let titles = try setter(.quiet, width: Self.measure * 0.8)
        if canvas.page > 1, let line = titles.oneLine(title) {
            titles.draw(line, x: isMirrored ? Self.right - line.width : Self.left, baseline: baseline)
        }
        let numbers = try setter(.quiet, width: Self.measure * 0.15)
        if let line = numbers.oneLine(String(canvas.page)) {
            numbers.draw(line, x: isMirrored ? Self.left : Self.right - line.width, baseline: baseline)
        }
        try canvas.showPage()
    }
}
