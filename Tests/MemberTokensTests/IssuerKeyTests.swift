import MemberTokens
import Testing

struct IssuerKeyTests {
    @Test func `a key has the encoding and the id that others compute`() throws {
        let petition = try SamplePetition()
        let bytes = Array<UInt8>(hex: petition.vector.issuerKey)
        #expect(petition.issuerKey.bytes == bytes)
        #expect(try IssuerPublicKey(bytes) == petition.issuerKey)
        #expect(try IssuerPublicKey(base64: petition.issuerKey.base64) == petition.issuerKey)
        #expect(petition.issuerKey.keyID == Array(Array<UInt8>(hex: petition.vector.token)[66..<98]))
        #expect(petition.issuerKey.truncatedKeyID == Array<UInt8>(hex: petition.vector.request)[2])
    }

    @Test func `a new key signs, and is the same after it was stored`() throws {
        let key = try IssuerPrivateKey()
        let other = try IssuerPrivateKey()
        #expect(key.publicKey != other.publicKey)
        let stored = try IssuerPrivateKey(derRepresentation: key.derRepresentation)
        #expect(stored.publicKey == key.publicKey)
        #expect(stored.derRepresentation == key.derRepresentation)
        let challenge = try SamplePetition().challenge
        let pending = PendingToken(challenge: challenge, issuerKey: key.publicKey, randomBytes: Chance.bytes)
        #expect(try stored.response(to: pending.request) == key.response(to: pending.request))
        let token = try pending.token(from: stored.response(to: pending.request))
        #expect(token.problem(challengeDigest: challenge.digest, issuerKey: key.publicKey) == nil)
        #expect(token.problem(challengeDigest: challenge.digest, issuerKey: other.publicKey) == .otherKey)
    }

    @Test func `no bit of what stands around the modulus may be another`() throws {
        let bytes = try SamplePetition().issuerKey.bytes
        for bit in 0..<(8 * 81) {
            #expect(throws: IssuerPublicKey.Problem.otherAlgorithm, "bit \(bit)") {
                try IssuerPublicKey(bytes.flipping(bit: bit))
            }
        }
        for bit in (8 * 337)..<(8 * 342) {
            #expect(throws: IssuerPublicKey.Problem.otherExponent, "bit \(bit)") {
                try IssuerPublicKey(bytes.flipping(bit: bit))
            }
        }
    }

    @Test func `a modulus has 2048 bits and is odd`() throws {
        let bytes = try SamplePetition().issuerKey.bytes
        #expect(throws: IssuerPublicKey.Problem.wrongModulus) { try IssuerPublicKey(bytes.flipping(bit: 8 * 81)) }
        #expect(throws: IssuerPublicKey.Problem.wrongModulus) { try IssuerPublicKey(bytes.flipping(bit: 8 * 337 - 1)) }
    }

    @Test func `another length, plain RSA and loose base64 are no key`() throws {
        let key = try SamplePetition().issuerKey
        #expect(throws: IssuerPublicKey.Problem.wrongLength(0)) { try IssuerPublicKey([]) }
        #expect(throws: IssuerPublicKey.Problem.wrongLength(341)) { try IssuerPublicKey(key.bytes.dropLast()) }
        #expect(throws: IssuerPublicKey.Problem.wrongLength(343)) { try IssuerPublicKey(key.bytes + [0]) }
        // id-rsaEncryption with parameters NULL, as most programs write RSA keys: 294 bytes.
        let plain: [UInt8] =
            [0x30, 0x82, 0x01, 0x22, 0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01]
            + [0x05, 0x00] + key.bytes.dropFirst(67)
        #expect(throws: IssuerPublicKey.Problem.wrongLength(294)) { try IssuerPublicKey(plain) }
        for text in [" " + key.base64, key.base64 + "\n", String(key.base64.dropLast()), "AB==", "key"] {
            #expect(throws: IssuerPublicKey.Problem.notBase64) { try IssuerPublicKey(base64: text) }
        }
        #expect(throws: IssuerPublicKey.Problem.wrongLength(0)) { try IssuerPublicKey(base64: "") }
    }

    @Test func `a private key of another size or exponent issues nothing`() throws {
        let vector = try SamplePetition().vector
        #expect(throws: IssuerPrivateKey.Problem.otherKind) {
            try IssuerPrivateKey(derRepresentation: Array(hex: vector.exponent3))
        }
        #expect(throws: IssuerPrivateKey.Problem.otherKind) {
            try IssuerPrivateKey(derRepresentation: Array(hex: vector.bits3072))
        }
        let sound = Array<UInt8>(hex: vector.privateKey)
        for bytes in [[], Array(sound.dropLast()), sound.flipping(bit: 8 * 300), Array(hex: vector.issuerKey)] {
            #expect(throws: IssuerPrivateKey.Problem.notRSA) { try IssuerPrivateKey(derRepresentation: bytes) }
        }
    }
}

/// The system's chance.
enum Chance {
    static func bytes(_ count: Int) -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
    }
}
