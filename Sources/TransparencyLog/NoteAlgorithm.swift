import Crypto

/// What a note key signs and how; the byte before the public key in its written form.
///
/// Source: c2sp.org/signed-note "Signature types". Other algorithms exist and are not understood here.
public enum NoteAlgorithm: UInt8, Hashable, Sendable {
    /// Ed25519 over the text of a note: what a log signs its checkpoints with.
    case ed25519 = 0x01

    /// Ed25519 over a time and a checkpoint: what a witness cosigns with.
    case cosignature = 0x04

    /// The first four bytes of SHA-256(name ‖ line feed ‖ type ‖ public key), big-endian.
    func keyID(name: String, publicKey: [UInt8]) -> UInt32 {
        var function = SHA256()
        function.update(data: Array(name.utf8) + [0x0A, rawValue] + publicKey)
        return function.finalize().prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
    }
}

/// The rules for the name of a note key.
enum NoteKeyName {
    /// Throws when a name is empty or has a space, a plus or a control character.
    static func check(_ name: some StringProtocol) throws {
        let isAllowed = name.unicodeScalars.allSatisfy {
            !$0.properties.isWhitespace && $0 != "+" && $0.value >= 0x20
        }
        guard !name.isEmpty, isAllowed else {
            throw MalformedInput(code: .keyName, detail: "a key name is not empty and has no space and no plus")
        }
    }
}

/// A key ID as eight lower-case hexadecimal digits.
enum KeyIDText {
    static func text(_ keyID: UInt32) -> String {
        let digits = String(keyID, radix: 16)
        return String(repeating: "0", count: 8 - digits.count) + digits
    }

    static func parse(_ text: Substring.UTF8View) -> UInt32? {
        let isHex = text.allSatisfy {
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0)
        }
        guard text.count == 8, isHex else { return nil }
        return UInt32(Substring(text), radix: 16)
    }
}
