/// The pages from top to bottom: a line that finds no room begins the next one.
final class PageFlow {
    static let left = 62.0
    static let right = PDFCanvas.width - left
    static let top = 68.0
    static let bottom = PDFCanvas.height - 72
    static var measure: Double { right - left }
    static var height: Double { bottom - top }

    let canvas: PDFCanvas
    let language: String
    /// Where the next line's top is.
    private(set) var y = PageFlow.top
    private var setters: [String: Typesetter] = [:]
    private let title: String

    init(_ canvas: PDFCanvas, title: String, language: String) {
        (self.canvas, self.title, self.language) = (canvas, title, language)
    }

    /// Letters, of all that was set, that no installed font has.
    var unknownCount: Int { setters.values.reduce(0) { $0 + $1.unknownCount } }

    /// The typesetter of a face and measure, made once.
    ///
    /// - Throws: `PrintFailure`.
    func setter(_ face: Typesetter.Face, width: Double = PageFlow.measure) throws(PrintFailure) -> Typesetter {
        let key = "\(face.font) \(face.grey) \(width)"
        if let setter = setters[key] { return setter }
        let setter = try Typesetter(face, width: width, language: language, on: canvas)
        setters[key] = setter
        return setter
    }

    /// Writes a text below what is there.
    ///
    /// - Parameters:
    ///   - text: Plain, unless it is markup.
    ///   - face: The font.
    ///   - indent: From the left margin, in points.
    ///   - isMarkup: Whether the text is in Pango's markup.
    /// - Throws: `PrintFailure`.
    func write(
        _ text: String,
        _ face: Typesetter.Face,
        indent: Double = 0,
        isMarkup: Bool = false
    ) throws(PrintFailure) {
        let setter = try setter(face, width: Self.measure - indent)
        for line in isMarkup ? setter.lines(markup: text) : setter.lines(text) {
            try makeRoom(face.leading)
            setter.draw(line, x: Self.left + indent, baseline: y + face.leading * 0.75)
            y += face.leading
        }
    }

    /// How much room a text takes.
    ///
    /// - Throws: `PrintFailure`.
    func height(of text: String, _ face: Typesetter.Face) throws(PrintFailure) -> Double {
        Double(try setter(face).lines(text).count) * face.leading
    }

    /// A label at the left and what belongs to it at the right, on one line.
    ///
    /// - Throws: `PrintFailure`.
    func write(row label: String, _ value: String, _ face: Typesetter.Face) throws(PrintFailure) {
        let labels = try setter(face, width: Self.measure * 0.72)
        let lines = labels.lines(label)
        try makeRoom(face.leading * Double(lines.count))
        for (index, line) in lines.enumerated() {
            labels.draw(line, x: Self.left, baseline: y + face.leading * (Double(index) + 0.75))
        }
        let values = try setter(face, width: Self.measure * 0.27)
        if let line = values.oneLine(value, isAtEnd: true) {
            values.draw(line, x: Self.left + Self.measure * 0.73, baseline: y + face.leading * 0.75)
        }
        y += face.leading * Double(max(lines.count, 1))
    }

    /// A bullet or number; what it belongs to is written beside it, on the same page.
    ///
    /// - Throws: `PrintFailure`.
    func write(marker: String, _ face: Typesetter.Face, indent: Double) throws(PrintFailure) {
        try makeRoom(face.leading)
        let setter = try setter(face, width: 30)
        guard let line = setter.lines(marker).first else { return }
        setter.draw(line, x: Self.left + indent, baseline: y + face.leading * 0.75)
    }

    func skip(_ space: Double) {
        y = min(y + space, Self.bottom)
    }

    func drawRule() {
        canvas.drawRule(from: Self.left, to: Self.right, y: y)
    }

    /// Begins a page unless so much is left on this one.
    ///
    /// - Throws: `PrintFailure`.
    func makeRoom(_ height: Double) throws(PrintFailure) {
        if y + height > Self.bottom { try beginPage() }
    }

    /// - Throws: `PrintFailure`.
    func beginPage() throws(PrintFailure) {
        try endPage()
        canvas.page += 1
        y = Self.top
    }

    /// Puts title and number below the page, and shows it.
    ///
    /// - Throws: `PrintFailure`.
    func endPage() throws(PrintFailure) {
        let baseline = PDFCanvas.height - 40
        let titles = try setter(.quiet, width: Self.measure * 0.8)
        if let line = titles.oneLine(title) { titles.draw(line, x: Self.left, baseline: baseline) }
        let numbers = try setter(.quiet, width: Self.measure * 0.15)
        if let line = numbers.oneLine(String(canvas.page), isAtEnd: true) {
            numbers.draw(line, x: Self.left + Self.measure * 0.85, baseline: baseline)
        }
        try canvas.showPage()
    }
}
