import Crypto
import Testing
import UndersignedCore

/// The same bytes as swift-crypto's own: what is stored under one opens under the other.
@Suite struct KeyedHashTests {
    @Test(arguments: [0, 1, 31, 32, 55, 56, 63, 64, 65, 119, 120, 500])
    func `a code is that of HMAC`(_ count: Int) {
        let message = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        for keyCount in [0, 1, 32, 63, 64] {
            let key = (0..<keyCount).map { UInt8(truncatingIfNeeded: $0 &* 13 &+ 5) }
            let expected = HMAC<SHA256>.authenticationCode(for: message, using: SymmetricKey(data: key))
            #expect(KeyedHash(key: key).code(message) == Array(expected))
        }
    }

    @Test(arguments: [0, 18, 29, 64, 200])
    func `a derived key is that of HKDF`(_ count: Int) {
        let info = [UInt8](repeating: 9, count: count)
        for secretCount in [1, 32, 40, 64, 100] {
            let secret = (0..<secretCount).map { UInt8(truncatingIfNeeded: $0 &* 3 &+ 1) }
            let expected = HKDF<SHA256>.deriveKey(
                inputKeyMaterial: SymmetricKey(data: secret),
                info: info,
                outputByteCount: 32
            )
            #expect(KeyedHash.derivedKey(from: secret, info: info) == expected)
        }
    }
}

struct SecretEqualityTests {
    @Test func `S-41: a secret is the wanted one only where every byte is, and none is missing`() {
        let wanted = [UInt8]("a secret".utf8)
        #expect(wanted.isSameSecret(as: wanted))
        for index in wanted.indices {
            var other = wanted
            other[index] ^= 1
            #expect(!other.isSameSecret(as: wanted))
        }
        #expect(!wanted.dropLast().isSameSecret(as: wanted))
        #expect(!(wanted + [0]).isSameSecret(as: wanted))
        #expect(![UInt8]().isSameSecret(as: wanted))
    }
}

struct HexadecimalTests {
    @Test(arguments: [("", []), ("00ff", [0, 255]), ("0a", [10])] as [(String, [UInt8])])
    func `digits give bytes, and bytes the same digits`(text: String, bytes: [UInt8]) {
        #expect(Hexadecimal.decode(text) == bytes)
        #expect(Hexadecimal.encode(bytes) == text)
    }

    @Test(arguments: ["0", "0A", "0g", "٠٠", "0x00", " 00"])
    func `what is no even number of lower-case digits gives none`(text: String) {
        #expect(Hexadecimal.decode(text) == nil)
    }
}
