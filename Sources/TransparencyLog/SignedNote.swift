/// A text with note signatures below it.
///
/// Nothing about it is trusted until it was `verified`.
///
/// Source: c2sp.org/signed-note.
public struct SignedNote: Hashable, Sendable {
    /// The longest note that is read.
    public static let limitBytes = 1 << 20

    /// The most signature lines that are read.
    public static let signatureLimit = 100

    /// What is signed; ends with a line feed and may have empty lines.
    public var text: String { exactText.string }

    /// The signature lines in order; 1…100.
    public let signatures: [NoteSignature]

    private let exactText: ExactText

    /// A note from its parts.
    ///
    /// - Parameters:
    ///   - text: UTF-8 without control characters other than the line feed, with which it ends.
    ///   - signatures: 1…100 note signatures.
    /// - Throws: `MalformedInput` with code `noteShape`, `controlCharacter` or `signatureCount`.
    public init(text: String, signatures: [NoteSignature]) throws {
        try Self.check(text: text)
        guard (1...Self.signatureLimit).contains(signatures.count) else {
            throw MalformedInput(
                code: .signatureCount,
                detail: "\(signatures.count) signatures, and a note has 1 to 100"
            )
        }
        exactText = ExactText(text)
        self.signatures = signatures
    }

    /// Reads a note.
    ///
    /// - Parameter bytes: The whole note, at most 1 MiB; what parses prints back byte for byte.
    /// - Throws: `MalformedInput` with code `tooLong`, `controlCharacter`, `notUTF8`, `noteShape`, `signatureCount`,
    ///   `signatureLine` or `keyName`.
    public init(parsing bytes: [UInt8]) throws {
        guard bytes.count <= Self.limitBytes else {
            throw MalformedInput(code: .tooLong, detail: "a note of \(bytes.count) bytes, more than 1 MiB")
        }
        guard String(validating: bytes, as: UTF8.self) != nil else {
            throw MalformedInput(code: .notUTF8, detail: "a note that is not UTF-8")
        }
        guard let empty = Self.lastEmptyLine(of: bytes), bytes.last == 0x0A, empty + 1 < bytes.count else {
            throw MalformedInput(code: .noteShape, detail: "a note is a text, an empty line and signature lines")
        }
        let lines = bytes[(empty + 1)...].dropLast().split(separator: 0x0A, omittingEmptySubsequences: false)
        guard lines.count <= Self.signatureLimit else {
            throw MalformedInput(code: .signatureCount, detail: "\(lines.count) signature lines, more than 100")
        }
        try self.init(
            text: String(decoding: bytes[..<empty], as: UTF8.self),
            signatures: lines.map { try NoteSignature(parsing: String(decoding: $0, as: UTF8.self)) }
        )
    }

    /// Reads a note.
    ///
    /// - Parameter string: The whole note, at most 1 MiB of UTF-8; what parses prints back byte for byte.
    /// - Throws: `MalformedInput`, as for bytes.
    public init(parsing string: String) throws {
        try self.init(parsing: Array(string.utf8))
    }

    /// The whole note.
    public var string: String {
        text + "\n" + signatures.map { $0.line + "\n" }.joined()
    }

    /// The whole note in UTF-8.
    public var bytes: [UInt8] { Array(string.utf8) }

    /// The same text with more note signatures below, such as the cosignatures of witnesses.
    ///
    /// - Parameter more: Added after those that are there; at most 100 together.
    /// - Returns: The longer note.
    /// - Throws: `MalformedInput` with code `signatureCount` when there are too many.
    public func adding(_ more: [NoteSignature]) throws -> SignedNote {
        try SignedNote(text: text, signatures: signatures + more)
    }

    /// Checks the note signatures.
    ///
    /// Lines of keys that are not given are ignored. A line of a given key that does not verify makes the whole note
    /// invalid, even where another key's line does.
    ///
    /// - Parameter keys: The keys that are trusted.
    /// - Returns: Those of the keys that signed, each once, in the order of the lines; invalid when none did.
    public func verified(by keys: [NoteVerifierKey]) -> Verdict<[NoteVerifierKey]> {
        let message = Array(text.utf8)
        var signed: [NoteVerifierKey] = []
        for line in signatures {
            let named = keys.filter { $0.keyID == line.keyID && $0.exactName == line.exactName }
            if named.isEmpty { continue }
            guard let key = named.first(where: { $0.isValid(signature: line.signature, for: message) }) else {
                return .invalid(
                    InvalidReason(code: .signatureFails, detail: "the note signature of \(line.name) does not verify")
                )
            }
            if !signed.contains(key) { signed.append(key) }
        }
        guard !signed.isEmpty else {
            let names = keys.map(\.name).joined(separator: ", ")
            return .invalid(InvalidReason(code: .notSigned, detail: "no note signature of \(names)"))
        }
        return .valid(signed)
    }

    /// Throws when a text cannot be that of a note.
    static func check(text: String) throws {
        guard text.utf8.last == 0x0A else {
            throw MalformedInput(code: .noteShape, detail: "the text of a note ends with a line feed")
        }
        guard !ExactText.hasControlCharacter(text.utf8) else {
            throw MalformedInput(code: .controlCharacter, detail: "the text of a note has a control character")
        }
    }

    /// Where the last empty line of a note begins: the place of the second of two line feeds.
    private static func lastEmptyLine(of bytes: [UInt8]) -> Int? {
        var place = bytes.count - 1
        while place > 0 {
            if bytes[place] == 0x0A, bytes[place - 1] == 0x0A { return place }
            place -= 1
        }
        return nil
    }
}
