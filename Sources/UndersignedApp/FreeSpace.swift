import Foundation

/// How much room the file system of a folder has for this program.
package struct FreeSpace: Hashable, Sendable {
    package let freeBytes: UInt64
    package let totalBytes: UInt64
    /// How many files can still be made; nil where the file system has no such number.
    package let freeInodes: UInt64?

    package static let leastBytes: UInt64 = 64 << 20
    package static let leastPercent: UInt64 = 10
    package static let leastInodes: UInt64 = 1_000

    /// Nil where the folder can't be asked.
    package init?(of folder: String) {
        var figures = statvfs()
        guard statvfs(folder, &figures) == 0 else { return nil }
        let block = UInt64(figures.f_frsize)
        self.init(
            freeBytes: UInt64(figures.f_bavail) * block,
            totalBytes: UInt64(figures.f_blocks) * block,
            freeInodes: figures.f_files == 0 ? nil : UInt64(figures.f_favail)
        )
    }

    package init(freeBytes: UInt64, totalBytes: UInt64, freeInodes: UInt64? = nil) {
        self.freeBytes = freeBytes
        self.totalBytes = totalBytes
        self.freeInodes = freeInodes
    }

    /// Less than a tenth, less than 64 MiB, or fewer than 1,000 inodes: somebody should make room today.
    package var isLow: Bool {
        freeBytes < Self.leastBytes || freeBytes < totalBytes / 100 * Self.leastPercent || fewInodes != nil
    }

    /// Such as `12 of 32 MiB are free`; with the inodes where they are few.
    package var words: String {
        let room = "\(freeBytes >> 20) of \(totalBytes >> 20) MiB are free"
        return fewInodes.map { "\(room), but only \($0) inodes, one a file," } ?? room
    }

    private var fewInodes: UInt64? { freeInodes.flatMap { $0 < Self.leastInodes ? $0 : nil } }
}
