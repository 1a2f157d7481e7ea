import Foundation

/// The files of this checkout.
enum Checkout {
    /// The repository's root, found from this file's own place; symbolic links are resolved first.
    static let root = URL(filePath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    private static let swiftFiles = Result {
        try texts(under: ["Sources", "Tests", "Benchmarks"], ending: ".swift").map(SwiftFile.init)
    }

    /// Every Swift file of the project, scanned once.
    ///
    /// - Returns: The files under Sources, Tests and Benchmarks, in the order of their paths.
    /// - Throws: What reading a file throws.
    static func allSwiftFiles() throws -> [SwiftFile] {
        try swiftFiles.get()
    }

    /// One text file.
    ///
    /// - Parameter path: From the root, for example `ARCHITECTURE.md`.
    /// - Returns: The whole text.
    /// - Throws: What reading the file throws, also when it is absent.
    static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    /// Whether a file or folder is there.
    static func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: root.appending(path: path).path)
    }

    /// The Markdown documents of the root and of docs.
    ///
    /// - Returns: The documents, those of the root first.
    /// - Throws: What reading a file throws.
    static func documents() throws -> [TextFile] {
        let names = try FileManager.default.contentsOfDirectory(atPath: root.path).sorted()
        let atRoot = try names.filter { $0.hasSuffix(".md") }.map { TextFile(path: $0, text: try text($0)) }
        return atRoot + (try texts(under: ["docs"], ending: ".md"))
    }

    /// Every text file of some folders.
    ///
    /// - Parameters:
    ///   - folders: From the root; one that is absent holds nothing.
    ///   - ending: How a file's name ends, with its dot.
    /// - Returns: The files in the order of their paths.
    /// - Throws: What reading a file throws.
    static func texts(under folders: [String], ending: String) throws -> [TextFile] {
        var found: [TextFile] = []
        for folder in folders {
            let base = root.appending(path: folder)
            guard FileManager.default.fileExists(atPath: base.path) else { continue }
            for path in try FileManager.default.subpathsOfDirectory(atPath: base.path)
            where path.hasSuffix(ending) && !path.split(separator: "/").contains(where: { $0.hasPrefix(".") }) {
                found.append(TextFile(path: "\(folder)/\(path)", text: try text("\(folder)/\(path)")))
            }
        }
        return found.sorted { $0.path < $1.path }
    }
}

/// A text file and where it lies.
struct TextFile: Sendable {
    let path: String
    let text: String
}
