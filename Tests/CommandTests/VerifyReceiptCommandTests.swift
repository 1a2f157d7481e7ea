import Foundation
import Testing
import TransparencyLog

struct VerifyReceiptCommandTests {
    @Test func `a receipt is verified without asking anybody`() throws {
        let sample = try VerifyCommandSample()
        defer { sample.remove() }
        let run = try VerifyCommandRun(["receipt", "verify", sample.receipt.path])
        #expect(run.status == 0)
        #expect(run.errors == "")
        #expect(run.output.hasPrefix("The log counted this signature.\n"))
        #expect(run.output.contains("e-mail      amina@example.org\n"))
        #expect(run.output.contains("entry       5, in the log of 6 entries\n"))
        #expect(run.output.contains("as stated in the receipt"))
        let keyed = try VerifyCommandRun([
            "receipt", "verify", sample.receipt.path, "--key", "\(sample.key.verifierKey)", "--json",
        ])
        #expect(keyed.status == 0)
        #expect(
            keyed.output == """
                {"email":"amina@example.org","index":5,"key":"\(sample.key.verifierKey)","key_source":"option",\
                "name":"Amina","ok":true,"origin":"\(VerifyCommandSample.origin)","root":"\(sample.root)","schema":1,\
                "shown":false,"size":6,"text":1}

                """
        )
    }

    @Test func `a receipt of another statement or key ends with 3, no file with 2`() throws {
        let sample = try VerifyCommandSample()
        defer { sample.remove() }
        let proof = try LogProof(parsing: Array(Data(contentsOf: sample.receipt)))
        let extra = String(decoding: try #require(proof.extra), as: UTF8.self)
        for wrong in [
            extra.replacing("name Amina", with: "name Bella"), extra.replacing("shown no", with: "shown"), "",
        ] {
            let forged = LogProof(
                extra: Array(wrong.utf8),
                index: proof.index,
                hashes: proof.hashes,
                checkpoint: proof.checkpoint
            )
            try sample.write(Array(forged.string.utf8), to: "forged.tlog-proof")
            let path = sample.folder.appendingPathComponent("forged.tlog-proof").path
            let run = try VerifyCommandRun(["receipt", "verify", path, "--json"])
            #expect(run.status == 3)
            #expect(run.output.hasPrefix(#"{"ok":false,"problem":"#))
            #expect(run.errors.contains("the receipt proves nothing: "))
        }
        let stranger = try NoteSigningKey(name: VerifyCommandSample.origin, seed: [UInt8](repeating: 2, count: 32))
        let path = sample.receipt.path
        #expect(try VerifyCommandRun(["receipt", "verify", path, "--key", "\(stranger.verifierKey)"]).status == 3)
        #expect(try VerifyCommandRun(["receipt", "verify", path, "--key", "nonsense"]).status == 2)
        #expect(try VerifyCommandRun(["receipt", "verify", "\(path).none"]).status == 2)
    }
}
