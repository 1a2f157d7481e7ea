import Testing
import UndersignedApp
import UndersignedCore
import UndersignedTestSupport

@Suite struct PrivateKeyFileTests {
    private func made() throws -> (key: CustodyPrivateKey, file: PrivateKeyFile) {
        let key = try Samples.required(CustodyPrivateKey(bytes: Samples.randomBytes(32)))
        let file = try PrivateKeyFile(
            key,
            passphrase: "lantern gravel oboe tide",
            cost: Samples.cheap,
            randomBytes: Samples.randomBytes
        )
        return (key, file)
    }

    @Test func `a key file opens with its passphrase and with no other`() throws {
        let (key, file) = try made()
        let read = try PrivateKeyFile(file.text)
        #expect(read == file && read.publicKey == key.publicKey)
        #expect(try read.open(passphrase: "lantern gravel oboe tide").bytes == key.bytes)
        #expect(throws: PrivateKeyFile.Refusal.wrongPassphrase) { try read.open(passphrase: "lantern gravel oboe") }
        #expect(!file.text.contains(Hexadecimal.encode(key.bytes)))
    }

    @Test func `a changed key file is refused, also where its public half was exchanged`() throws {
        let (_, file) = try made()
        let (other, _) = try made()
        let lines = file.text.split(separator: "\n").map(String.init)
        for (place, line) in [
            (0, "undersigned/v2 private key"), (1, "public AAAA"), (2, "scrypt 40:8:1 AAAA"), (3, "sealed x"),
        ] {
            var changed = lines
            changed[place] = line
            #expect(throws: PrivateKeyFile.Refusal.malformed) {
                try PrivateKeyFile(changed.joined(separator: "\n"))
            }
        }
        var swapped = lines
        swapped[1] = "public \(other.publicKey.text)"
        let read = try PrivateKeyFile(swapped.joined(separator: "\n"))
        #expect(throws: PrivateKeyFile.Refusal.wrongPassphrase) {
            try read.open(passphrase: "lantern gravel oboe tide")
        }
    }

    @Test func `a printed key reads back, and a line typed wrongly is named`() throws {
        let (key, _) = try made()
        let paper = PaperKey(key, day: "2018-06-20").text
        #expect(try PaperKey.read(paper).bytes == key.bytes)
        #expect(try PaperKey.read(paper.uppercased()).bytes == key.bytes)
        let digits = paper.split(separator: "\n").filter { $0.contains("  ") && $0.count < 30 }
        #expect(digits.count == 4)
        for (place, line) in digits.enumerated() {
            let wrong = (line.hasPrefix("0") ? "1" : "0") + line.dropFirst()
            #expect(throws: PaperKey.Refusal.misread(line: place + 1)) {
                try PaperKey.read(paper.replacing(line, with: wrong))
            }
        }
        #expect(throws: PaperKey.Refusal.misread(line: 1)) {
            try PaperKey.read(digits.reversed().joined(separator: "\n"))
        }
        #expect(throws: PaperKey.Refusal.malformed) { try PaperKey.read(digits.dropLast().joined(separator: "\n")) }
        #expect(throws: PaperKey.Refusal.malformed) { try PaperKey.read("") }
    }
}
