import Foundation
import MemberTokens
import Testing

struct PendingTokenTests {
    @Test func `request and token are the ones that other code made`() throws {
        let petition = try SamplePetition()
        let pending = petition.pending
        #expect(pending.request.bytes == Array(hex: petition.vector.request))
        let token = try pending.token(from: TokenResponse(Array(hex: petition.vector.response)))
        #expect(token.bytes == Array(hex: petition.vector.token))
    }

    @Test func `who was stopped goes on with the same blinded message`() throws {
        let petition = try SamplePetition()
        let (challenge, key) = (petition.challenge, petition.issuerKey)
        let first = PendingToken(challenge: challenge, issuerKey: key, randomBytes: Chance.bytes)
        let response = try petition.privateKey.response(to: first.request)
        let second = try PendingToken(try Self.again(first), challenge: challenge, issuerKey: key)
        #expect(second.request == first.request)
        #expect(second.kept(petition: Self.address, log: Self.log) == first.kept(petition: Self.address, log: Self.log))
        #expect(try second.token(from: response) == first.token(from: response))
        #expect(petition.problem(of: try second.token(from: response).bytes) == nil)
    }

    @Test func `two tokens of one petition have nothing but petition and key in common`() throws {
        let petition = try SamplePetition()
        let tokens = try (0..<2).map { _ in
            let pending = PendingToken(
                challenge: petition.challenge,
                issuerKey: petition.issuerKey,
                randomBytes: Chance.bytes
            )
            return (pending, try pending.token(from: petition.privateKey.response(to: pending.request)))
        }
        #expect(tokens[0].1.input.nonce != tokens[1].1.input.nonce)
        #expect(tokens[0].0.request.blindedMessage != tokens[1].0.request.blindedMessage)
        #expect(tokens[0].1.authenticator != tokens[1].1.authenticator)
    }

    @Test func `chance is drawn again until the blind is below the modulus`() throws {
        let petition = try SamplePetition()
        let salt = Array<UInt8>(hex: petition.vector.salt)
        let blind = Array<UInt8>(hex: petition.vector.blind)
        let zero = [UInt8](repeating: 0, count: 256)
        let tooLarge = [UInt8](repeating: 0xff, count: 256)
        var draws = [Array(hex: petition.vector.nonce), salt, tooLarge, salt, zero, salt, blind]
        let pending = PendingToken(challenge: petition.challenge, issuerKey: petition.issuerKey) { count in
            let drawn = draws.removeFirst()
            #expect(drawn.count == count)
            return drawn
        }
        #expect(draws.isEmpty)
        #expect(pending.input == petition.pending.input)
        #expect(pending.request.bytes == Array(hex: petition.vector.request))
    }

    @Test func `what was kept fits the same petition and the same key only`() throws {
        let petition = try SamplePetition()
        let kept = petition.pending.kept(petition: Self.address, log: Self.log)
        let (challenge, key) = (petition.challenge, petition.issuerKey)
        let other = try SamplePetition.otherChallenge(issuerName: petition.vector.issuerName)
        #expect(throws: PendingToken.Problem.otherPetition) {
            try PendingToken(kept, challenge: other, issuerKey: key)
        }
        let otherKey = try IssuerPrivateKey().publicKey
        #expect(throws: PendingToken.Problem.otherKey) {
            try PendingToken(kept, challenge: challenge, issuerKey: otherKey)
        }
    }

    // Otherwise a damaged file would spend the mailbox's one request on an answer that nobody can use.
    @Test func `what does not blind what it says is refused before it is sent`() throws {
        let petition = try SamplePetition()
        let kept = petition.pending.kept(petition: Self.address, log: Self.log)
        let zero = [UInt8](repeating: 0, count: 256)
        var files = [
            kept.text.replacing(Self.line("inverse", kept.inverse), with: Self.line("inverse", zero)),
            kept.text.replacing(
                Self.line("inverse", kept.inverse),
                with: Self.line("inverse", [UInt8](repeating: 0xff, count: 256))
            ),
        ]
        files += [0, 1_000, 2_047].map { bit in
            kept.text.replacing(
                Self.line("inverse", kept.inverse),
                with: Self.line("inverse", kept.inverse.flipping(bit: bit))
            )
        }
        files += [24, 1_000, 2_071].map { bit in
            let bytes = kept.request.bytes
            return kept.text.replacing(
                Self.line("request", bytes),
                with: Self.line("request", bytes.flipping(bit: bit))
            )
        }
        files += [16, 271].map { bit in
            let bytes = kept.input.bytes
            return kept.text.replacing(Self.line("input", bytes), with: Self.line("input", bytes.flipping(bit: bit)))
        }
        for file in files {
            guard case .request(let wrong) = try KeptFile(Array(file.utf8)) else {
                Issue.record("no request")
                continue
            }
            #expect(wrong != kept)
            #expect(throws: PendingToken.Problem.malformed) {
                try PendingToken(wrong, challenge: petition.challenge, issuerKey: petition.issuerKey)
            }
        }
    }

    @Test func `an answer to anything else makes no token`() throws {
        let petition = try SamplePetition()
        let pending = petition.pending
        let sound = Array<UInt8>(hex: petition.vector.response)
        let another = PendingToken(
            challenge: petition.challenge,
            issuerKey: petition.issuerKey,
            randomBytes: Chance.bytes
        )
        let modulus = Array(petition.issuerKey.bytes[81..<337])
        var wrong = [try petition.privateKey.response(to: another.request).bytes, modulus]
        wrong += [[], sound + [0], [0] + sound]
        wrong += [Array(sound.dropLast()), [UInt8](repeating: 0, count: 256), [UInt8](repeating: 0xff, count: 256)]
        wrong += stride(from: 0, to: 2_048, by: 97).map { sound.flipping(bit: $0) }
        for bytes in wrong {
            #expect(throws: PendingToken.Problem.notSigned) { try pending.token(from: TokenResponse(bytes)) }
        }
    }

    // One answer in 256 begins with a zero, and is the same number without it.
    @Test func `an answer without its leading zeros is none`() throws {
        let modulus = try #require(Modulus(Array(try SamplePetition().issuerKey.bytes[81..<337])))
        let blinding = try #require(Blinding([2], blind: [3], modulus: modulus))
        let answer = modulus.bytes(try #require(modulus.residue([6])))
        #expect(blinding.unblinded(answer) == modulus.bytes(try #require(modulus.residue([2]))))
        #expect(blinding.unblinded([6]) == nil)
        #expect(blinding.unblinded(Array(answer.dropFirst())) == nil)
    }

    private static let address = "https://petitions.example.org/petitions/open-letter"
    private static let log = "petitions.example.org/petitions/open-letter/log"

    private static func line(_ name: String, _ bytes: [UInt8]) -> String {
        "\(name) \(Data(bytes).base64EncodedString())\n"
    }

    /// Written to a file and read again.
    private static func again(_ pending: PendingToken) throws -> KeptRequest {
        let text = pending.kept(petition: address, log: log).text
        guard case .request(let kept) = try KeptFile(Array(text.utf8)) else { throw PendingToken.Problem.malformed }
        return kept
    }
}
