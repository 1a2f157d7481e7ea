import Testing
import UndersignedEvidence

struct EvidenceEncodingTests {
    private let text = "Empfänger;Größe €;“José”\n"

    /// Fed in pieces of every length, a letter may be cut anywhere.
    private func decoded(_ bytes: [UInt8], pieces: Int) -> (text: String, encoding: EvidenceEncoding?) {
        var decoding = TextDecoding()
        var output: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: pieces) {
            output += decoding.feed(Array(bytes[start..<min(start + pieces, bytes.count)]))
        }
        output += decoding.finish()
        return (String(decoding: output, as: UTF8.self), decoding.encoding)
    }

    private func utf16(_ text: String, low: Int) -> [UInt8] {
        text.utf16.flatMap { low == 0 ? [UInt8($0 & 0xFF), UInt8($0 >> 8)] : [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    }

    @Test(arguments: [1, 2, 3, 5, 64, 1_000])
    func `each encoding gives the same letters, in pieces of any length`(pieces: Int) {
        let long = String(repeating: text, count: 9) + "😀"
        #expect(decoded(Array(long.utf8), pieces: pieces) == (long, .utf8))
        #expect(decoded([0xEF, 0xBB, 0xBF] + long.utf8, pieces: pieces) == (long, .utf8))
        #expect(decoded([0xFF, 0xFE] + utf16(long, low: 0), pieces: pieces) == (long, .utf16LittleEndian))
        #expect(decoded([0xFE, 0xFF] + utf16(long, low: 1), pieces: pieces) == (long, .utf16BigEndian))
    }

    @Test func `UTF-16 without a mark is known by its zeros`() {
        let header = "award_id_piid,recipient_name,action_date,federal_action_obligation\n"
        #expect(decoded(utf16(header, low: 0), pieces: 7) == (header, .utf16LittleEndian))
        #expect(decoded(utf16(header, low: 1), pieces: 7) == (header, .utf16BigEndian))
    }

    @Test(arguments: [1, 3, 64])
    func `a byte that is no UTF-8 makes the file Windows-1252`(pieces: Int) {
        let bytes: [UInt8] = Array("Caf".utf8) + [0xE9, 0x20, 0x80, 0x20, 0x93, 0x6F, 0x94] + Array(" and more".utf8)
        #expect(decoded(bytes, pieces: pieces) == ("Café € “o” and more", .windows1252))
    }

    @Test func `one wrong byte in a file of UTF-8 is read alone`() {
        let bytes = Array("Größe ".utf8) + [0xE9] + Array(" Größe".utf8)
        #expect(decoded(bytes, pieces: 64) == ("Größe é Größe", .utf8))
    }

    @Test func `a letter that the end of the file cuts is not lost`() {
        #expect(decoded(Array("aé".utf8).dropLast(), pieces: 64).text == "aÃ")
    }
}
