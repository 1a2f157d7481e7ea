import Foundation

/// A line on standard error that shows how far a long piece of work has come; silent where nobody watches.
struct ProgressBar {
    private let isShown: Bool
    private let unit: String
    private let start = ContinuousClock.now
    private var lastDrawn: ContinuousClock.Instant?
    private var drawnLength = 0

    private static let width = 24
    private static let pause = Duration.milliseconds(100)

    /// A bar on a terminal, unless it is asked to be quiet.
    init(isQuiet: Bool, unit: String = "files") {
        self.unit = unit
        let isTerminal = isatty(FileHandle.standardError.fileDescriptor) == 1
        isShown = !isQuiet && isTerminal && ProcessInfo.processInfo.environment["TERM"] != "dumb"
    }

    /// Draws the bar, at most ten times a second.
    mutating func show(done: UInt64, of total: UInt64) {
        let now = ContinuousClock.now
        guard isShown, total > 0, done <= total else { return }
        if let lastDrawn, now - lastDrawn < Self.pause { return }
        lastDrawn = now
        let share = Double(done) / Double(total)
        let filled = Int(share * Double(Self.width))
        let bar = String(repeating: "#", count: filled) + String(repeating: "-", count: Self.width - filled)
        draw("[\(bar)] \(done) of \(total) \(unit)\(remaining(share: share, elapsed: now - start))")
    }

    /// Draws a number, at most ten times a second, where nobody knows how many there will be.
    mutating func show(count: UInt64) {
        let now = ContinuousClock.now
        guard isShown else { return }
        if let lastDrawn, now - lastDrawn < Self.pause { return }
        lastDrawn = now
        draw("\(count) \(unit)")
    }

    /// Takes the bar away again.
    mutating func clear() {
        guard isShown, drawnLength > 0 else { return }
        draw("")
        FileHandle.standardError.write(Data("\r".utf8))
    }

    private func remaining(share: Double, elapsed: Duration) -> String {
        let seconds = Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18
        let left = seconds / share - seconds
        return seconds > 1 && left > 1 ? ", \(Int(left.rounded())) s left" : ""
    }

    /// Overwrites what stood there with spaces: no escape sequences.
    private mutating func draw(_ text: String) {
        let padding = String(repeating: " ", count: max(0, drawnLength - text.count))
        FileHandle.standardError.write(Data("\r\(text)\(padding)".utf8))
        drawnLength = text.count
    }
}
