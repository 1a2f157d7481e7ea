import Foundation
import Testing
import TransparencyLog

struct VerifyCommandHTTPTests {
    @Test func `a petition is recounted from its page, its log or its checkpoint`() throws {
        let sample = try VerifyCommandSample()
        let server = try VerifyCommandServer(folder: sample.folder)
        defer { sample.remove() }
        defer { server.stop() }
        for end in ["", "/", "/log", "/log/", "/log/checkpoint", "?from=poster"] {
            let run = try VerifyCommandRun(["verify", server.address + end])
            #expect(run.status == 0, "\(end): \(run.errors)")
            #expect(run.output.contains("count.json  shows the same numbers\n"))
            #expect(run.output.contains("document    is the one that entry 0 names\n"))
        }
    }

    @Test func `what the server shows must be what the log says`() throws {
        let sample = try VerifyCommandSample()
        let server = try VerifyCommandServer(folder: sample.folder)
        defer { sample.remove() }
        defer { server.stop() }
        try sample.write(Array(VerifyCommandSample.count(mail: 3).utf8), to: "count.json")
        let run = try VerifyCommandRun(["verify", server.address])
        #expect(run.status == 3)
        #expect(run.errors.contains("count.json: says 3 for count, and the log counts 1"))
        // Numbers of another size are asked for again, and then not compared.
        let other = VerifyCommandSample.count(mail: 3).replacing(#""size":6"#, with: #""size":7"#)
        try sample.write(Array(other.utf8), to: "count.json")
        let later = try VerifyCommandRun(["verify", server.address])
        #expect(later.status == 0)
        #expect(later.output.contains("count.json  not compared"))
        #expect(server.paths.filter { $0.hasSuffix("count.json") }.count == 4)
    }

    @Test func `a busy server is asked again, a broken one ends with 5`() throws {
        let sample = try VerifyCommandSample()
        let busy = try VerifyCommandServer(folder: sample.folder) { path, request in
            path.hasSuffix("tile/0/000.p/6") && request < 3 ? .status(503) : .file
        }
        let broken = try VerifyCommandServer(folder: sample.folder) { path, _ in
            path.hasSuffix("tile/0/000.p/6") ? .status(500) : .file
        }
        defer { sample.remove() }
        defer { busy.stop() }
        defer { broken.stop() }
        #expect(try VerifyCommandRun(["verify", busy.address]).status == 0)
        let run = try VerifyCommandRun(["verify", broken.address])
        #expect(run.status == 5)
        #expect(run.errors.contains("tile/0/000.p/6: the server answered 500"))
    }

    @Test func `a redirect to another host is not followed, one on the same host is`() throws {
        let sample = try VerifyCommandSample()
        let elsewhere = try VerifyCommandServer(folder: sample.folder)
        let port = elsewhere.port
        let away = try VerifyCommandServer(folder: sample.folder) { path, _ in
            path.hasSuffix("checkpoint") ? .redirect("http://localhost:\(port)\(path)") : .file
        }
        let near = try VerifyCommandServer(folder: sample.folder) { path, _ in
            path.hasPrefix("/old") ? .redirect(String(path.dropFirst(4))) : .file
        }
        defer { sample.remove() }
        defer { [elsewhere, away, near].forEach { $0.stop() } }
        let run = try VerifyCommandRun(["verify", away.address])
        #expect(run.status == 5)
        #expect(run.errors.contains("checkpoint: redirected elsewhere"), "\(run.errors)")
        #expect(elsewhere.paths.isEmpty)
        let moved = "http://127.0.0.1:\(near.port)/old\(VerifyCommandServer.prefix)"
        #expect(try VerifyCommandRun(["verify", moved]).status == 0)
    }

    @Test func `a file that the server does not have ends with 3`() throws {
        let sample = try VerifyCommandSample()
        let server = try VerifyCommandServer(folder: sample.folder)
        defer { sample.remove() }
        defer { server.stop() }
        try FileManager.default.removeItem(at: sample.folder.appendingPathComponent("log/tile/0/000.p/6"))
        let run = try VerifyCommandRun(["verify", server.address])
        #expect(run.status == 3)
        #expect(run.errors.contains("tile/0/000.p/6: there is no such file"))
        #expect(server.paths.contains { $0.hasSuffix("/log/tile/0/000") }, "the whole tile is asked for, too")
    }

    @Test(arguments: ["document.json", "checkpoint", "tile/entries/000.p/6"])
    func `a host that sends without end is left at the limit`(file: String) throws {
        let sample = try VerifyCommandSample()
        let server = try VerifyCommandServer(folder: sample.folder) { path, _ in
            path.hasSuffix(file) ? .flood : .file
        }
        defer { sample.remove() }
        defer { server.stop() }
        let run = try VerifyCommandRun(["verify", server.address])
        #expect(run.status == 5)
        #expect(run.errors.contains("\(file): the file is longer than 4 MiB"), "\(run.errors)")
    }
}
