/// Signs a person in once, in the place of a code from a device that is lost (S-36).
package struct RecoveryCode: Hashable, Sendable {
    /// So many at a time.
    package static let count = 10
    /// 128 bits, so that a plain hash keeps them (S-41).
    package static let byteCount = 16

    /// As people read it: `abcd-efgh-…`.
    package let text: String
    /// SHA-256 of its letters and digits: what the table holds.
    package let hash: [UInt8]

    /// - Parameter bytes: 16 random bytes.
    package init(bytes: [UInt8]) {
        let letters = Array(Base32.encode(bytes).lowercased())
        text = stride(from: 0, to: letters.count, by: 4)
            .map { String(letters[$0..<min($0 + 4, letters.count)]) }.joined(separator: "-")
        hash = Self.hash(of: text)
    }

    /// The hash of what a person typed: case, blanks and dashes do not matter.
    package static func hash(of typed: String) -> [UInt8] {
        Array(typed.lowercased().filter { $0.isLetter || $0.isNumber }.utf8).sha256
    }
}
