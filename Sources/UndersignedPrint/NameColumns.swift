/// Names in columns, each from top to bottom and whole: a name that is too long for its column goes on below.
///
/// Each begins at the side where the letter's lines begin, whichever way it is read itself: so the columns have one edge.
struct NameColumns {
    /// How columns are made.
    private struct Form {
        let face: Face
        let columns: Int
        let gap = 18.0
        var width: Double { (PageFlow.measure - gap * Double(columns - 1)) / Double(columns) }
    }

    /// So many are read to people one by one, as a list; more would cost memory for each, so that columns are read whole.
    private static let listedCount = 5_000

    private let flow: PageFlow
    private let setter: Typesetter
    private let form: Form
    private let isListed: Bool
    private var remaining: Int
    /// Of the names so far: how many lines one takes.
    private var written = (names: 0, lines: 0)
    private var column = 0
    private var isColumnOpen = false
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
        // A few pages are read, and a thousand are leafed through.
        form = count <= 1_000 ? Form(face: .largeName, columns: 3) : Form(face: .name, columns: 4)
        isListed = count <= Self.listedCount
        setter = try flow.setter(form.face, width: form.width)
        (top, bottom, inkBottom, baseline) = (flow.y, flow.y, flow.y, flow.y)
        beginColumns()
        if isListed { flow.structure.open(.list) }
    }

    /// Writes a name.
    ///
    /// - Throws: `PrintFailure`.
    mutating func write(_ name: String) throws(PrintFailure) {
        let lines = setter.lines(name)
        // Marks above and below letters keep their place: such lines stand further apart.
        let below = lines.reduce(0) { $0 + max(form.face.leading, $1.ascent + $1.descent) }
        if baseline + below > bottom, baseline > top { try beginColumn() }
        openName()
        let x = left(of: lines)
        for line in lines {
            baseline = max(baseline + form.face.leading, inkBottom + line.ascent + 1.5)
            setter.draw(line, x: x + line.x, baseline: baseline)
            inkBottom = baseline + line.descent
        }
        if isListed { flow.structure.close(.item) }
        remaining -= 1
        written = (written.names + 1, written.lines + lines.count)
    }

    /// Ends the last column.
    mutating func finish() {
        closeColumn()
        if isListed { flow.structure.close(.list) }
    }

    /// Where a name's measure begins, so that its longest line touches the side where the letter's lines begin.
    private func left(of lines: [SetLine]) -> Double {
        let step = Double(column) * (form.width + form.gap)
        if flow.isMirrored {
            let slack = form.width - (lines.map { $0.x + $0.width }.max() ?? form.width)
            return PageFlow.right - form.width - step + slack
        }
        return PageFlow.left + step - (lines.map(\.x).min() ?? 0)
    }

    private mutating func openName() {
        if isListed {
            flow.structure.open(.item)
        } else if !isColumnOpen {
            flow.structure.open(.paragraph)
            isColumnOpen = true
        }
    }

    private mutating func closeColumn() {
        if isColumnOpen { flow.structure.close(.paragraph) }
        isColumnOpen = false
    }

    private mutating func beginColumn() throws(PrintFailure) {
        closeColumn()
        column += 1
        if column == form.columns {
            try flow.beginPage()
            top = flow.y
            beginColumns()
        }
        // What the last page's columns of one length do not hold goes below the last of them.
        if column == form.columns - 1 { bottom = PageFlow.bottom }
        (baseline, inkBottom) = (top, top)
    }

    private mutating func beginColumns() {
        column = 0
        let linesEach = written.names == 0 ? 1.1 : Double(written.lines) / Double(written.names)
        let rows = (Double(remaining) * linesEach / Double(form.columns)).rounded(.up) + 0.3
        bottom = min(PageFlow.bottom, top + rows * form.face.leading)
        (baseline, inkBottom) = (top, top)
    }
}
