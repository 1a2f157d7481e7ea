import MemberTokens
import Testing

struct MemberTokenTests {
    @Test func `a token that other code made is accepted`() throws {
        let petition = try SamplePetition()
        let bytes = Array<UInt8>(hex: petition.vector.token)
        let token = try MemberToken(bytes)
        #expect(token.bytes == bytes)
        #expect(token.input.nonce == Array(hex: petition.vector.nonce))
        #expect(token.problem(challengeDigest: petition.challenge.digest, issuerKey: petition.issuerKey) == nil)
        #expect(petition.problem(of: bytes) == nil)
    }

    @Test func `a flipped bit is refused, and the refusal says which field it is in`() throws {
        let petition = try SamplePetition()
        let bytes = Array<UInt8>(hex: petition.vector.token)
        for bit in 0..<(8 * MemberToken.byteCount) {
            let expected: MemberToken.Problem =
                switch bit / 8 {
                case 0..<2: .otherType(0x0002 ^ (0x8000 >> UInt16(bit)))
                case 34..<66: .otherPetition
                case 66..<98: .otherKey
                default: .notSigned
                }
            #expect(petition.problem(of: bytes.flipping(bit: bit)) == expected, "bit \(bit)")
        }
    }

    @Test func `a token has 354 bytes`() throws {
        let petition = try SamplePetition()
        let bytes = Array<UInt8>(hex: petition.vector.token)
        for wrong in [[], [0, 2], Array(bytes.dropLast()), Array(bytes.dropFirst()), bytes + [0], bytes + bytes] {
            #expect(petition.problem(of: wrong) == .wrongLength(wrong.count))
        }
    }

    @Test func `a token of another petition or another issuer is refused, though it is well signed`() throws {
        let petition = try SamplePetition()
        let other = try SamplePetition.otherChallenge(issuerName: petition.vector.issuerName)
        let token = try MemberToken(Array(hex: petition.vector.token))
        #expect(token.problem(challengeDigest: other.digest, issuerKey: petition.issuerKey) == .otherPetition)
        let stranger = try IssuerPrivateKey()
        let pending = PendingToken(
            challenge: petition.challenge,
            issuerKey: stranger.publicKey,
            randomBytes: Chance.bytes
        )
        let strange = try pending.token(from: stranger.response(to: pending.request))
        #expect(petition.problem(of: strange.bytes) == .otherKey)
        // The stranger's signature under this petition's key id.
        let forged = token.input.bytes + strange.authenticator
        #expect(petition.problem(of: forged) == .notSigned)
    }

    @Test func `an authenticator that is not below the modulus is refused`() throws {
        let petition = try SamplePetition()
        let input = Array(Array<UInt8>(hex: petition.vector.token).prefix(98))
        for authenticator in [Array(petition.issuerKey.bytes[81..<337]), [UInt8](repeating: 0xff, count: 256)] {
            #expect(petition.problem(of: input + authenticator) == .notSigned)
        }
        #expect(petition.problem(of: input + [UInt8](repeating: 0, count: 256)) == .notSigned)
    }

    @Test func `the base64 of an entry has one spelling`() throws {
        let bytes = Array<UInt8>(hex: try SamplePetition().vector.token)
        let text = Array(try MemberToken(bytes).base64.utf8)
        #expect(text.count == MemberToken.base64Count)
        #expect(try MemberToken(base64: text).bytes == bytes)
        var wrong = [[], Array(text.dropLast()), Array(text.dropLast(4)), text + text.prefix(4), text + [0x3d]]
        // Stray bits under the padding, and padding that is none.
        wrong += ["B=", "R==", "AB==", "=A", "==="].map { text.dropLast($0.utf8.count) + Array($0.utf8) }
        // The other alphabet, white space, and what is no text.
        for character: UInt8 in [0x2d, 0x5f, 0x20, 0x0a, 0x00, 0xff] {
            wrong.append([character] + text.dropFirst())
            wrong.append(text.dropLast() + [character])
        }
        for text in wrong {
            #expect(throws: MemberToken.Problem.notBase64) { try MemberToken(base64: text) }
        }
        // So many bytes need no padding: with it, there are less.
        for (padding, count) in [("A=", 353), ("Q==", 352)] {
            let padded = text.dropLast(padding.utf8.count) + Array(padding.utf8)
            #expect(throws: MemberToken.Problem.wrongLength(count)) { try MemberToken(base64: padded) }
        }
    }
}
