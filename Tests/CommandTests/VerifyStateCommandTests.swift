import Foundation
import Testing
import TransparencyLog

/// `undersigned verify --state`: anybody watches a log from cron.
struct VerifyStateCommandTests {
    @Test func `the first run remembers, the next one says how much the log has grown`() throws {
        let sample = try GrowingLogSample()
        defer { sample.remove() }
        try sample.publish(300)
        let first = try sample.verify("--state", sample.state)
        #expect(first.status == 0, "\(first.errors)")
        #expect(first.output.contains("growth      remembered from here on\n"))
        let note = try sample.publish(312)
        let second = try sample.verify("--state", sample.state)
        #expect(second.status == 0, "\(second.errors)")
        #expect(second.output.contains("growth      12 more entries since "))
        let third = try sample.verify("--state", sample.state, "--json")
        #expect(third.output.contains(#""growth":0,"#), "\(third.output)")
        #expect(third.output.contains(#""previous":{"at":""#))
        let kept = try String(contentsOfFile: sample.state, encoding: .utf8)
        #expect(kept.hasPrefix("undersigned/v1 verified ") && kept.hasSuffix("\n\n" + note.string))
        #expect(try sample.names() == ["library.state"])
    }

    @Test func `quiet is silent while all is well, also the first time`() throws {
        let sample = try GrowingLogSample()
        defer { sample.remove() }
        for size in [3, 3, 4] {
            try sample.publish(size)
            let run = try sample.verify("--state", sample.state, "--quiet")
            #expect(run.status == 0 && run.output == "" && run.errors == "")
        }
    }

    @Test func `a log that went back ends with 3 and keeps both checkpoints`() throws {
        let sample = try GrowingLogSample()
        defer { sample.remove() }
        let remembered = try sample.publish(300)
        #expect(try sample.verify("--state", sample.state, "--quiet").status == 0)
        let state = try Data(contentsOf: URL(fileURLWithPath: sample.state))
        let found = try sample.publish(290)
        for _ in 0..<2 {
            let run = try sample.verify("--state", sample.state, "--quiet")
            #expect(run.status == 3)
            #expect(run.output == "")
            #expect(run.errors.contains("the log went back: it has 290 entries, and 300 were verified at "))
            try expectEvidence([found, remembered], of: run, sample)
        }
        #expect(try Data(contentsOf: URL(fileURLWithPath: sample.state)) == state, "the state is not advanced")
        // Once it is there again, all is well.
        try sample.publish(301)
        #expect(try sample.verify("--state", sample.state, "--quiet").status == 0)
    }

    @Test(arguments: [(300, 299), (300, 10), (700, 299), (700, 2)])
    func `a fork ends with 3, at the same size and at a larger one`(size: Int, fork: Int) throws {
        let sample = try GrowingLogSample()
        defer { sample.remove() }
        let remembered = try sample.publish(300)
        #expect(try sample.verify("--state", sample.state, "--quiet").status == 0)
        let found = try sample.publish(size, fork: fork)
        let run = try sample.verify("--state", sample.state, "--json")
        #expect(run.status == 3)
        #expect(run.errors.contains("the log was forked: its first 300 entries are not those that were verified at "))
        #expect(run.output.hasPrefix(#"{"evidence":["#) && run.output.contains(#""ok":false"#), "\(run.output)")
        try expectEvidence([found, remembered], of: run, sample)
    }

    @Test func `entries that are new may be any: only what was verified must stay`() throws {
        let sample = try GrowingLogSample()
        defer { sample.remove() }
        try sample.publish(300)
        #expect(try sample.verify("--state", sample.state).status == 0)
        try sample.publish(700, fork: 300)
        #expect(try sample.verify("--state", sample.state).status == 0)
    }

    @Test func `another key at the same address ends with 3`() throws {
        let sample = try GrowingLogSample()
        let other = try GrowingLogSample(seed: 2)
        defer { sample.remove() }
        defer { other.remove() }
        try sample.publish(5)
        try other.publish(6)
        #expect(try sample.verify("--state", sample.state).status == 0)
        let run = try other.verify("--state", sample.state)
        #expect(run.status == 3)
        #expect(run.errors.contains("this is another log than the remembered one"))
    }

    @Test(arguments: ["", "nonsense\n", "undersigned/v1 verified 2026-11-20T08:00:00Z\n"])
    func `a broken state file ends with 2 and is left alone`(content: String) throws {
        let sample = try GrowingLogSample()
        defer { sample.remove() }
        try sample.publish(5)
        try Data(content.utf8).write(to: URL(fileURLWithPath: sample.state))
        let run = try sample.verify("--state", sample.state)
        #expect(run.status == 2)
        #expect(run.errors.contains("move it away to begin anew"))
        #expect(try String(contentsOfFile: sample.state, encoding: .utf8) == content)
    }

    @Test func `no byte of a state file can change unseen`() throws {
        let sample = try GrowingLogSample()
        defer { sample.remove() }
        try sample.publish(5)
        #expect(try sample.verify("--state", sample.state).status == 0)
        let whole = try Data(contentsOf: URL(fileURLWithPath: sample.state))
        // Behind the time of the first line, which no signature covers.
        for place in stride(from: 46, to: whole.count, by: 23) {
            var changed = whole
            changed[place] ^= 4
            try changed.write(to: URL(fileURLWithPath: sample.state))
            let run = try sample.verify("--state", sample.state)
            #expect(run.status == 2 || run.status == 3, "byte \(place)")
        }
    }

    @Test func `an address that the log is not named after is said, and is no failure`() throws {
        let sample = try VerifyCommandSample()
        let server = try VerifyCommandServer(folder: sample.folder)
        defer { sample.remove() }
        defer { server.stop() }
        let run = try VerifyCommandRun(["verify", server.address])
        #expect(run.status == 0)
        #expect(run.output.contains("is not named after the address that was asked, 127.0.0.1:\(server.port)/"))
        let json = try VerifyCommandRun(["verify", server.address, "--json"]).output
        #expect(json.contains(#""asked_origin":"127.0.0.1:\#(server.port)/"#), "\(json)")
    }

    private func expectEvidence(_ notes: [SignedNote], of run: BuiltProgram, _ sample: GrowingLogSample) throws {
        let names = try sample.names().filter { $0 != "library.state" }
        #expect(names.count == 2 && names[0].hasPrefix("library.state.found-"))
        for (name, note) in zip(names, notes) {
            let file = sample.folder.appendingPathComponent(name)
            #expect(try Data(contentsOf: file) == Data(note.bytes))
            #expect(run.errors.contains(file.path))
        }
    }
}
