import Foundation

/// How much room the file system of a folder has for this program.
package struct FreeSpace: Hashable, Sendable {
    package let freeBytes: UInt64
    package let totalBytes: UInt64

    package static let leastBytes: UInt64 = 64 << 20
    package static let leastPercent: UInt64 = 10

    /// Nil where the folder can't be asked.
    package init?(of folder: String) {
        var figures = statvfs()
        guard statvfs(folder, &figures) == 0 else { return nil }
        let block = UInt64(figures.f_frsize)
        self.init(freeBytes: UInt64(figures.f_bavail) * block, totalBytes: UInt64(figures.f_blocks) * block)
    }

    package init(freeBytes: UInt64, totalBytes: UInt64) {
        self.freeBytes = freeBytes
        self.totalBytes = totalBytes
    }

    /// Less than a tenth, or less than 64 MiB: somebody should make room today.
    package var isLow: Bool {
        freeBytes < Self.leastBytes || freeBytes < totalBytes / 100 * Self.leastPercent
    }

    /// Such as `12 of 32 MiB are free`.
    package var words: String { "\(freeBytes >> 20) of \(totalBytes >> 20) MiB are free" }
}
