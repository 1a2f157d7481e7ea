/// How the bytes of a file stand for letters.
package enum EvidenceEncoding: String, Sendable {
    case utf8 = "UTF-8"
    case utf16LittleEndian = "UTF-16LE"
    case utf16BigEndian = "UTF-16BE"
    /// Latin-1 with the letters that Windows puts where Latin-1 has control codes.
    case windows1252 = "Windows-1252"

    /// What the first bytes of a file say: a byte order mark, else zeros at every other place; UTF-8 where neither is there.
    ///
    /// - Parameter start: As many of the first bytes as there are, up to 64.
    /// - Returns: The encoding, and how many bytes its mark takes.
    package static func found(in start: some Collection<UInt8>) -> (encoding: EvidenceEncoding, mark: Int) {
        let bytes = Array(start.prefix(64))
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return (.utf8, 3) }
        if bytes.starts(with: [0xFF, 0xFE]) { return (.utf16LittleEndian, 2) }
        if bytes.starts(with: [0xFE, 0xFF]) { return (.utf16BigEndian, 2) }
        let pairs = bytes.count / 2
        func zeros(at place: Int) -> Int { stride(from: place, to: pairs * 2, by: 2).count { bytes[$0] == 0 } }
        // A header in Latin letters has a zero in each pair; text in UTF-8 has none at all.
        if pairs > 1, zeros(at: 1) * 2 > pairs { return (.utf16LittleEndian, 0) }
        if pairs > 1, zeros(at: 0) * 2 > pairs { return (.utf16BigEndian, 0) }
        return (.utf8, 0)
    }
}

/// Turns a file's bytes into UTF-8, chunk by chunk.
///
/// A byte that is no UTF-8 is read as Windows-1252. Where one comes before any letter of several bytes, the whole file is
/// taken to be Windows-1252 from there on; in a file that has shown such letters, that byte alone is.
package struct TextDecoding {
    package private(set) var encoding: EvidenceEncoding?
    /// Bytes of a letter that ends in the next chunk; before the encoding is known, the file's first bytes.
    private var rest: [UInt8] = []
    private var hasLongLetters = false

    package init() {}

    /// - Parameter chunk: The next bytes of the file.
    /// - Returns: UTF-8; whole letters only.
    package mutating func feed(_ chunk: [UInt8]) -> [UInt8] {
        decoded(rest.isEmpty ? chunk : rest + chunk, isLast: false)
    }

    /// - Returns: What the file's last bytes stand for.
    package mutating func finish() -> [UInt8] {
        decoded([], isLast: true)
    }

    private mutating func decoded(_ chunk: [UInt8], isLast: Bool) -> [UInt8] {
        let bytes = isLast ? rest : chunk
        rest = []
        var start = 0
        if encoding == nil {
            guard bytes.count >= 64 || isLast else {
                rest = bytes
                return []
            }
            let found = EvidenceEncoding.found(in: bytes)
            (encoding, start) = (found.encoding, found.mark)
        }
        switch encoding {
        case .utf16LittleEndian: return utf16(bytes[start...], low: 0, isLast: isLast)
        case .utf16BigEndian: return utf16(bytes[start...], low: 1, isLast: isLast)
        case .windows1252: return Windows1252.utf8(bytes[start...])
        case .utf8, nil: return utf8(bytes, from: start, isLast: isLast)
        }
    }

    private mutating func utf8(_ bytes: [UInt8], from start: Int, isLast: Bool) -> [UInt8] {
        // Nearly every file: nothing to do.
        if start == 0, bytes.allSatisfy({ $0 < 0x80 }) { return bytes }
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count + 16)
        var place = start
        while place < bytes.count {
            guard bytes[place] >= 0x80 else {
                output.append(bytes[place])
                place += 1
                continue
            }
            switch UTF8Letter.length(in: bytes, at: place) {
            case .whole(let length):
                hasLongLetters = true
                output.append(contentsOf: bytes[place..<place + length])
                place += length
            case .cut where !isLast:
                rest = Array(bytes[place...])
                return output
            case .cut, .none:
                if !hasLongLetters {
                    encoding = .windows1252
                    return output + Windows1252.utf8(bytes[place...])
                }
                output.append(contentsOf: Windows1252.utf8(bytes[place...place]))
                place += 1
            }
        }
        return output
    }

    private mutating func utf16(_ bytes: ArraySlice<UInt8>, low: Int, isLast: Bool) -> [UInt8] {
        var end = bytes.count / 2 * 2
        func unit(_ place: Int) -> UInt16 {
            let first = bytes.startIndex + place
            return UInt16(bytes[first + low]) | UInt16(bytes[first + 1 - low]) << 8
        }
        // The second half of a pair of surrogates may be in the next chunk.
        if end >= 2, !isLast, UTF16.isLeadSurrogate(unit(end - 2)) { end -= 2 }
        if !isLast { rest = Array(bytes.dropFirst(end)) }
        let units = stride(from: 0, to: end, by: 2).map(unit)
        return Array(String(decoding: units, as: UTF16.self).utf8)
    }
}

/// One letter of UTF-8 that takes several bytes (RFC 3629).
enum UTF8Letter {
    enum Length {
        case whole(Int)
        /// Right as far as it goes, and then the bytes end.
        case cut
        case none
    }

    /// - Parameters:
    ///   - bytes: Text with a byte of 0x80 or more at `place`.
    ///   - place: Where the letter begins.
    /// - Returns: How many bytes it takes, if it is one.
    static func length(in bytes: [UInt8], at place: Int) -> Length {
        let first = bytes[place]
        let length: Int
        switch first {
        case 0xC2...0xDF: length = 2
        case 0xE0...0xEF: length = 3
        case 0xF0...0xF4: length = 4
        default: return .none
        }
        for offset in 1..<length {
            guard place + offset < bytes.count else { return .cut }
            var allowed: ClosedRange<UInt8> = 0x80...0xBF
            if offset == 1 {
                switch first {
                case 0xE0: allowed = 0xA0...0xBF
                case 0xED: allowed = 0x80...0x9F
                case 0xF0: allowed = 0x90...0xBF
                case 0xF4: allowed = 0x80...0x8F
                default: break
                }
            }
            guard allowed.contains(bytes[place + offset]) else { return .none }
        }
        return .whole(length)
    }
}

/// The letters of Windows-1252.
///
/// Source: WHATWG Encoding Standard, index windows-1252.
enum Windows1252 {
    private static let upper: [UInt32] = [
        0x20AC, 0x81, 0x201A, 0x192, 0x201E, 0x2026, 0x2020, 0x2021, 0x2C6, 0x2030, 0x160, 0x2039, 0x152, 0x8D, 0x17D,
        0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x2DC, 0x2122, 0x161, 0x203A, 0x153, 0x9D,
        0x17E, 0x178,
    ]

    static func utf8(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count + bytes.count / 8)
        for byte in bytes {
            guard byte >= 0x80 else {
                output.append(byte)
                continue
            }
            let scalar = byte < 0xA0 ? upper[Int(byte) - 0x80] : UInt32(byte)
            guard let letter = Unicode.Scalar(scalar) else { continue }
            output.append(contentsOf: UTF8.encode(letter) ?? UTF8.encodedReplacementCharacter)
        }
        return output
    }
}
