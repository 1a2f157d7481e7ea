import Testing
import TransparencyLog

struct MerkleHashTests {
    @Test func `a hash keeps its 32 bytes in order`() throws {
        let bytes = (0..<32).map { UInt8($0 * 7 & 255) }
        let hash = try #require(MerkleHash(bytes))
        #expect(hash.bytes == bytes)
        #expect(MerkleHash(hash.bytes[...]) == hash)
        #expect(hash.hex.hasPrefix("00070e151c"))
        #expect(MerkleHash(base64: hash.base64) == hash)
        #expect("\(hash)" == hash.base64)
    }

    @Test(arguments: [0, 1, 31, 33, 64])
    func `a hash of another length is refused`(count: Int) {
        #expect(MerkleHash([UInt8](repeating: 1, count: count)) == nil)
    }

    @Test func `two hashes are equal only when every byte is`() throws {
        let bytes = [UInt8](repeating: 9, count: 32)
        let hash = try #require(MerkleHash(bytes))
        for place in 0..<32 {
            var other = bytes
            other[place] ^= 1
            let changed = try #require(MerkleHash(other))
            #expect(changed != hash)
            #expect(changed.hashValue != hash.hashValue)
        }
    }

    @Test(
        arguments: [
            "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU",  // no padding
            "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFV=",  // unused bits set
            "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU=",  // the other alphabet
            "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n", " 47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
            "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuF==", "47DE=pj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=", "", "====",
        ]
    )
    func `base64 that is not canonical is refused`(text: String) {
        #expect(MerkleHash(base64: text) == nil)
    }
}
