import MemberTokens
import Testing

struct PendingTokenTests {
    @Test func `request and token are the ones that other code made`() throws {
        let petition = try SamplePetition()
        let pending = try petition.pending
        #expect(pending.request.bytes == Array(hex: petition.vector.request))
        let token = try pending.token(from: TokenResponse(Array(hex: petition.vector.response)))
        #expect(token.bytes == Array(hex: petition.vector.token))
    }

    @Test func `who was stopped goes on with the same blinded message`() throws {
        let petition = try SamplePetition()
        let (challenge, key) = (petition.challenge, petition.issuerKey)
        let first = PendingToken(challenge: challenge, issuerKey: key, randomBytes: Chance.bytes)
        #expect(first.bytes.count == PendingToken.byteCount)
        let response = try petition.privateKey.response(to: first.request)
        let second = try PendingToken(first.bytes, challenge: challenge, issuerKey: key)
        #expect(second.request == first.request)
        #expect(second.bytes == first.bytes)
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
        #expect(pending.bytes == petition.pendingBytes)
        #expect(pending.request.bytes == Array(hex: petition.vector.request))
    }

    @Test func `what was kept fits the same petition and the same key only`() throws {
        let petition = try SamplePetition()
        let (kept, challenge, key) = (petition.pendingBytes, petition.challenge, petition.issuerKey)
        let other = try SamplePetition.otherChallenge(issuerName: petition.vector.issuerName)
        #expect(throws: PendingToken.Problem.otherPetition) {
            try PendingToken(kept, challenge: other, issuerKey: key)
        }
        let otherKey = try IssuerPrivateKey().publicKey
        #expect(throws: PendingToken.Problem.otherKey) {
            try PendingToken(kept, challenge: challenge, issuerKey: otherKey)
        }
        var wrongs = [[], Array(kept.dropLast()), kept + [0], kept.flipping(bit: 15)]
        // A blind that is not below the modulus, and one that can't be taken off.
        wrongs += [0xff, 0x00].map { Array(kept.prefix(146)) + [UInt8](repeating: $0, count: 256) }
        for wrong in wrongs {
            #expect(throws: PendingToken.Problem.malformed) {
                try PendingToken(wrong, challenge: challenge, issuerKey: key)
            }
        }
    }

    @Test func `an answer to anything else makes no token`() throws {
        let petition = try SamplePetition()
        let pending = try petition.pending
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

    // The signature does not depend on the salt: a token that was kept with another one is still finished.
    @Test func `another nonce, salt or blind is another request`() throws {
        let petition = try SamplePetition()
        let response = TokenResponse(Array(hex: petition.vector.response))
        for (bit, isSalt) in [(16, false), (271, false), (784, true), (1_167, true), (2_000, false), (3_215, false)] {
            let kept = petition.pendingBytes.flipping(bit: bit)
            let pending = try PendingToken(kept, challenge: petition.challenge, issuerKey: petition.issuerKey)
            #expect(pending.request.bytes != Array(hex: petition.vector.request), "bit \(bit)")
            guard !isSalt else { continue }
            #expect(throws: PendingToken.Problem.notSigned, "bit \(bit)") { try pending.token(from: response) }
        }
    }
}
