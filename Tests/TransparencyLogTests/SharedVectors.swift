import Foundation

/// The official test vectors, which are shared beside the checkout and not part of it.
enum SharedVectors {
    /// The folder, or `nil` where it is absent; found from this file's true place, links resolved.
    static let folder: URL? = {
        let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let folder = root.deletingLastPathComponent().appendingPathComponent("shared/vectors")
        return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
    }()

    static var arePresent: Bool { folder != nil }

    static func bytes(_ path: String) throws -> [UInt8] {
        Array(try Data(contentsOf: file(path)))
    }

    static func text(_ path: String) throws -> String {
        String(decoding: try bytes(path), as: UTF8.self)
    }

    static func json<Value: Decodable>(_ type: Value.Type, _ path: String) throws -> Value {
        try JSONDecoder().decode(type, from: Data(contentsOf: file(path)))
    }

    /// Every file below a folder, as paths below the vectors' own.
    static func files(below path: String) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: file(path).path).map { "\(path)/\($0)" }.sorted()
    }

    private static func file(_ path: String) throws -> URL {
        guard let folder else { throw CocoaError(.fileNoSuchFile) }
        return folder.appendingPathComponent(path)
    }
}
