import Foundation

/// The program as built beside the tests, run as a person runs it.
struct BuiltProgram {
    let status: Int32
    let output: String
    let errors: String

    /// Runs it to its end.
    ///
    /// - Parameter arguments: What stands after `undersigned`.
    /// - Throws: When there is no such program beside the test bundle.
    init(_ arguments: [String]) throws {
        let tests = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        let bundle = CommandLine.arguments.first { $0.hasSuffix(".xctest") }.map { URL(fileURLWithPath: $0) } ?? tests
        let process = Process()
        process.executableURL = bundle.deletingLastPathComponent().appendingPathComponent("undersigned")
        process.arguments = arguments
        let output = Pipe()
        // Into a file: two pipes read one after the other would block once the second is full.
        let errors = FileManager.default.temporaryDirectory.appendingPathComponent("errors-\(UUID().uuidString)")
        FileManager.default.createFile(atPath: errors.path, contents: nil)
        defer { try? FileManager.default.removeItem(at: errors) }  // a file left behind harms no other test
        process.standardOutput = output
        process.standardError = try FileHandle(forWritingTo: errors)
        try process.run()
        self.output = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        self.errors = String(decoding: try Data(contentsOf: errors), as: UTF8.self)
        status = process.terminationStatus
    }

    /// One JSON object a line of the output.
    func lines<Line: Decodable>(of type: Line.Type) throws -> [Line] {
        try output.split(separator: "\n").map { try JSONDecoder().decode(type, from: Data($0.utf8)) }
    }
}
