import Foundation
import MemberTokens
import Testing

/// Issue 7, point 2: one format for the browser's file and the command's.
struct KeptFileTests {
    @Test func `a request that the browser wrote is read, written the same, and finished`() throws {
        let petition = try SamplePetition()
        let bytes = try SamplePetition.browserFile("request")
        guard case .request(let kept) = try KeptFile(bytes) else {
            Issue.record("no request")
            return
        }
        #expect(Array(kept.text.utf8) == bytes)
        #expect(kept == petition.pending.kept(petition: kept.petition, log: kept.log))
        #expect(kept.petition == "https://petitions.example.org/petitions/open-letter")
        #expect(kept.log == "petitions.example.org/petitions/open-letter/log")
        let pending = try PendingToken(kept, challenge: petition.challenge, issuerKey: petition.issuerKey)
        #expect(pending.request.bytes == Array(hex: petition.vector.request))
        let token = try pending.token(from: TokenResponse(Array(hex: petition.vector.response)))
        let file = KeptToken(petition: kept.petition, log: kept.log, token: token)
        #expect(Array(file.text.utf8) == (try SamplePetition.browserFile("token")))
    }

    @Test func `a token that the browser wrote is read and written the same`() throws {
        let petition = try SamplePetition()
        let bytes = try SamplePetition.browserFile("token")
        guard case .token(let kept) = try KeptFile(bytes) else {
            Issue.record("no token")
            return
        }
        #expect(kept.token.bytes == Array(hex: petition.vector.token))
        #expect(Array(kept.text.utf8) == bytes)
    }

    @Test(arguments: ["request", "token"])
    func `a file that is written in any other way is refused`(kind: String) throws {
        let sound = String(decoding: try SamplePetition.browserFile(kind), as: UTF8.self)
        let lines = sound.split(separator: "\n").map(String.init)
        var wrongs = [
            "", "\n", String(sound.dropLast()), sound + "\n", sound.replacing("\n", with: "\r\n"), sound + " ",
        ]
        wrongs += ["\u{FEFF}" + sound, sound.replacing("v1", with: "v2"), sound.replacing("member", with: "Member")]
        wrongs += [sound.replacing("open-letter", with: "öpen-letter"), sound.replacing("log\n", with: "lo\n")]
        wrongs += [sound.replacing("log\n", with: "log/\n"), sound.replacing("log\n", with: "log/x\n")]
        wrongs += [sound.replacing("petition ", with: "petition  "), sound.replacing("key ", with: "Key ")]
        for place in lines.indices {
            var (without, twice, empty) = (lines, lines, lines)
            without.remove(at: place)
            twice.insert(lines[place], at: place)
            empty[place] = String(lines[place].prefix { $0 != " " }) + " "
            var changed = [without, twice, empty]
            if place > 0 {
                var turned = lines
                turned.swapAt(place, place - 1)
                changed.append(turned)
            }
            // Base64 with a character less, with one more, and without its padding.
            if place > 2 {
                for value in [String(lines[place].dropLast()), lines[place] + "A", lines[place] + "="] {
                    var other = lines
                    other[place] = value
                    changed.append(other)
                }
            }
            wrongs += changed.map { $0.joined(separator: "\n") + "\n" }
        }
        for wrong in wrongs {
            #expect(wrong != sound)
            #expect(throws: KeptFile.Malformed.self, "\(wrong.prefix(200))") { try KeptFile(Array(wrong.utf8)) }
        }
        #expect(throws: Never.self) { try KeptFile(Array(sound.replacing("log\n", with: "log/2\n").utf8)) }
    }

    // Issue 7, point 8: key partitioning.
    @Test func `a key, a type or a request that do not belong together are refused`() throws {
        guard case .request(let kept) = try KeptFile(try SamplePetition.browserFile("request")) else {
            Issue.record("no request")
            return
        }
        let other = try IssuerPrivateKey().publicKey
        let (key, input, request) = (kept.issuerKey, kept.input.bytes, kept.request.bytes)
        let changes: [(String, [UInt8], [UInt8])] = [
            ("key", key.keyID, other.keyID), ("issuer", key.bytes, other.bytes),
            ("issuer", key.bytes, Array(key.bytes.dropLast())),
            ("input", input, input.flipping(bit: 14)), ("input", input, input.flipping(bit: 8 * 97)),
            ("request", request, request.flipping(bit: 14)), ("request", request, request.flipping(bit: 23)),
            ("request", request, request + [0]), ("inverse", kept.inverse, kept.inverse + [0]),
            ("input", input, input + [0]),
        ]
        for (name, sound, wrong) in changes {
            let text = kept.text.replacing(line(name, sound), with: line(name, wrong))
            #expect(text != kept.text)
            #expect(throws: KeptFile.Malformed.self, "\(name)") { try KeptFile(Array(text.utf8)) }
        }
        guard case .token(let token) = try KeptFile(try SamplePetition.browserFile("token")) else {
            Issue.record("no token")
            return
        }
        for bit in [14, 8 * 97] {
            let bytes = token.token.bytes
            let text = token.text.replacing(line("token", bytes), with: line("token", bytes.flipping(bit: bit)))
            #expect(throws: KeptFile.Malformed.self, "bit \(bit)") { try KeptFile(Array(text.utf8)) }
        }
    }

    private func line(_ name: String, _ bytes: [UInt8]) -> String {
        "\(name) \(Data(bytes).base64EncodedString())\n"
    }
}
