import Foundation
import Synchronization

/// What the demonstration does, on standard error: one line a step, and how far it is where somebody watches.
final class DemoProgress: Sendable {
    private let isTerminal = isatty(FileHandle.standardError.fileDescriptor) == 1
    private let start = ContinuousClock.now
    private let drawn = Mutex(0)

    /// Says what was done.
    func step(_ text: String) {
        clear()
        FileHandle.standardError.write(Data("demo: \(text)\n".utf8))
    }

    /// Draws a bar on a terminal.
    func show(_ what: String, _ done: Int, _ total: Int) {
        guard isTerminal, total > 0 else { return }
        let filled = 24 * done / total
        let bar = String(repeating: "#", count: filled) + String(repeating: "-", count: 24 - filled)
        let line = "demo: [\(bar)] \(what) \(done) of \(total)"
        let gap = drawn.withLock { drawn in
            defer { drawn = line.count }
            return String(repeating: " ", count: max(0, drawn - line.count))
        }
        FileHandle.standardError.write(Data("\r\(line)\(gap)".utf8))
    }

    /// Works on many items, a few at a time.
    ///
    /// - Returns: The results in the order of the items.
    /// - Throws: What the first failing item throws.
    func each<Item: Sendable, Result: Sendable>(
        _ items: [Item],
        _ what: String,
        _ work: @escaping @Sendable (Item) async throws -> Result
    ) async throws -> [Result] {
        try await withThrowingTaskGroup(of: (Int, Result).self) { group in
            var results: [Int: Result] = [:]
            for (place, item) in items.enumerated() {
                if place >= 8, let (done, result) = try await group.next() { results[done] = result }
                show(what, results.count, items.count)
                group.addTask { (place, try await work(item)) }
            }
            for try await (done, result) in group {
                results[done] = result
                show(what, results.count, items.count)
            }
            return items.indices.compactMap { results[$0] }
        }
    }

    var seconds: Double {
        let time = ContinuousClock.now - start
        return Double(time.components.seconds) + Double(time.components.attoseconds) / 1e18
    }

    private func clear() {
        let length = drawn.withLock { drawn in
            defer { drawn = 0 }
            return drawn
        }
        guard length > 0 else { return }
        FileHandle.standardError.write(Data("\r\(String(repeating: " ", count: length))\r".utf8))
    }
}
