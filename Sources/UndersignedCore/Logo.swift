/// An organisation's picture as pages show it: drawn anew from what was uploaded, so that nothing else of that file is
/// kept or served.
package struct Logo: Hashable, Sendable {
    /// A PNG.
    package let picture: [UInt8]
    /// In pixels of the picture.
    package let width: Int
    package let height: Int

    package init(picture: [UInt8], width: Int, height: Int) {
        self.picture = picture
        self.width = width
        self.height = height
    }

    package var mark: Mark { Mark(hash: picture.sha256, width: width, height: height) }

    /// What a page says of it.
    package struct Mark: Hashable, Sendable {
        /// SHA-256 of the picture, 32 bytes: its name in addresses.
        package let hash: [UInt8]
        package let width: Int
        package let height: Int

        package init(hash: [UInt8], width: Int, height: Int) {
            self.hash = hash
            self.width = width
            self.height = height
        }
    }
}

/// A PNG that somebody sent, looked at before a decoder sees it.
package struct UploadedPicture: Hashable, Sendable {
    /// Why it is not taken.
    package enum Problem: Error, Hashable, Sendable {
        /// No file was sent, or an empty one.
        case missing
        /// Its first bytes are not those of a PNG.
        case notPNG
        case tooLong(limit: Int)
        /// More pixels to a side than a logo needs: a small file can stand for gigabytes.
        case tooLarge(limit: Int)
        /// It begins like a PNG, and can't be drawn.
        case damaged
    }

    /// In bytes.
    package static let lengthLimit = 256 * 1_024
    /// In pixels, of each side.
    package static let sideLimit = 2_000

    private static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    /// The first chunk, by PNG's rules: its length, which is 13, and its name.
    private static let header: [UInt8] = [0, 0, 0, 13] + Array("IHDR".utf8)

    package let bytes: [UInt8]

    /// - Throws: `Problem`.
    package init(_ bytes: [UInt8]) throws(Problem) {
        guard !bytes.isEmpty else { throw .missing }
        guard bytes.count <= Self.lengthLimit else { throw .tooLong(limit: Self.lengthLimit) }
        let start = Self.signature + Self.header
        guard bytes.starts(with: start), bytes.count >= start.count + 8 else { throw .notPNG }
        for side in [start.count, start.count + 4] {
            let length = bytes[side..<(side + 4)].reduce(0) { $0 << 8 | Int($1) }
            guard length > 0 else { throw .damaged }
            guard length <= Self.sideLimit else { throw .tooLarge(limit: Self.sideLimit) }
        }
        self.bytes = bytes
    }
}
