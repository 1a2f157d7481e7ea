import Foundation

/// How many had signed by when.
package struct BenchReplayCurve: Sendable {
    /// Seconds since 1970 and the count then; times rise, counts do not fall.
    private let points: [(seconds: Double, count: Double)]

    package var start: Double { points[0].seconds }
    package var end: Double { points[points.count - 1].seconds }

    /// An hour that begins slowly, goes viral and calms down: 3,600 signatures.
    static let madeUp = BenchReplayCurve(points: [
        (0, 0), (600, 60), (1_200, 300), (1_800, 1_500), (2_400, 2_700), (3_000, 3_300), (3_600, 3_600),
    ])

    private init(points: [(seconds: Double, count: Double)]) {
        self.points = points
    }

    /// Reads a CSV file whose first line names the columns; counts that fell (removals) stay level here.
    ///
    /// - Throws: `ExitCode(2)` for a file that can't be read or has no two moments.
    package init(file: String) throws {
        let text: String
        do {
            text = try String(contentsOfFile: file, encoding: .utf8)
        } catch {
            throw stop(2, "--curve: the file \(file) can't be read")
        }
        let rows = text.split(whereSeparator: \.isNewline).map {
            $0.split(separator: ",", omittingEmptySubsequences: false)
        }
        guard let head = rows.first, let time = head.firstIndex(of: "updated_at_utc"),
            let number = head.firstIndex(of: "signature_count")
        else { throw stop(2, "--curve: \(file) has no columns updated_at_utc and signature_count") }
        var points: [(seconds: Double, count: Double)] = []
        for row in rows.dropFirst() where row.count > max(time, number) {
            guard let seconds = Self.seconds(of: row[time]), let count = Double(row[number]) else { continue }
            let level = max(count, points.last?.count ?? 0)
            if let last = points.last, last.seconds >= seconds {
                points[points.count - 1].count = level
            } else {
                points.append((seconds, level))
            }
        }
        guard points.count > 1 else { throw stop(2, "--curve: \(file) has fewer than two moments") }
        self.init(points: points)
    }

    /// Seconds since 1970 of `2019-03-21T21:06:12.454Z`; nil for anything else.
    static func seconds(of text: some StringProtocol) -> Double? {
        let whole = text.prefix(19)
        guard text.hasSuffix("Z"), let date = try? Date("\(whole)Z", strategy: .iso8601) else {  // nil says the same
            return nil
        }
        return date.timeIntervalSince1970 + (Double("0" + text.dropFirst(19).dropLast()) ?? 0)
    }

    /// The count at a time, in a straight line between two moments.
    package func count(at seconds: Double) -> Double {
        guard seconds > start else { return points[0].count }
        guard seconds < end else { return points[points.count - 1].count }
        var (low, high) = (0, points.count - 1)
        while high - low > 1 {
            let middle = (low + high) / 2
            if points[middle].seconds <= seconds { low = middle } else { high = middle }
        }
        let (left, right) = (points[low], points[high])
        return left.count + (right.count - left.count) * (seconds - left.seconds) / (right.seconds - left.seconds)
    }

    /// Signatures a second in the busiest ten minutes.
    package var busiestRate: Double {
        let span = 600.0
        let most = points.map { count(at: $0.seconds + span) - $0.count }.max() ?? 0
        return most / min(span, end - start)
    }
}
