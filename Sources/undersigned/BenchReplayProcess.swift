import Foundation

/// The server's process, as the kernel sees it.
struct BenchReplayProcess: Sendable {
    let identifier: Int32

    /// Resident memory in MB; nil where the process is gone.
    func residentMegabytes() -> Double? {
        megabytes("VmRSS:")
    }

    /// The most it ever was.
    func largestMegabytes() -> Double? {
        megabytes("VmHWM:")
    }

    private func megabytes(_ field: String) -> Double? {
        let status = try? String(contentsOfFile: "/proc/\(identifier)/status", encoding: .utf8)  // a process may end
        let line = status?.split(separator: "\n").first { $0.hasPrefix(field) }
        return line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Double($0) }.map { $0 / 1_024 }
    }
}
