/// Addresses and telephone numbers in free text.
enum ContactMask {
    /// - Parameter bytes: UTF-8.
    /// - Returns: The same with `[e-mail]` and `[telephone]` in their places.
    static func masked(_ bytes: [UInt8]) -> [UInt8] {
        guard bytes.contains(where: { $0 == at || isDigit($0) }) else { return bytes }
        var output: [UInt8] = []
        var place = 0
        while place < bytes.count {
            if bytes[place] == at, let end = domainEnd(bytes, from: place + 1) {
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

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    private static func isWord(_ byte: UInt8) -> Bool {
        isDigit(byte) || (0x41...0x5A).contains(byte & 0xDF) || byte >= 0x80
    }

    private static func isLocal(_ byte: UInt8) -> Bool { isWord(byte) || ".!#$%&'*+-/=?^_`{|}~".utf8.contains(byte) }

    /// - Returns: Where a domain with a dot in it ends; nil where there is none, as in `10 EA @ $5`.
    private static func domainEnd(_ bytes: [UInt8], from start: Int) -> Int? {
        var end = start
        while end < bytes.count, isWord(bytes[end]) || "-.".utf8.contains(bytes[end]) { end += 1 }
        while end > start, bytes[end - 1] == UInt8(ascii: ".") { end -= 1 }
        let domain = bytes[start..<end]
        // The last letters of a domain are not digits: `2@5.00` is a price.
        guard let dot = domain.lastIndex(of: UInt8(ascii: ".")), dot > start, dot + 2 < end else { return nil }
        return domain[(dot + 1)...].allSatisfy({ !isDigit($0) }) ? end : nil
    }

    /// `(202) 732-4823`, `202-732-4823`, `202.732.4823`, `1-202-732-4823`, `+44 20 7946 0000`, and ten digits behind an address
    /// or a word for a telephone.
    private static func telephoneEnd(_ bytes: [UInt8], from start: Int, behind output: [UInt8]) -> Int? {
        let first = bytes[start]
        guard isDigit(first) || first == UInt8(ascii: "(") || first == UInt8(ascii: "+") else { return nil }
        if let last = output.last, isWord(last) || last == UInt8(ascii: "-") || last == UInt8(ascii: "$") { return nil }
        var end = start
        while end < bytes.count, isDigit(bytes[end]) || "+-.() ".utf8.contains(bytes[end]), end - start < 24 {
            end += 1
        }
        for shape in shapes {
            if let match = match(bytes[start..<end], shape), match == bytes.count || !isWord(bytes[match]) {
                return match
            }
        }
        let digits = bytes[start..<end].prefix(while: isDigit).count
        if digits == 10, isBehindContact(output), start + 10 == bytes.count || !isWord(bytes[start + 10]) {
            return start + 10
        }
        guard first == UInt8(ascii: "+") else { return nil }
        while end > start, !isDigit(bytes[end - 1]) { end -= 1 }
        return (8...15).contains(bytes[start..<end].count(where: isDigit)) ? end : nil
    }

    private static let shapes = [
        "(000) 000-0000", "(000)000-0000", "000-000-0000", "000.000.0000", "000/000-0000", "1-000-000-0000",
    ].map { Array($0.utf8) }

    private static func match(_ bytes: ArraySlice<UInt8>, _ shape: [UInt8]) -> Int? {
        guard bytes.count >= shape.count else { return nil }
        for (byte, wanted) in zip(bytes, shape) {
            guard wanted == UInt8(ascii: "0") ? isDigit(byte) : byte == wanted else { return nil }
        }
        return bytes.startIndex + shape.count
    }

    private static func isBehindContact(_ output: [UInt8]) -> Bool {
        let before = output.reversed().drop { " :;,-#".utf8.contains($0) }.prefix(10).map { $0 & 0xDF }
        return ["E-MAIL]", "TELEPHONE]", "PHONE", "TEL", "CELL", "PH", "FAX"].contains { word in
            before.starts(with: word.utf8.reversed().map { $0 & 0xDF })
        }
    }
}
