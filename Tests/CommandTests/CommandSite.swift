import Foundation
import UndersignedApp
import UndersignedCore
import UndersignedTestSupport

/// A site on either database, of this day, and what names it on the command line.
struct CommandSite {
    let test: TestSite
    /// `--data DIR`, and `--database ADDRESS` where it is on PostgreSQL.
    let place: [String]
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("command-\(UUID().uuidString)")

    /// - Parameter kind: Which database.
    /// - Throws: When it can't be made.
    init(_ kind: TestDatabase) async throws {
        let now = Moment(seconds: Int64(Date().timeIntervalSince1970))
        test = try await TestSite(kind, start: now - .minutes(10), limits: .off)
        let address = (test.database as? TestSchema).map { ["--database", $0.typed] } ?? []
        place = ["--data", test.folder.url.path] + address
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    func run(_ arguments: String...) throws -> BuiltProgram { try BuiltProgram(arguments + place, in: folder) }

    func text(_ name: String) throws -> String {
        try String(contentsOf: folder.appending(path: name), encoding: .utf8)
    }

    /// What lies in the folder where the program ran.
    func files() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() }

    func remove() { try? FileManager.default.removeItem(at: folder) }  // left in the temporary folder at worst
}
