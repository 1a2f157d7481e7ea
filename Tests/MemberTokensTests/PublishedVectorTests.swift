import Foundation
import MemberTokens
import Testing

// The vectors are shared beside the checkout and are no part of it; without them these tests are skipped.
@Suite(.enabled(if: TestVectors.arePublishedPresent, "the shared vectors are not beside this checkout"))
struct PublishedVectorTests {
    struct BlindSignature: Decodable {
        let name: String
        let n: String
        let e: String
        let d: String
        let p: String
        let q: String
        let preparedMessage: String
        let salt: String
        let inv: String
        let blindedMessage: String
        let blindSignature: String
        let signature: String

        enum CodingKeys: String, CodingKey {
            case name, n, e, d, p, q, salt, inv
            case preparedMessage = "prepared_msg"
            case blindedMessage = "blinded_msg"
            case blindSignature = "blind_sig"
            case signature = "sig"
        }
    }

    /// Of an earlier draft: what the two variants without a prefix encode, and what comes of it.
    struct EncodedMessageSample: Decodable {
        let n: String
        let msg: String
        let salt: String
        let inv: String
        let encoded: String
        let blinded: String
        let blindSignature: String
        let signature: String

        enum CodingKeys: String, CodingKey {
            case n, msg, salt, inv
            case encoded = "encoded_msg"
            case blinded = "blinded_msg"
            case blindSignature = "blind_sig"
            case signature = "sig"
        }
    }

    struct Token: Decodable {
        let skS: String
        let pkS: String
        let tokenChallenge: String
        let nonce: String
        let blind: String
        let salt: String
        let tokenRequest: String
        let tokenResponse: String
        let token: String

        enum CodingKeys: String, CodingKey {
            case skS, pkS, nonce, blind, salt, token
            case tokenChallenge = "token_challenge"
            case tokenRequest = "token_request"
            case tokenResponse = "token_response"
        }
    }

    struct TokenHeader: Decodable {
        let tokenType: String
        let issuerName: String
        let redemptionContext: String
        let originInfo: String
        let input: String

        enum CodingKeys: String, CodingKey {
            case tokenType = "token_type"
            case issuerName = "issuer_name"
            case redemptionContext = "redemption_context"
            case originInfo = "origin_info"
            case input = "token_authenticator_input"
        }
    }

    @Test func `RFC 9474: all four variants blind, sign and take the blind off as published`() throws {
        let vectors = try TestVectors.published([BlindSignature].self, "rfc9474/swift-crypto-rfc9474.json")
        for vector in vectors {
            let modulus = try #require(Modulus(Array(hex: vector.n)), "\(vector.name)")
            let message = Array(hex: vector.preparedMessage)
            let encoded = EncodedMessage.pss(message, salt: Array(hex: vector.salt), bitCount: modulus.bitCount - 1)
            let inverse = try #require(modulus.residue(Array(hex: vector.inv)))
            let blind = try #require(modulus.inverse(of: inverse).map(modulus.bytes))
            let blinding = try #require(Blinding(encoded, blind: blind, modulus: modulus))
            #expect(blinding.inverse == inverse, "\(vector.name)")
            #expect(blinding.blindedMessage == Array(hex: vector.blindedMessage), "\(vector.name)")
            let key = try BlindRSAPrivateKey(
                modulus: Array(hex: vector.n),
                exponent: Array(hex: vector.e),
                privateExponent: Array(hex: vector.d),
                primes: (Array(hex: vector.p), Array(hex: vector.q))
            )
            let answer = try key.blindSignature(for: blinding.blindedMessage)
            #expect(answer == Array(hex: vector.blindSignature), "\(vector.name)")
            #expect(blinding.unblinded(answer) == Array(hex: vector.signature), "\(vector.name)")
        }
        #expect(vectors.count == 4)
    }

    // The salt of PSSZERO has no bytes: a token so signed is not of the variant that RFC 9578 takes.
    @Test func `RFC 9474: signatures of the two PSS variants verify, flipped and without salt they do not`() throws {
        for vector in try TestVectors.published([BlindSignature].self, "rfc9474/swift-crypto-rfc9474.json") {
            let key = try BlindRSAPublicKey(modulus: Array(hex: vector.n), exponent: Array(hex: vector.e))
            let message = Array(hex: vector.preparedMessage)
            let signature = Array(hex: vector.signature)
            #expect(key.isValid(signature, for: message) == !vector.name.contains("PSSZERO"), "\(vector.name)")
            #expect(!key.isValid(signature.flipping(bit: 4_095), for: message))
            #expect(!key.isValid(signature, for: message.flipping(bit: 0)))
        }
    }

