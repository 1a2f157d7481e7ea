import Foundation
import Testing
import TransparencyLog

/// `undersigned verify --policy`: back-dating and split views are excluded by independent witnesses (C2SP tlog-policy).
struct VerifyPolicyCommandTests {
    private let sample: GrowingLogSample
    private let witnesses: [NoteSigningKey]

    init() throws {
        sample = try GrowingLogSample()
        witnesses = try (10..<13).map {
            try NoteSigningKey(
                name: "w\($0).example.org",
                seed: [UInt8](repeating: UInt8($0), count: 32),
                algorithm: .cosignature
            )
        }
    }

    private var policy: String { sample.folder.appendingPathComponent("policy").path }

    /// Two of the three must have cosigned.
    private func writePolicy(quorum: String = "q", log: String? = nil) throws {
        let lines =
            ["log \(log ?? "\(sample.key.verifierKey)")"]
            + witnesses.map { "witness \($0.verifierKey.name.prefix(3)) \($0.verifierKey)" }
            + ["group q 2 w10 w11 w12", "quorum \(quorum)"]
        try Data(lines.map { $0 + "\n" }.joined().utf8).write(to: URL(fileURLWithPath: policy))
    }

    private func cosigned(_ note: SignedNote, by places: [Int]) throws -> [UInt8] {
        let checkpoint = try Checkpoint(parsing: note.text)
        return try note.adding(
            places.map { try Cosignature(of: checkpoint, time: 1_529_503_200 + UInt64($0), key: witnesses[$0]).line }
        ).bytes
    }

    private func verify(_ options: String...) throws -> BuiltProgram {
        try BuiltProgram(["verify", sample.log, "--policy", policy] + options)
    }

    @Test func `a checkpoint with a quorum needs no key and nothing beside it`() throws {
        defer { sample.remove() }
        try writePolicy()
        try sample.write(cosigned(sample.publish(300), by: [0, 2]), to: "checkpoint")
        let run = try verify("--json")
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.output.contains(#""key_source":"policy""#))
        #expect(
            run.output.contains(
                #""witnessed_size":300,"witnesses":[{"name":"w10","size":300,"time":"2018-06-20T14:00:00Z"},"#
            ),
            "\(run.output)"
        )
        let text = try verify().output
        #expect(text.contains("witnessed   the first 300 entries, cosigned "))
        #expect(text.contains("w12 at 2018-06-20T14:00:02Z"))
    }

    @Test func `an older cosigned checkpoint beside the log must be its beginning`() throws {
        defer { sample.remove() }
        try writePolicy()
        let old = try cosigned(sample.publish(300), by: [0, 1])
        try sample.publish(700)
        try sample.write(old, to: "witnessed")
        let late = try verify()
        #expect(late.status == 3 && late.errors.contains("hours ago, and nothing of what came after"), "\(late.errors)")
        let run = try verify("--json", "--witness-lag", "1000000")
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.output.contains(#""witnessed_size":300"#))

        try sample.publish(700, fork: 299)
        try sample.write(old, to: "witnessed")
        let forked = try verify("--witness-lag", "1000000")
        #expect(forked.status == 3)
        #expect(forked.errors.contains("its first 300 entries are not those that witnesses cosigned"))

        try sample.publish(200)
        try sample.write(old, to: "witnessed")
        let short = try verify("--witness-lag", "1000000")
        #expect(short.status == 3)
        #expect(short.errors.contains("it has 200 entries, and witnesses cosigned 300"))
    }

    @Test func `without a quorum it ends with 3 and says who is missing`() throws {
        defer { sample.remove() }
        try writePolicy()
        let note = try sample.publish(300)
        let none = try verify()
        #expect(none.status == 3)
        #expect(none.errors.contains("signed by nobody") && none.errors.contains("missing w10, w11, w12"))
        try sample.write(cosigned(note, by: [1]), to: "witnessed")
        let one = try verify()
        #expect(one.status == 3)
        #expect(one.errors.contains("signed by w11 (300 entries), missing w10, w12"), "\(one.errors)")
        // Two lines of one witness are one witness.
        try sample.write(cosigned(note, by: [1, 1]), to: "witnessed")
        #expect(try verify().status == 3)
        try writePolicy(quorum: "none")
        #expect(try verify().status == 0)
    }

    @Test func `a cosignature of another checkpoint is none`() throws {
        defer { sample.remove() }
        try writePolicy()
        let other = try cosigned(sample.publish(299), by: [0, 1])
        let lines = try SignedNote(parsing: other).signatures.dropFirst()
        let note = try sample.publish(300).adding(Array(lines))
        try sample.write(note.bytes, to: "checkpoint")
        #expect(try verify().status == 3)
    }

    @Test func `a policy of other logs, a broken one and none end with their own codes`() throws {
        defer { sample.remove() }
        try sample.publish(300)
        #expect(try verify().status == 2, "there is no such file")
        try Data("quorum nobody\n".utf8).write(to: URL(fileURLWithPath: policy))
        let broken = try verify()
        #expect(broken.status == 2 && broken.errors.contains("line 1"))
        let stranger = try NoteSigningKey(
            name: "example.org/petitions/other/log",
            seed: [UInt8](repeating: 9, count: 32)
        )
        try writePolicy(log: "\(stranger.verifierKey)")
        #expect(try verify().status == 3)
        #expect(try verify("--key", "\(sample.key.verifierKey)").status == 2)
    }
}
