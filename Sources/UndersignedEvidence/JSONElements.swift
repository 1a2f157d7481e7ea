/// Cuts a JSON document into the elements that records stand in, chunk by chunk.
///
/// - Of an object at the top, each element of its arrays `releases`, `records` and `results` is one, and what is left of the
///   object without them another.
/// - Of an array at the top, each element is one.
/// - Documents may follow one another, as in JSON lines.
///
/// It only looks for where values begin and end; whether they are right is found when they are read.
struct JSONElements: Sendable {
    /// The longest element.
    static let longest = 64 << 20

    struct Element: Sendable {
        let bytes: [UInt8]
        /// The line of the file on which it begins.
        let line: Int
        let role: Role
    }

    enum Role: Equatable, Sendable {
        /// A member of an array of that name; nil for an array without a name.
        case element(of: String?)
        /// An object at the top, without the arrays that were cut.
        case envelope(cut: Bool)
    }

    private static let arrays: Set<String> = ["releases", "records", "results"]

    private var line = 1
    private var depth = 0
    private var isInText = false
    private var isEscaped = false
    /// The last text at the top of an object, which names an array that follows it.
    private var name: [UInt8] = []
    private var isNaming = false
    /// What was read of the object at the top.
    private var envelope: [UInt8] = []
    private var envelopeLine = 1
    private var isArrayAtTop = false
    private var hasCut = false
    /// The object at the top has an ocid and so is a record, whose releases belong to it.
    private var isRecord = false
    /// The array that is being cut.
    private var array: String??
    private var element: [UInt8] = []
    private var elementLine = 1

    mutating func feed(_ bytes: [UInt8], take: (Element) throws -> Void) throws {
        for byte in bytes {
            if byte == 0x0A { line += 1 }
            try feed(byte, take: take)
        }
        guard element.count <= Self.longest, envelope.count <= Self.longest else {
            throw EvidenceRefusal.damaged(
                what: "an element is longer than \(Self.longest >> 20) MiB",
                line: elementLine
            )
        }
    }

    func finish() throws(EvidenceRefusal) {
        guard depth == 0, !isInText else { throw .damaged(what: "it breaks off", line: line) }
    }

    private mutating func feed(_ byte: UInt8, take: (Element) throws -> Void) throws {
        if isInText {
            append(byte)
            if isNaming { name.append(byte) }
            if isEscaped {
                isEscaped = false
            } else if byte == UInt8(ascii: "\\") {
                isEscaped = true
            } else if byte == UInt8(ascii: "\"") {
                isInText = false
                if isNaming { name.removeLast() }
                isRecord = isRecord || (isNaming && name.elementsEqual("ocid".utf8))
                isNaming = false
            }
            return
        }
        switch byte {
        case UInt8(ascii: "\""):
            isInText = true
            isNaming = depth == 1 && !isArrayAtTop
            if isNaming { name = [] }
            begin()
            append(byte)
        case UInt8(ascii: "{"), UInt8(ascii: "["): try open(byte)
        case UInt8(ascii: "}"), UInt8(ascii: "]"): try close(byte, take: take)
        case UInt8(ascii: ","):
            if depth == cutDepth { try end(take) } else { append(byte) }
        case 0x20, 0x0A, 0x0D, 0x09: append(0x20)
        default:
            if depth == 0 { throw EvidenceRefusal.damaged(what: "it does not begin with ‘{’ or ‘[’", line: line) }
            begin()
            append(byte)
        }
    }

    /// How deep the elements of the array lie that is being cut; -1 for none.
    private var cutDepth: Int { array == nil ? -1 : isArrayAtTop ? 1 : 2 }

    private mutating func open(_ byte: UInt8) throws {
        depth += 1
        if depth == 1 {
            (envelope, envelopeLine, hasCut, isRecord) = ([], line, false, false)
            isArrayAtTop = byte == UInt8(ascii: "[")
            if isArrayAtTop { array = .some(nil) } else { envelope = [byte] }
            return
        }
        let named = String(decoding: name, as: UTF8.self)
        if depth == 2, byte == UInt8(ascii: "["), !isArrayAtTop, !isRecord, Self.arrays.contains(named) {
            (array, hasCut) = (.some(named), true)
            // In the envelope the array is there, and empty.
            envelope.append(byte)
            return
        }
        begin()
        append(byte)
    }

    private mutating func close(_ byte: UInt8, take: (Element) throws -> Void) throws {
        guard depth > 0 else { throw EvidenceRefusal.damaged(what: "a bracket closes nothing", line: line) }
        if depth == cutDepth {
            try end(take)
            array = nil
            if !isArrayAtTop { envelope.append(byte) }
        } else {
            append(byte)
        }
        depth -= 1
        guard depth == 0, !isArrayAtTop else { return }
        try take(Element(bytes: envelope, line: envelopeLine, role: .envelope(cut: hasCut)))
        envelope = []
    }

    private mutating func begin() {
        if element.isEmpty { elementLine = line }
    }

    private mutating func append(_ byte: UInt8) {
        if array == nil {
            envelope.append(byte)
        } else if depth >= cutDepth, !(element.isEmpty && byte == 0x20) {
            element.append(byte)
        }
    }

    private mutating func end(_ take: (Element) throws -> Void) throws {
        guard !element.isEmpty else { return }
        try take(Element(bytes: element, line: elementLine, role: .element(of: array ?? nil)))
        element = []
    }
}
