import Foundation
import TransparencyLog
import UndersignedCore

/// Whether the keys folder fits the data that was restored, before anybody serves it.
package struct RestoredKeys {
    private let header: BackupHeader
    private let folder: String

    package init(header: BackupHeader, folder: String) {
        self.header = header
        self.folder = folder
    }

    /// What an operator must know, a line each; empty when the site can be served.
    package var notes: [String] { header.logs.compactMap(note) }

    private func note(_ log: BackupHeader.Log) -> String? {
        guard let slug = Slug(log.slug) else { return nil }
        let number = LogOrigin(log.origin).number
        let highWater = KeyFolder.highWaterFile(slug, number)
        let names =
            [KeyFolder.noteFile(slug, number)] + [KeyFolder.custodyName, KeyFolder.dedupeName].map { "\(slug)/\($0)" }
        if let missing = (names + [highWater]).first(where: { !isThere($0) }) {
            return "\(slug): \(missing) is missing in \(folder); restore the backup of the keys before you serve"
        }
        guard let size = publishedSize(highWater, log.vkey), size > log.size else { return nil }
        return "\(slug): \(size) entries were published, and this backup has \(log.size). It will not be served as it "
            + "is: look for a newer backup first, and see docs/operating.md"
    }

    /// Whether a file is there, or the mark of a key that is not here on purpose.
    private func isThere(_ name: String) -> Bool {
        let mark = KeyFolder.mark(inPlaceOf: name)
        return [name, mark].compactMap(\.self).contains { FileManager.default.fileExists(atPath: path($0)) }
    }

    private func path(_ name: String) -> String {
        URL(filePath: folder, directoryHint: .isDirectory).appending(path: name).path(percentEncoded: false)
    }

    /// Nil for a file that is no checkpoint of the log: the start of the server says so.
    private func publishedSize(_ name: String, _ key: String) -> UInt64? {
        do {
            let note = try String(contentsOfFile: path(name), encoding: .utf8)
            return Checkpoint.verified(note, by: try NoteVerifierKey(key))?.size
        } catch {
            return nil
        }
    }
}
