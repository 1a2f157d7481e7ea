import Crypto
package import Foundation
import UndersignedCore

/// The names of a packet as they come: one a line for people, and one JSON list for programs.
///
/// The list ends with a salt. Its hash stands in the public packet for good, and must not let anybody try out who is in it
/// after a name was deleted.
final class NameFiles {
    private let text: FileHandle
    private let list: FileHandle
    private let files: [URL]
    private let salt: [UInt8]
    private var hash = SHA256()
    private var count = 0

    init(in folder: URL, salt: [UInt8]) throws {
        files = ["names.txt", "names.json"].map { folder.appending(path: $0) }
        for file in files { try DurableFile.write([], to: file) }
        text = try FileHandle(forWritingTo: files[0])
        list = try FileHandle(forWritingTo: files[1])
        self.salt = salt
        try append("{\"names\":[")
    }

    func add(_ names: [String]) throws {
        guard !names.isEmpty else { return }
        try text.write(contentsOf: Data((names.joined(separator: "\n") + "\n").utf8))
        let encoder = JSONEncoder()
        encoder.outputFormatting = .withoutEscapingSlashes
        let array = String(decoding: try encoder.encode(names), as: UTF8.self)
        try append((count > 0 ? "," : "") + array.dropFirst().dropLast())
        count += names.count
    }

    /// Gives how many there are and what their list's hash is; nil, and no files, where there are none.
    func finish() throws -> DeliveryPacket.NameList? {
        try append("],\"salt\":\"\(Hexadecimal.encode(salt))\"}\n")
        try text.synchronize()
        try list.synchronize()
        try text.close()
        try list.close()
        guard count > 0 else {
            for file in files { try FileManager.default.removeItem(at: file) }
            return nil
        }
        return DeliveryPacket.NameList(count: count, sha256: Hexadecimal.encode(hash.finalize()))
    }

    private func append(_ part: String) throws {
        let bytes = Data(part.utf8)
        hash.update(data: bytes)
        try list.write(contentsOf: bytes)
    }
}

/// The lines of a file, read as they are asked for; the file is mapped, not loaded.
package struct NameLines: Sequence {
    private let content: Data

    /// No lines.
    package init() {
        content = Data()
    }

    /// - Throws: The file system's error.
    package init(of file: URL) throws {
        content = try Data(contentsOf: file, options: .alwaysMapped)
    }

    package func makeIterator() -> AnyIterator<String> {
        var start = content.startIndex
        return AnyIterator { [content] in
            guard let end = content[start...].firstIndex(of: UInt8(ascii: "\n")) else { return nil }
            defer { start = end + 1 }
            return String(decoding: content[start..<end], as: UTF8.self)
        }
    }
}
