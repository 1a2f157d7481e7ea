import Testing
import TransparencyLog

struct LogProofTests {
    @Test func `a receipt verifies its entry alone and reads back as written`() throws {
        let log = try SampleLog(size: 300)
        let key = log.key.verifierKey
        for index in [0, 255, 256, 299] as [UInt64] {
            for extra in [nil, [], Array("salt and statement".utf8)] {
                let receipt = try receipt(index, of: log, extra: extra)
                #expect(receipt.verify(entry: Array("\(index)".utf8), key: key) == .valid(log.checkpoint))
                #expect(try LogProof(parsing: receipt.string) == receipt)
                #expect(receipt.verify(entry: Array("x".utf8), key: key).reason?.code == .notIncluded)
            }
        }
        let only = try SampleLog(size: 1)
        let first = try receipt(0, of: only)
        #expect(first.hashes.isEmpty)
        #expect(try LogProof(parsing: first.string).verify(entry: [0x30], key: key) == .valid(only.checkpoint))
    }

    @Test func `another index, proof or key is refused`() throws {
        let log = try SampleLog(size: 300)
        let key = log.key.verifierKey
        let good = try receipt(7, of: log)
        let entry = Array("7".utf8)
        for index in [0, 6, 8, 300, UInt64.max] {
            let moved = LogProof(index: index, hashes: good.hashes, checkpoint: good.checkpoint)
            #expect(moved.verify(entry: entry, key: key).reason?.code == .notIncluded)
        }
        let short = LogProof(index: 7, hashes: good.hashes.dropLast(), checkpoint: good.checkpoint)
        #expect(short.verify(entry: entry, key: key).reason?.code == .notIncluded)
        let stranger = try NoteSigningKey(name: SampleLog.origin, seed: Array(32..<64)).verifierKey
        #expect(good.verify(entry: entry, key: stranger).reason?.code == .notSigned)
    }

    @Test func `no byte of a receipt can change but those of its extra line`() throws {
        let log = try SampleLog(size: 300)
        let receipt = try receipt(7, of: log)
        let entry = Array("7".utf8)
        let bytes = Array(receipt.string.utf8)
        for place in bytes.indices {
            for bit in 0..<8 {
                var changed = bytes
                changed[place] ^= 1 << UInt8(bit)
                guard let proof = try? LogProof(parsing: changed) else { continue }  // refused already: good
                #expect(proof.verify(entry: entry, key: log.key.verifierKey).value == nil, "byte \(place), bit \(bit)")
            }
        }
    }

    @Test func `receipts of another form are refused by their fault`() throws {
        let log = try SampleLog(size: 3)
        let text = try receipt(1, of: log).string
        let faults: [(String, MalformedInput.Code)] = [
            ("", .proofShape), ("\n", .proofShape), ("\n\n", .proofShape), (String(text.dropFirst()), .proofShape),
            (text.replacing("@v1\n", with: "@v2\n"), .proofShape), (text.replacing("index 1\n", with: ""), .proofShape),
            (text.replacing("index 1\n", with: "index 01\n"), .notDecimal),
            (text.replacing("index 1\n", with: "index -1\n"), .notDecimal),
            (text.replacing("index 1\n", with: "index 1\nextra AAAA\n"), .notBase64),
            (text.replacing("index 1\n", with: "extra AAAA\nextra AAAA\nindex 1\n"), .proofShape),
            (text.replacing("index 1\n", with: "extra AA\nindex 1\n"), .notBase64),
            (text.replacing("index 1\n", with: "index 1\nAAAA\n"), .notBase64),
            (String(text.dropLast()), .noteShape), (text + "\n", .noteShape),
            (text + String(repeating: "x", count: LogProof.limitBytes), .tooLong),
        ]
        for (text, code) in faults {
            #expect(throws: MalformedInput(code: code, detail: ""), "\(text.prefix(300))") {
                try LogProof(parsing: text)
            }
        }
    }

    @Test func `an empty line among the hashes makes them part of the note, which then does not verify`() throws {
        let log = try SampleLog(size: 3)
        let text = try receipt(1, of: log).string.replacing("index 1\n", with: "index 1\n\n")
        let proof = try LogProof(parsing: text)
        #expect(proof.string == text)
        #expect(proof.verify(entry: [0x31], key: log.key.verifierKey).reason?.code == .signatureFails)
    }

    private func receipt(_ index: UInt64, of log: SampleLog, extra: [UInt8]? = nil) throws -> LogProof {
        let proof = try InclusionProof(index: index, treeSize: log.checkpoint.size, reading: log.hashes)
        return try LogProof(
            extra: extra,
            index: index,
            hashes: proof.hashes,
            checkpoint: log.checkpoint.signed(by: log.key)
        )
    }
}
