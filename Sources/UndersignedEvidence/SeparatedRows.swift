/// Cuts UTF-8 into rows and cells (RFC 4180), chunk by chunk, by bytes.
///
/// - Lines end in LF, CR LF or CR.
/// - Cells stand between commas, semicolons or tabs, whichever the first line has most of; `sep=;` on a line of its own
///   decides it, too.
/// - A cell in quotation marks may hold all of these, and a quotation mark as two. One that stands inside a cell is a letter.
package struct SeparatedRows {
    /// The longest row; a quotation mark that nobody closed would take in the rest of the file.
    package static let longestRow = 4 << 20

    package private(set) var separator: UInt8?

    private enum Place {
        case cellStart
        case plain
        case quoted
        /// Behind a quotation mark within quotation marks: the end of the cell, or a letter.
        case quoteInQuoted
    }

    private var row = SeparatedRow()
    private var place = Place.cellStart
    private var line = 1
    private var isAfterReturn = false
    /// What was read before the separator was known.
    private var head: [UInt8] = []

    package init() {}

    /// - Parameters:
    ///   - bytes: The next bytes of the text.
    ///   - take: Gets each row that is whole, in order.
    /// - Throws: `EvidenceRefusal` for a row that is too long, and what `take` throws.
    package mutating func feed(_ bytes: [UInt8], take: (SeparatedRow) throws -> Void) throws {
        if let separator { return try cut(bytes, separator: separator, take: take) }
        head += bytes
        guard let found = Self.separator(of: head) else {
            if head.count > Self.longestRow { throw EvidenceRefusal.endlessRow(line: 1) }
            return
        }
        try start(found, take: take)
    }

    /// Hands over the last row, which may lack its line break.
    ///
    /// - Parameter take: Gets it.
    /// - Throws: `EvidenceRefusal` for a quotation mark that nobody closed, and what `take` throws.
    package mutating func finish(take: (SeparatedRow) throws -> Void) throws {
        if separator == nil { try start(Self.separator(of: head + [0x0A]) ?? (UInt8(ascii: ","), 0), take: take) }
        if case .quoted = place { throw EvidenceRefusal.openQuotation(line: row.line) }
        row.isUnended = true
        if !row.bytes.isEmpty || !row.ends.isEmpty || place != .cellStart { try end(take) }
    }

    private mutating func start(_ found: (separator: UInt8, skipped: Int), take: (SeparatedRow) throws -> Void) throws {
        separator = found.separator
        row.separator = found.separator
        let bytes = Array(head.dropFirst(found.skipped))
        if found.skipped > 0 { line += 1 }
        head = []
        row.begin(line: line)
        try cut(bytes, separator: found.separator, take: take)
    }

    /// - Returns: The separator, and how many bytes say nothing else; nil where the first line does not end yet.
    private static func separator(of head: [UInt8]) -> (separator: UInt8, skipped: Int)? {
        var counts: [UInt8: Int] = [:]
        var isQuoted = false
        for (offset, byte) in head.enumerated() {
            switch byte {
            case UInt8(ascii: "\""): isQuoted.toggle()
            case 0x0A, 0x0D:
                if isQuoted { continue }
                let first = head[..<offset]
                if first.count == 5, first.starts(with: "sep=".utf8) {
                    let isPair = byte == 0x0D && offset + 1 < head.count && head[offset + 1] == 0x0A
                    return (head[4], offset + (isPair ? 2 : 1))
                }
                guard offset > 0, !first.allSatisfy({ $0 <= 0x20 }) else { continue }
                let most = [UInt8(ascii: ","), UInt8(ascii: ";"), 0x09].max {
                    (counts[$0] ?? 0) < (counts[$1] ?? 0)
                }
                return (most ?? UInt8(ascii: ","), 0)
            case UInt8(ascii: ","), UInt8(ascii: ";"), 0x09:
                if !isQuoted { counts[byte, default: 0] += 1 }
            default: continue
            }
        }
        return nil
    }

    private mutating func cut(_ bytes: [UInt8], separator: UInt8, take: (SeparatedRow) throws -> Void) throws {
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if isAfterReturn {
                isAfterReturn = false
                // The second half of CR LF, which was counted with the first.
                if byte == 0x0A, place != .quoted {
                    index += 1
                    continue
                }
            }
            switch place {
            case .cellStart where byte == UInt8(ascii: "\""):
                place = .quoted
                index += 1
            case .cellStart, .plain:
                index = copyPlain(bytes, from: index, separator: separator)
                if index < bytes.count { try close(bytes[index], separator: separator, take: take) }
                index += 1
            case .quoted:
                index = try copyQuoted(bytes, from: index)
            case .quoteInQuoted where byte == UInt8(ascii: "\""):
                row.bytes.append(byte)
                place = .quoted
                index += 1
            case .quoteInQuoted:
                place = .plain
            }
        }
        if row.bytes.count > Self.longestRow { throw EvidenceRefusal.endlessRow(line: row.line) }
    }

    /// - Returns: Where the cell ends, or the bytes do.
    private mutating func copyPlain(_ bytes: [UInt8], from start: Int, separator: UInt8) -> Int {
        var end = start
        while end < bytes.count, bytes[end] != separator, bytes[end] != 0x0A, bytes[end] != 0x0D { end += 1 }
        row.bytes.append(contentsOf: bytes[start..<end])
        place = .plain
        return end
    }

    private mutating func copyQuoted(_ bytes: [UInt8], from start: Int) throws -> Int {
        var end = start
        while end < bytes.count, bytes[end] != UInt8(ascii: "\"") {
            if bytes[end] == 0x0A, !(end > start ? bytes[end - 1] == 0x0D : row.bytes.last == 0x0D) { line += 1 }
            if bytes[end] == 0x0D { line += 1 }
            end += 1
        }
        row.bytes.append(contentsOf: bytes[start..<end])
        guard end < bytes.count else { return end }
        place = .quoteInQuoted
        return end + 1
    }

    /// Ends a cell at a separator, a row at a line break.
    private mutating func close(_ byte: UInt8, separator: UInt8, take: (SeparatedRow) throws -> Void) throws {
        if byte == separator {
            row.ends.append(row.bytes.count)
            place = .cellStart
        } else {
            line += 1
            isAfterReturn = byte == 0x0D
            try end(take)
        }
    }

    private mutating func end(_ take: (SeparatedRow) throws -> Void) throws {
        row.ends.append(row.bytes.count)
        place = .cellStart
        if !row.isBlank { try take(row) }
        row.begin(line: line)
    }
}
