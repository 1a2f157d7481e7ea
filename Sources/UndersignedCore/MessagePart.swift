/// A mail, or a part of one: header fields and a body, read from bytes that nobody vouches for.
///
/// Tolerant where mail servers differ (RFC 5322, RFC 2045): lines end with LF or CR LF, an mbox line may stand first.
/// Bounded everywhere, so that no input takes long.
struct MessagePart {
    /// Names in small letters; folded values in one line.
    private(set) var fields: [(name: String, value: String)] = []
    private(set) var body: ArraySlice<UInt8>

    private static let fieldLimit = 500
    private static let valueLimitBytes = 2_000
    private static let partLimit = 64
    private static let depthLimit = 4

    /// Reads the header up to the first empty line; the rest is the body.
    init(_ bytes: ArraySlice<UInt8>) {
        body = bytes
        while let line = Self.nextLine(&body), !line.isEmpty {
            if let first = line.first, first == 0x20 || first == 0x09 {
                unfold(line)
            } else if let colon = line.firstIndex(of: UInt8(ascii: ":")), fields.count < Self.fieldLimit {
                let name = line[..<colon].map(\.inSmallLetters)
                fields.append((Self.text(name[...]), Self.text(line[(colon + 1)...])))
            }
        }
    }

    /// A body whose type was said elsewhere.
    init(type: String, body: ArraySlice<UInt8>) {
        fields = [("content-type", type)]
        self.body = body
    }

    /// The first value of a field, by its name in small letters.
    subscript(name: String) -> String? {
        fields.first { $0.name == name }?.value
    }

    /// `multipart/report`, in small letters; plain text where nothing is said.
    var type: String {
        let value = self["content-type"] ?? "text/plain"
        return String(
            decoding: value.utf8.prefix { $0 != UInt8(ascii: ";") && $0 > 0x20 }.map(\.inSmallLetters),
            as: UTF8.self
        )
    }

    /// The parts that hold no others, in order; a mail within the mail is one of them.
    var leaves: [MessagePart] { leaves(depth: 0) }

    private func leaves(depth: Int) -> [MessagePart] {
        guard type.hasPrefix("multipart/") else { return [self] }
        guard depth < Self.depthLimit else { return [] }
        return parts.flatMap { $0.leaves(depth: depth + 1) }
    }

    /// The parts that stand between its own boundaries; none where it names no boundary.
    var parts: [MessagePart] {
        boundary.map { parts(between: Array("--\($0)".utf8)) } ?? []
    }

    private func parts(between mark: [UInt8]) -> [MessagePart] {
        var parts: [MessagePart] = []
        var rest = body
        var start: Int?
        while parts.count < Self.partLimit {
            let lineStart = rest.startIndex
            guard let line = Self.nextLine(&rest) else { break }
            guard line.starts(with: mark) else { continue }
            let end = line.dropFirst(mark.count).prefix { $0 > 0x20 }
            guard end.isEmpty || end.elementsEqual("--".utf8) else { continue }
            if let start { parts.append(MessagePart(body[start..<lineStart])) }
            start = rest.startIndex
            if !end.isEmpty { return parts }
        }
        // Cut off before its end: what is there is read.
        if let start, parts.count < Self.partLimit { parts.append(MessagePart(body[start...])) }
        return parts
    }

    /// At most 200 bytes.
    var boundary: String? {
        let value = Array((self["content-type"] ?? "").utf8)
        let word = Array("boundary=".utf8)
        guard value.count > word.count,
            let place = (0...(value.count - word.count)).first(where: { place in
                value[place..<(place + word.count)].elementsEqual(word) { $0.inSmallLetters == $1 }
            })
        else { return nil }
        let rest = value[(place + word.count)...]
        let isQuoted = rest.first == UInt8(ascii: "\"")
        let text =
            isQuoted
            ? rest.dropFirst().prefix { $0 != UInt8(ascii: "\"") }
            : rest.prefix { $0 > 0x20 && $0 != UInt8(ascii: ";") }
        return (1...200).contains(text.count) ? String(decoding: text, as: UTF8.self) : nil
    }

    private mutating func unfold(_ line: ArraySlice<UInt8>) {
        guard let last = fields.indices.last, fields[last].value.utf8.count < Self.valueLimitBytes else { return }
        fields[last].value += " " + Self.text(line)
    }

    private static func text(_ bytes: ArraySlice<UInt8>) -> String {
        let isSpace = { (byte: UInt8) in byte <= 0x20 }
        let start = bytes.prefix(valueLimitBytes).drop(while: isSpace)
        let end = start.lastIndex { !isSpace($0) }.map { start.index(after: $0) } ?? start.startIndex
        return String(decoding: start[..<end], as: UTF8.self)
    }

    /// Takes a line off the front, without its end; nil at the end of the bytes.
    private static func nextLine(_ bytes: inout ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        guard !bytes.isEmpty else { return nil }
        let end = bytes.firstIndex(of: 0x0A) ?? bytes.endIndex
        let line = bytes[..<end]
        bytes = bytes[(end == bytes.endIndex ? end : bytes.index(after: end))...]
        return line.last == 0x0D ? line.dropLast() : line
    }
}
