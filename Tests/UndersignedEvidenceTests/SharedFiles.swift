import Foundation
import Testing

/// Published files beside the checkout, in `../shared/data`; the tests of them are skipped where they are not.
enum SharedFiles {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "shared/data")

    static let isThere = FileManager.default.fileExists(atPath: folder.appending(path: "contracts-us").path)

    static let absence: Comment = "The published files of ../shared/data are not there."

    static func bytes(_ path: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: folder.appending(path: path)))
    }

    static func sample(_ path: String) throws -> EvidenceSample {
        try EvidenceSample(bytes: bytes(path))
    }

    /// Every JSON document beside the checkout that is one value.
    static func documents() throws -> [[UInt8]] {
        let paths = try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter { path in
            path.hasSuffix(".json") && !path.hasSuffix("record-package_package_1.1.json")
        }
        return try paths.sorted().map(bytes)
    }
}
