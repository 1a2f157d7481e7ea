import Foundation

/// How small a page gets on its way.
enum PageCompression {
    /// Bytes after gzip at its default level.
    static func bytes(of text: String) throws -> Int {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["gzip", "-c"]
        let (input, output) = (Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        // The longest page is shorter than a pipe's 64 KiB, so writing does not wait for the reader.
        try input.fileHandleForWriting.write(contentsOf: Data(text.utf8))
        try input.fileHandleForWriting.close()
        let packed = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return packed.count
    }
}
