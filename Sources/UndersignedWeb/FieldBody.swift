import UndersignedCore

/// A request's fields, from a form or from JSON: strict UTF-8, no name twice but `partner`, at most 40 (S-11, S-12).
struct FieldBody {
    /// Why a body does not read: the request as a whole is refused.
    enum Malformed: Error, Equatable {
        case encoding, duplicate, tooMany, syntax
    }

    static let fieldLimit = 40

    private(set) var fields: [(name: String, value: String)] = []
    /// The file that came with a form; empty for none.
    private(set) var file: [UInt8] = []
    private(set) var fileName = ""

    /// The only name that may come more than once.
    private static let repeated = "partner"

    private mutating func add(_ name: String, _ value: String, limit: Int = fieldLimit) throws(Malformed) {
        guard fields.count < limit else { throw .tooMany }
        guard name == Self.repeated || !fields.contains(where: { $0.name == name }) else { throw .duplicate }
        fields.append((name, value))
    }

    /// No field at all.
    init() {}

    /// Reads `application/x-www-form-urlencoded`.
    ///
    /// - Parameters:
    ///   - bytes: The body.
    ///   - limit: How many fields it may have.
    /// - Throws: `Malformed`.
    init(form bytes: [UInt8], limit: Int = fieldLimit) throws(Malformed) {
        var start = 0
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: UInt8(ascii: "&")) ?? bytes.count
            defer { start = end + 1 }
            guard start < end else { continue }
            let middle = bytes[start..<end].firstIndex(of: UInt8(ascii: "=")) ?? end
            let value = try Self.decoded(bytes[min(middle + 1, end)..<end])
            try add(Self.decoded(bytes[start..<middle]), value, limit: limit)
        }
    }

    /// Reads `multipart/form-data`, a form with a file.
    ///
    /// - Parameters:
    ///   - bytes: The body.
    ///   - type: The request's media type, with its boundary.
    /// - Throws: `Malformed`.
    init(upload bytes: [UInt8], type: String) throws(Malformed) {
        guard let form = UploadedForm(type: type, body: bytes) else { throw .encoding }
        for (name, value) in form.fields { try add(name, value) }
        (file, fileName) = (form.file, form.fileName)
    }

    /// Reads one flat JSON object: strings, booleans (`yes`, `no`), null (absent), and a list of strings.
    init(json bytes: [UInt8]) throws(Malformed) {
        for (name, values) in try FlatJSON.read(bytes) {
            for value in values { try add(name, value) }
            if values.isEmpty, name != Self.repeated, fields.contains(where: { $0.name == name }) { throw .duplicate }
        }
    }

    subscript(name: String) -> String {
        fields.first { $0.name == name }?.value ?? ""
    }

    var signatureForm: SignatureForm {
        SignatureForm(
            name: self["name"],
            email: self["email"],
            shown: self["shown"],
            comment: self["comment"],
            place: self["place"],
            country: self["country"],
            organisation: self["organisation"],
            role: self["role"],
            updates: self["updates"],
            partners: fields.filter { $0.name == Self.repeated }.map(\.value),
            key: self["key"],
            token: self["t"],
            source: self["source"]
        )
    }

    private static func decoded(_ bytes: ArraySlice<UInt8>) throws(Malformed) -> String {
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count)
        var index = bytes.startIndex
        while index < bytes.endIndex {
            let byte = bytes[index]
            index += 1
            switch byte {
            case UInt8(ascii: "+"): out.append(0x20)
            case UInt8(ascii: "%"):
                guard index + 1 < bytes.endIndex, let high = hexValue(bytes[index]),
                    let low = hexValue(bytes[index + 1])
                else { throw .encoding }
                out.append(high << 4 | low)
                index += 2
            default: out.append(byte)
            }
        }
        do {
            return String(copying: try UTF8Span(validating: out.span))
        } catch {
            throw .encoding
        }
    }

    private static func hexValue(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x37
        case 0x61...0x66: byte - 0x57
        default: nil
        }
    }
}