    @Test func `RFC 9474: a message is encoded as published`() throws {
        let samples = try TestVectors.published([EncodedMessageSample].self, "rfc9474/cfrg-test_vectors.json")
        for sample in samples {
            let modulus = try #require(Modulus(Array(hex: sample.n)))
            let salt = Array<UInt8>(hex: sample.salt)
            let encoded = EncodedMessage.pss(Array(hex: sample.msg), salt: salt, bitCount: modulus.bitCount - 1)
            #expect(encoded == Array(hex: sample.encoded))
            let inverse = try #require(modulus.residue(Array(hex: sample.inv)))
            let blind = try #require(modulus.inverse(of: inverse).map(modulus.bytes))
            let blinding = try #require(Blinding(encoded, blind: blind, modulus: modulus))
            #expect(blinding.blindedMessage == Array(hex: sample.blinded))
            #expect(blinding.unblinded(Array(hex: sample.blindSignature)) == Array(hex: sample.signature))
        }
        #expect(samples.count == 2)
    }

    @Test(arguments: ["go", "rust"])
    func `RFC 9578: key, challenge, request, response and token are the published ones`(maker: String) throws {
        let vectors = try TestVectors.published([Token].self, "rfc9578/pub_verif_rfc9578.\(maker).json")
        for vector in vectors {
            let privateKey = try IssuerPrivateKey(derRepresentation: inner(pem: Array(hex: vector.skS)))
            let key = privateKey.publicKey
            #expect(key.bytes == Array(hex: vector.pkS))
            #expect(try IssuerPublicKey(Array(hex: vector.pkS)) == key)
            let challenge = try challenge(Array(hex: vector.tokenChallenge))
            let token = Array(hex: vector.token)
            #expect(challenge.digest == Array(token[34..<66]))
            #expect(key.keyID == Array(token[66..<98]))
            var draws = [vector.nonce, vector.salt, vector.blind].map { Array<UInt8>(hex: $0) }
            let pending = PendingToken(challenge: challenge, issuerKey: key) { _ in draws.removeFirst() }
            #expect(pending.request.bytes == Array(hex: vector.tokenRequest))
            let response = try privateKey.response(to: TokenRequest(Array(hex: vector.tokenRequest)))
            #expect(response.bytes == Array(hex: vector.tokenResponse))
            let made = try pending.token(from: response)
            #expect(made.bytes == token)
            #expect(made.problem(challengeDigest: challenge.digest, issuerKey: key) == nil)
        }
        #expect(vectors.count == 5)
    }

    @Test func `RFC 9577: challenges of this type have the published digests`() throws {
        let vectors = try TestVectors.published([TokenHeader].self, "rfc9578/auth_scheme_token_v14.json")
            .filter { $0.tokenType == "0002" }
        for vector in vectors {
            let challenge = try #require(
                TokenChallenge(
                    issuerName: String(decoding: Array<UInt8>(hex: vector.issuerName), as: UTF8.self),
                    redemptionContext: Array(hex: vector.redemptionContext),
                    originInfo: String(decoding: Array<UInt8>(hex: vector.originInfo), as: UTF8.self)
                )
            )
            #expect(challenge.digest == Array(Array<UInt8>(hex: vector.input)[34..<66]))
        }
        #expect(vectors.count >= 4)
    }

    /// The parts of a published challenge, put together again by us.
    private func challenge(_ bytes: [UInt8]) throws -> TokenChallenge {
        func part(_ start: Int, lengthBytes: Int) -> (text: [UInt8], end: Int) {
            let length = bytes[start..<start + lengthBytes].reduce(0) { $0 << 8 | Int($1) }
            let first = start + lengthBytes
            return (Array(bytes[first..<first + length]), first + length)
        }
        let issuer = part(2, lengthBytes: 2)
        let context = part(issuer.end, lengthBytes: 1)
        let origin = part(context.end, lengthBytes: 2)
        let challenge = try #require(
            TokenChallenge(
                issuerName: String(decoding: issuer.text, as: UTF8.self),
                redemptionContext: context.text,
                originInfo: String(decoding: origin.text, as: UTF8.self)
            )
        )
        #expect(challenge.bytes == bytes)
        return challenge
    }

    /// The PKCS#1 key inside a PKCS#8 one of 2048 bits: behind the version and the algorithm, 26 bytes.
    private func inner(pem: [UInt8]) throws -> [UInt8] {
        let lines = String(decoding: pem, as: UTF8.self).split(separator: "\n").filter { !$0.hasPrefix("-----") }
        return Array(try #require(Data(base64Encoded: lines.joined())).dropFirst(26))
    }
}
