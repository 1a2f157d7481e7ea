/// A form that a browser sends with a file (RFC 7578, `multipart/form-data`).
package struct UploadedForm: Sendable {
    /// What the form says, without files; values are UTF-8.
    package private(set) var fields: [(name: String, value: String)] = []
    /// The content of the first file; empty where none was chosen.
    package private(set) var file: [UInt8] = []
    /// As the browser says that it is called; nobody has checked it.
    package private(set) var fileName = ""

    /// Reads a whole body; nil where it is cut off, a part has no name or a value is no UTF-8.
    ///
    /// - Parameters:
    ///   - type: The request's media type, with its boundary.
    ///   - body: The request's body.
    package init?(type: String, body: [UInt8]) {
        let whole = MessagePart(type: type, body: body[...])
        guard let boundary = whole.boundary,
            Self.withoutLineEnd(body[...]).suffix(boundary.utf8.count + 4).elementsEqual("--\(boundary)--".utf8)
        else { return nil }
        for part in whole.parts {
            let disposition = part["content-disposition"] ?? ""
            guard let name = Self.parameter("name", of: disposition) else { return nil }
            let content = Self.withoutLineEnd(part.body)
            if let called = Self.parameter("filename", of: disposition) {
                if file.isEmpty { (file, fileName) = (Array(content), called) }
            } else if let value = String(validating: content, as: UTF8.self) {
                fields.append((name, value))
            } else {
                return nil
            }
        }
    }

    /// A value in quotes, in which browsers write `%22` for a quote.
    private static func parameter(_ name: String, of disposition: String) -> String? {
        // What stands before every second quote names what is between it and the next one.
        let pieces = disposition.split(separator: "\"", omittingEmptySubsequences: false)
        for place in stride(from: 0, to: pieces.count - 1, by: 2) {
            let label = pieces[place].drop { $0 == ";" || $0 == " " }
            if label == "\(name)=" || label.hasSuffix("; \(name)=") { return String(pieces[place + 1]) }
        }
        return nil
    }

    /// The line end before a boundary belongs to the boundary.
    private static func withoutLineEnd(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let rest = bytes.last == 0x0A ? bytes.dropLast() : bytes
        return rest.last == 0x0D ? rest.dropLast() : rest
    }
}
