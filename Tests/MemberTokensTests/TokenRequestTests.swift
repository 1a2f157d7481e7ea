import MemberTokens
import Testing

struct TokenRequestTests {
    @Test func `a request has 259 bytes and this type`() throws {
        let bytes = Array<UInt8>(hex: try SamplePetition().vector.request)
        #expect(try TokenRequest(bytes).bytes == bytes)
        for wrong in [[], Array(bytes.dropLast()), bytes + [0]] {
            #expect(throws: TokenRequest.Problem.wrongLength(wrong.count)) { try TokenRequest(wrong) }
        }
        #expect(throws: TokenRequest.Problem.otherType(3)) { try TokenRequest(bytes.flipping(bit: 15)) }
        #expect(throws: TokenRequest.Problem.otherType(0x8002)) { try TokenRequest(bytes.flipping(bit: 0)) }
    }

    @Test func `the same request gets the same answer, which is the one that others compute`() throws {
        let petition = try SamplePetition()
        let request = try TokenRequest(Array(hex: petition.vector.request))
        for _ in 0..<2 {
            #expect(try petition.privateKey.response(to: request).bytes == Array(hex: petition.vector.response))
        }
    }

    @Test func `a request for another key is refused`() throws {
        let petition = try SamplePetition()
        for bit in 16..<24 {
            let request = try TokenRequest(Array(hex: petition.vector.request).flipping(bit: bit))
            #expect(throws: TokenRequest.Problem.otherKey) { try petition.privateKey.response(to: request) }
        }
    }

    @Test func `0, and a number that is not below the modulus, are not signed`() throws {
        let petition = try SamplePetition()
        let header = Array(Array<UInt8>(hex: petition.vector.request).prefix(3))
        let modulus = Array(petition.issuerKey.bytes[81..<337])
        for number in [[UInt8](repeating: 0, count: 256), modulus, [UInt8](repeating: 0xff, count: 256)] {
            let request = try TokenRequest(header + number)
            #expect(throws: TokenRequest.Problem.wrongBlindedMessage) { try petition.privateKey.check(request) }
            #expect(throws: TokenRequest.Problem.wrongBlindedMessage) { try petition.privateKey.response(to: request) }
        }
        let last = try TokenRequest(header + modulus.flipping(bit: 2_047))
        #expect(try petition.privateKey.response(to: last).bytes.count == TokenResponse.byteCount)
    }
}
