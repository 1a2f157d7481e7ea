import Foundation

/// The program as built beside the tests, run as a person runs it.
struct BuiltProgram {
    let status: Int32
    let output: String
    let errors: String

    /// Runs it to its end.
    ///
    /// - Parameters:
    ///   - arguments: What stands after `undersigned`.
    ///   - folder: Where it runs; nil for the tests' own.
    ///   - input: What is typed; nil for nothing.
    /// - Throws: When there is no such program beside the test bundle.
    init(_ arguments: [String], in folder: URL? = nil, typing input: String? = nil) throws {
        try self.init(arguments, in: folder, answering: input.map { input in { input } })
    }

    /// The same, with what is typed known only while it runs, such as a code that it has mailed; nil for nothing.
    init(_ arguments: [String], in folder: URL?, answering input: (() throws -> String)?) throws {
        let process = Process()
        process.executableURL = Self.address
        process.arguments = arguments
        process.currentDirectoryURL = folder
        let output = Pipe()
        // Into a file: two pipes read one after the other would block once the second is full.
        let errors = FileManager.default.temporaryDirectory.appendingPathComponent("errors-\(UUID().uuidString)")
        _ = FileManager.default.createFile(atPath: errors.path, contents: nil)
        defer { try? FileManager.default.removeItem(at: errors) }  // a file left behind harms no other test
        process.standardOutput = output
        let typed = input.map { _ in Pipe() }
        if let typed { process.standardInput = typed }
        process.standardError = try FileHandle(forWritingTo: errors)
        try process.run()
        if let typed, let input {
            try typed.fileHandleForWriting.write(contentsOf: Data(input().utf8))
            try typed.fileHandleForWriting.close()
        }
        self.output = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        self.errors = String(decoding: try Data(contentsOf: errors), as: UTF8.self)
        status = process.terminationStatus
    }

    /// The program stands beside the test bundle that SwiftPM runs.
    static var address: URL {
        let tests = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        let bundle = CommandLine.arguments.first { $0.hasSuffix(".xctest") }.map { URL(fileURLWithPath: $0) } ?? tests
        return bundle.deletingLastPathComponent().appendingPathComponent("undersigned")
    }

    /// One JSON object a line of the output.
    func lines<Line: Decodable>(of type: Line.Type) throws -> [Line] {
        try output.split(separator: "\n").map { try JSONDecoder().decode(type, from: Data($0.utf8)) }
    }
}
