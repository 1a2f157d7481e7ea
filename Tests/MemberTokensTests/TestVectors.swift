import Foundation
import MemberTokens

/// The test vectors of this project, and the published ones that are shared beside the checkout and not part of it.
enum TestVectors {
    /// One token, made by code that is not ours: Python's integers, hashlib and PyPI's `cryptography`.
    struct Independent: Decodable {
        let issuerName: String
        let entryZero: String
        let privateKey: String
        let issuerKey: String
        let challenge: String
        let nonce: String
        let salt: String
        let blind: String
        let inverse: String
        let request: String
        let response: String
        let token: String
        /// A private key of 2048 bits with exponent 3.
        let exponent3: String
        /// A private key of 3072 bits.
        let bits3072: String
    }

    /// What Python's integers make of two numbers below a modulus.
    struct Arithmetic: Decodable {
        let modulus: String
        let a: String
        let b: String
        let product: String
        /// a to the 65537th.
        let power: String
        /// Of a; nil where there is none.
        let inverse: String?
    }

    /// The published vectors' folder, or nil where it is absent; found from this file's true place, links resolved.
    private static let shared: URL? = {
        let folder = root.deletingLastPathComponent().appendingPathComponent("shared/vectors")
        return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
    }()

    static let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static var arePublishedPresent: Bool { shared != nil }

    static func own<Value: Decodable>(_ type: Value.Type, _ name: String) throws -> Value {
        let folder = root.appendingPathComponent("Tests/MemberTokensTests/Vectors")
        return try JSONDecoder().decode(type, from: Data(contentsOf: folder.appendingPathComponent(name)))
    }

    static func published<Value: Decodable>(_ type: Value.Type, _ path: String) throws -> Value {
        guard let shared else { throw CocoaError(.fileNoSuchFile) }
        return try JSONDecoder().decode(type, from: Data(contentsOf: shared.appendingPathComponent(path)))
    }
}

extension [UInt8] {
    /// Reads hexadecimal, with or without 0x before it; an odd number of digits begins with half a byte.
    init(hex: String) {
        var digits = Array<UInt8>((hex.hasPrefix("0x") ? hex.dropFirst(2) : hex[...]).utf8)
        if !digits.count.isMultiple(of: 2) { digits.insert(0x30, at: 0) }
        let values = digits.map { $0 <= 0x39 ? $0 - 0x30 : $0 - 0x57 }
        self = stride(from: 0, to: values.count, by: 2).map { values[$0] << 4 | values[$0 + 1] }
    }

    func flipping(bit: Int) -> [UInt8] {
        var bytes = self
        bytes[bit / 8] ^= 0x80 >> UInt8(bit % 8)
        return bytes
    }
}
