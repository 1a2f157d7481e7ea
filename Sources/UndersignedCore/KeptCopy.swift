/// A copy of a document that a claim rests on, as somebody sent it.
package struct KeptCopy: Hashable, Sendable {
    /// What it is, by its first bytes: what a browser said of it counts for nothing.
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case pdf, png, jpeg, text

        /// For the address that it is saved from.
        package var mediaType: String {
            switch self {
            case .pdf: "application/pdf"
            case .png: "image/png"
            case .jpeg: "image/jpeg"
            case .text: "text/plain; charset=utf-8"
            }
        }

        /// How its name ends.
        package var ending: String {
            switch self {
            case .pdf: "pdf"
            case .png: "png"
            case .jpeg: "jpg"
            case .text: "txt"
            }
        }
    }

    /// Why it is not taken.
    package enum Problem: Error, Hashable, Sendable {
        /// No file was sent, or an empty one.
        case missing
        case tooLong(limit: Int)
        case kind
        /// The source says that its copy has another SHA-256.
        case otherHash(String)
        /// The source does not say under which terms the copy may be shown.
        case licence
        /// There is no such source.
        case source
        /// A claim that is public changes by this: it has to say why.
        case note
    }

    /// In bytes.
    package static let lengthLimit = 5 * 1_024 * 1_024

    package let bytes: [UInt8]
    package let kind: Kind

    /// - Throws: `Problem`.
    package init(_ bytes: [UInt8]) throws(Problem) {
        guard !bytes.isEmpty else { throw .missing }
        guard bytes.count <= Self.lengthLimit else { throw .tooLong(limit: Self.lengthLimit) }
        guard let kind = Self.kind(of: bytes) else { throw .kind }
        (self.bytes, self.kind) = (bytes, kind)
    }

    /// One that was kept before.
    package init(bytes: [UInt8], kind: Kind) {
        (self.bytes, self.kind) = (bytes, kind)
    }

    /// SHA-256, 32 bytes.
    package var hash: [UInt8] { bytes.sha256 }

    private static func kind(of bytes: [UInt8]) -> Kind? {
        let signatures: [([UInt8], Kind)] = [
            (Array("%PDF-".utf8), .pdf), ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], .png),
            ([0xFF, 0xD8, 0xFF], .jpeg),
        ]
        if let found = signatures.first(where: { bytes.starts(with: $0.0) }) { return found.1 }
        // UTF-8 without what no text has; what looks like a page stays a text, and is served as one.
        let hasControls = bytes.contains { $0 < 0x20 && ![0x09, 0x0A, 0x0C, 0x0D].contains($0) || $0 == 0x7F }
        return !hasControls && String(validating: bytes, as: UTF8.self) != nil ? .text : nil
    }
}
