import Foundation
import Testing
import TransparencyLog

struct VerifyCommandTests {
    // C-03, C-04: stable names, and what the public interface promises (DESIGN.md 10).
    @Test func `a sound log is recounted as JSON`() throws {
        let sample = try VerifyCommandSample()
        defer { sample.remove() }
        let run = try VerifyCommandRun(["verify", sample.folder.path, "--json"])
        #expect(run.status == 0)
        #expect(run.errors == "")
        #expect(
            run.output == """
                {"classes":{"mail":1,"member":0,"org":0,"paper":0},"count":1,\
                "hours":[{"count":1,"hour":"2018-06-20T14Z"},{"count":0,"hour":"2018-06-20T16Z"}],\
                "key":"\(sample.key.verifierKey)","key_source":"document","ok":true,\
                "origin":"\(VerifyCommandSample.origin)","removed":1,"root":"\(sample.root)","schema":1,"size":6,\
                "texts":1}

                """
        )
    }

    // C-02, C-03: the report on standard output, nothing but text.
    @Test func `a sound log is recounted in words`() throws {
        let sample = try VerifyCommandSample()
        defer { sample.remove() }
        let log = sample.folder.appendingPathComponent("log").path
        // As a packet's paper breaks it.
        let key = "\(sample.key.verifierKey)".split(separator: "+", maxSplits: 1).joined(separator: "+\n         ")
        let run = try VerifyCommandRun(["verify", log, "--key", key])
        #expect(run.status == 0)
        #expect(run.errors == "")
        #expect(run.output.contains("signatures  1, 1 confirmed by mail\n"))
        #expect(run.output.contains("time        2018-06-20T14Z to 2018-06-20T16Z\n"))
        #expect(run.output.contains("given with --key"))
        #expect(run.output.contains("\nProved: ") && run.output.contains("\nNot proved: "))
        #expect(!run.output.contains("\u{1B}"))
        #expect(try VerifyCommandRun(["verify", log, "--quiet"]).output == "")
    }

    @Test(arguments: [
        ("log/checkpoint", 60, "checkpoint: "),
        ("log/tile/0/000.p/6", 70, "tile/0/000.p/6: hash 2 "),
        ("log/tile/entries/000.p/6", 120, "entry 2 (in tile/entries/000.p/6): "),
        ("document.json", 3, "document.json: "),
    ])
    func `a changed byte ends with 3 and names the place`(path: String, byte: Int, place: String) throws {
        let sample = try VerifyCommandSample()
        defer { sample.remove() }
        try sample.flip(byte, of: path)
        let run = try VerifyCommandRun(["verify", sample.folder.path, "--json"])
        #expect(run.status == 3)
        #expect(run.output.hasPrefix(#"{"ok":false,"problem":"\#(place)"#), "\(run.output)")
        #expect(run.errors.contains("verification failed: \(place)"), "\(run.errors)")
    }

    @Test func `a count that is not the log's ends with 3`() throws {
        let sample = try VerifyCommandSample()
        defer { sample.remove() }
        try sample.write(Array(VerifyCommandSample.count(mail: 2).utf8), to: "count.json")
        let run = try VerifyCommandRun(["verify", sample.folder.path])
        #expect(run.status == 3)
        #expect(run.output == "")
        #expect(run.errors.contains("count.json: says 2 for count, and the log counts 1"))
    }

    @Test func `another key ends with 3, no key and no folder with 2, no server with 5`() throws {
        let sample = try VerifyCommandSample()
        defer { sample.remove() }
        let stranger = try NoteSigningKey(name: VerifyCommandSample.origin, seed: [UInt8](repeating: 2, count: 32))
        let folder = sample.folder.path
        #expect(try VerifyCommandRun(["verify", folder, "--key", "\(stranger.verifierKey)"]).status == 3)
        #expect(try VerifyCommandRun(["verify", folder, "--key", "nonsense"]).status == 2)
        #expect(try VerifyCommandRun(["verify", "\(folder)/nowhere"]).status == 2)
        #expect(try VerifyCommandRun(["verify", "ftp://petitions.example.org/"]).status == 2)
        try FileManager.default.removeItem(at: sample.folder.appendingPathComponent("document.json"))
        #expect(try VerifyCommandRun(["verify", folder]).status == 2)
        // Port 1 of this machine: nothing listens there.
        let run = try VerifyCommandRun(["verify", "http://127.0.0.1:1/petitions/save-the-library"])
        #expect(run.status == 5)
        #expect(run.errors.contains("http://127.0.0.1:1/petitions/save-the-library/document.json"))
    }
}
