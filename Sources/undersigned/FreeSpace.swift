import Foundation

/// How much room the file system of a folder has for this program.
struct FreeSpace: Hashable {
    let freeBytes: UInt64
    let totalBytes: UInt64

    static let leastBytes: UInt64 = 64 << 20
    static let leastPercent: UInt64 = 10

    /// Nil where the folder can't be asked.
    init?(of folder: String) {
        var figures = statvfs()
        guard statvfs(folder, &figures) == 0 else { return nil }
        let block = UInt64(figures.f_frsize)
        self.init(freeBytes: UInt64(figures.f_bavail) * block, totalBytes: UInt64(figures.f_blocks) * block)
    }

    init(freeBytes: UInt64, totalBytes: UInt64) {
        self.freeBytes = freeBytes
        self.totalBytes = totalBytes
    }

    /// Less than a tenth, or less than 64 MiB: somebody should make room today.
    var isLow: Bool {
        freeBytes < Self.leastBytes || freeBytes < totalBytes / 100 * Self.leastPercent
    }

    /// Such as `12 of 32 MiB are free`.
    var words: String { "\(freeBytes >> 20) of \(totalBytes >> 20) MiB are free" }
}
