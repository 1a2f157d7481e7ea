/// Addresses and telephone numbers in free text.
enum ContactMask {
    /// - Parameter bytes: UTF-8.
    /// - Returns: The same with `[e-mail]` and `[telephone]` in their places.
    static func masked(_ bytes: [UInt8]) -> [UInt8] {
        guard bytes.contains(where: { $0 == at || isDigit($0) }) else { return bytes }
        var output: [UInt8] = []
        var place = 0
        while place < bytes.count {
            if bytes[place] == at, let end = domainEnd(bytes, from: place + 1, behind: output) {
                // What stands before the sign was copied already.
                while let last = output.last, isLocal(last) { output.removeLast() }
                output += "[e-mail]".utf8
                place = end
            } else if let end = telephoneEnd(bytes, from: place, behind: output) {
                output += "[telephone]".utf8
                place = end
            } else {
                output.append(bytes[place])
                place += 1
            }
        }
        return output
    }

    private static let at = UInt8(ascii: "@")
    private static let dot = UInt8(ascii: ".")

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    private static func isLetter(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte & 0xDF) || byte >= 0x80 }

    private static func isWord(_ byte: UInt8) -> Bool { isDigit(byte) || isLetter(byte) }

    private static func isLocal(_ byte: UInt8) -> Bool { isWord(byte) || ".!#$%&'*+-/=?^_`{|}~".utf8.contains(byte) }

    /// Where an address ends: a domain with a dot in it; one without, where what stands before the sign has a dot
    /// (`jane.roe@example`); and whatever is left of it where the text breaks off.
    ///
    /// - Returns: nil where there is none, as in `10 EA @ $5`.
    private static func domainEnd(_ bytes: [UInt8], from start: Int, behind output: [UInt8]) -> Int? {
        var end = start
        while end < bytes.count, isWord(bytes[end]) || "-.".utf8.contains(bytes[end]) { end += 1 }
        while end > start, bytes[end - 1] == dot { end -= 1 }
        let domain = bytes[start..<end]
        // The last letters of a domain are not digits: `2@5.00` is a price.
        if let last = domain.lastIndex(of: dot), last > start, last + 2 < end {
            return domain[(last + 1)...].allSatisfy({ !isDigit($0) }) ? end : nil
        }
        let local = output.reversed().prefix(while: isLocal)
        guard local.first.map(isWord) == true, local.contains(where: isLetter), !domain.contains(where: isDigit) else {
            return nil
        }
        let isCut = bytes[end...].allSatisfy { $0 == dot || $0 == UInt8(ascii: " ") }
        return isCut || !domain.isEmpty && local.contains { ".-_".utf8.contains($0) } ? end : nil
    }

    /// `(202) 732-4823`, `202-732-4823`, `202.732.4823`, `1-202-732-4823`, `+44 20 7946 0000`; seven or ten digits behind an
    /// address, a name or a word for a telephone; and a number of which the end is cut off where the text breaks off.
    private static func telephoneEnd(_ bytes: [UInt8], from start: Int, behind output: [UInt8]) -> Int? {
        let first = bytes[start]
        guard isDigit(first) || first == UInt8(ascii: "(") || first == UInt8(ascii: "+") else { return nil }
        if let last = output.last, isWord(last) || "-$#.".utf8.contains(last) { return nil }
        var end = start
        while end < bytes.count, isDigit(bytes[end]) || "+-.()/ ".utf8.contains(bytes[end]), end - start < 24 {
            end += 1
        }
        for shape in shapes {
            if let match = match(bytes[start..<end], shape), match == bytes.count || !isWord(bytes[match]) {
                return match
            }
        }
        if isBehindContact(output) {
            for shape in shortShapes {
                if let match = match(bytes[start..<end], shape), match == bytes.count || !isWord(bytes[match]) {
                    return match
                }
            }
        }
        if end == bytes.count, end - start >= 8,
            shapes.contains(where: { bytes[start...].count < $0.count && fits(bytes[start...], $0) })
        {
            return end
        }
        guard first == UInt8(ascii: "+") else { return nil }
        while end > start, !isDigit(bytes[end - 1]) { end -= 1 }
        return (8...15).contains(bytes[start..<end].count(where: isDigit)) ? end : nil
    }

    private static let shapes = [
        "(000) 000-0000", "(000)000-0000", "000-000-0000", "000.000.0000", "000/000-0000", "1-000-000-0000",
        "(000) 000 0000", "(000) 000.0000", "000 000-0000", "000- 000-0000",
    ].map { Array($0.utf8) }

    private static let shortShapes = ["0000000000", "000 000 0000", "000-0000", "000.0000"].map { Array($0.utf8) }

    private static func match(_ bytes: ArraySlice<UInt8>, _ shape: [UInt8]) -> Int? {
        bytes.count >= shape.count && fits(bytes, shape) ? bytes.startIndex + shape.count : nil
    }

    /// Whether as much as there is of both is alike.
    private static func fits(_ bytes: ArraySlice<UInt8>, _ shape: [UInt8]) -> Bool {
        zip(bytes, shape).allSatisfy { byte, wanted in
            wanted == UInt8(ascii: "0") ? isDigit(byte) : byte == wanted
        }
    }

    private static func isBehindContact(_ output: [UInt8]) -> Bool {
        let before = output.reversed().drop { " :;,-#@(".utf8.contains($0) }.prefix(10).map { $0 & 0xDF }
        return ["NAME]", "E-MAIL]", "TELEPHONE]", "PHONE", "TEL", "CELL", "PH", "FAX", "MOBILE", "PAGER"].contains {
            word in
            before.starts(with: word.utf8.reversed().map { $0 & 0xDF })
        }
    }
}
