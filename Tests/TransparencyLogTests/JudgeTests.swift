import Foundation
import Testing
import TransparencyLog

/// Our logs before an independent checker.
@Suite(.enabled(if: IndependentJudge.isNamed, "UNDERSIGNED_JUDGE does not name the independent checker"))
struct JudgeTests {
    @Test(arguments: [0, 1, 255, 256, 257, 511, 512, 65_537])
    func `a log of this library is sound to the judge`(size: Int) throws {
        let log = try SampleLog(size: size)
        try inFolder(log) { folder in
            let (status, output) = try IndependentJudge.run(["check", "-vkey", "\(log.key.verifierKey)", folder])
            #expect(status == 0, "\(output)")
        }
    }

    @Test func `the judge notices damage, so that its praise means something`() throws {
        let log = try SampleLog(size: 257)
        try inFolder(log) { folder in
            let (status, output) = try IndependentJudge.run([
                "mutate", "-vkey", "\(log.key.verifierKey)", "-per-file", "5", folder,
            ])
            #expect(status == 0, "\(output)")
        }
        var tile = try #require(log.files["tile/0/000"])
        tile[100] ^= 1
        try inFolder(log) { folder in
            try Data(tile).write(to: URL(fileURLWithPath: folder).appendingPathComponent("tile/0/000"))
            #expect(try IndependentJudge.run(["check", "-vkey", "\(log.key.verifierKey)", folder]).status == 1)
        }
    }

    @Test func `a receipt of this library is sound to the judge`() throws {
        let log = try SampleLog(size: 257)
        try inFolder(log) { folder in
            let entry = URL(fileURLWithPath: folder).appendingPathComponent("entry.bin")
            let file = URL(fileURLWithPath: folder).appendingPathComponent("7.tlog-proof")
            try Data("7".utf8).write(to: entry)
            let proof = try InclusionProof(index: 7, treeSize: 257, reading: log.hashes)
            let witness = try NoteSigningKey(name: "w.example.org", seed: Array(32..<64), algorithm: .cosignature)
            let cosignature = try Cosignature(of: log.checkpoint, time: 1_700_000_000, key: witness)
            let receipt = try LogProof(
                extra: Array("salt".utf8),
                index: 7,
                hashes: proof.hashes,
                checkpoint: log.checkpoint.signed(by: log.key).adding([cosignature.line])
            )
            try Data(receipt.string.utf8).write(to: file)
            let arguments = [
                "proof", "-vkey", "\(log.key.verifierKey)", "-entry", entry.path, "-witness",
                "\(witness.verifierKey)", "-quorum", "1", file.path,
            ]
            let (status, output) = try IndependentJudge.run(arguments)
            #expect(status == 0, "\(output)")
            try Data("8".utf8).write(to: entry)
            #expect(try IndependentJudge.run(arguments).status == 1)
        }
    }

    /// Writes the files of a log's present size to a fresh folder, which is removed afterwards.
    private func inFolder(_ log: SampleLog, _ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("log-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }  // a leftover in the temporary folder does no harm
        for (path, bytes) in log.currentFiles {
            let file = folder.appendingPathComponent(path)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try Data(bytes).write(to: file)
        }
        try body(folder.path)
    }
}
