/// Names in columns, each from top to bottom and whole: a name that is too long for its column goes on below.
struct NameColumns {
    private static let count = 4
    private static let gap = 12.0
    private static var width: Double { (PageFlow.measure - gap * Double(count - 1)) / Double(count) }

    private let flow: PageFlow
    private let setter: Typesetter
    private var remaining: Int
    /// Of the names so far: how many lines one takes.
    private var written = (names: 0, lines: 0)
    private var column = 0
    private var top: Double
    /// Of the columns on this page: the last page's are of one length.
    private var bottom: Double
    /// Where the last line's letters end.
    private var inkBottom: Double
    private var baseline: Double

    /// - Parameters:
    ///   - flow: Names begin where it stands.
    ///   - count: How many there will be.
    /// - Throws: `PrintFailure`.
    init(_ flow: PageFlow, count: Int) throws(PrintFailure) {
        self.flow = flow
        remaining = count
        setter = try flow.setter(.name, width: Self.width)
        (top, bottom, inkBottom, baseline) = (flow.y, flow.y, flow.y, flow.y)
        beginColumns()
    }

    /// Writes a name.
    ///
    /// - Throws: `PrintFailure`.
    mutating func write(_ name: String) throws(PrintFailure) {
        let lines = setter.lines(name)
        // Marks above and below letters keep their place: such lines stand further apart.
        let below = lines.reduce(0) { $0 + max(setter.face.leading, $1.ascent + $1.descent) }
        if baseline + below > bottom, baseline > top { try beginColumn() }
        let x = PageFlow.left + Double(column) * (Self.width + Self.gap)
        for line in lines {
            baseline = max(baseline + setter.face.leading, inkBottom + line.ascent + 0.5)
            setter.draw(line, x: x, baseline: baseline)
            inkBottom = baseline + line.descent
        }
        remaining -= 1
        written = (written.names + 1, written.lines + lines.count)
    }

    private mutating func beginColumn() throws(PrintFailure) {
        column += 1
        if column == Self.count {
            try flow.beginPage()
            top = flow.y
            beginColumns()
        }
        // What the last page's columns of one length do not hold goes below the last of them.
        if column == Self.count - 1 { bottom = PageFlow.bottom }
        (baseline, inkBottom) = (top, top)
    }

    private mutating func beginColumns() {
        column = 0
        let linesEach = written.names == 0 ? 1.1 : Double(written.lines) / Double(written.names)
        let rows = (Double(remaining) * linesEach / Double(Self.count)).rounded(.up) + 0.3
        bottom = min(PageFlow.bottom, top + rows * setter.face.leading)
        (baseline, inkBottom) = (top, top)
    }
}
