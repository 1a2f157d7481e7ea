import Foundation

/// A mail as its reader sees it: to whom, about what, the text, the link in it.
struct DemoMail: Sendable {
    let recipient: String
    let subject: String
    let text: String

    /// Reads an `.eml` file; nil for what is no mail with a recipient and a text.
    init?(parsing bytes: [UInt8]) {
        let source = String(decoding: bytes, as: UTF8.self).replacing("\r\n", with: "\n")
        guard let (header, body) = Self.parts(of: source), let to = header["to"],
            let text = Self.text(header, body)
        else { return nil }
        let address = to.split(separator: "<").last.map { $0.prefix { $0 != ">" } } ?? to[...]
        recipient = address.trimmingCharacters(in: .whitespaces)
        subject = Self.unfoldedWords(header["subject"] ?? "")
        self.text = text
    }

    /// The address of the mailed link, from its `/s/` on; nil where the mail has none to that site.
    func link(to site: String) -> String? {
        let line = text.split(whereSeparator: \.isWhitespace).first { $0.hasPrefix(site + "/s/") }
        return line.map { String($0.dropFirst(site.count)) }
    }

    /// The first link in the text, whole.
    var anyLink: String? {
        text.split(whereSeparator: \.isWhitespace).first { $0.hasPrefix("http") && $0.contains("/s/") }.map(String.init)
    }

    private static func parts(of text: String) -> (header: [String: String], body: Substring)? {
        guard let gap = text.range(of: "\n\n") else { return nil }
        var header: [String: String] = [:]
        // A line that begins with a blank goes on with the one before.
        let lines = text[..<gap.lowerBound].replacing("\n ", with: " ").replacing("\n\t", with: " ")
        for line in lines.split(separator: "\n") {
            guard let colon = line.firstIndex(of: ":") else { continue }
            let value = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
            header[line[..<colon].lowercased()] = value
        }
        return (header, text[gap.upperBound...])
    }

    /// The plain text of a mail or of a part: decoded, the first `text/plain` where there are several parts.
    private static func text(_ header: [String: String], _ body: Substring) -> String? {
        let type = header["content-type"] ?? "text/plain"
        guard type.lowercased().hasPrefix("multipart/") else {
            guard type.lowercased().hasPrefix("text/plain") else { return nil }
            return decoded(body, header["content-transfer-encoding"]?.lowercased() ?? "8bit")
        }
        guard let mark = type.range(of: "boundary=") else { return nil }
        let boundary = type[mark.upperBound...].prefix { $0 != ";" }.replacing("\"", with: "")
        let pieces = ("\n" + body).components(separatedBy: "\n--\(boundary)").dropFirst()
        return pieces.lazy.compactMap { piece in parts(of: String(piece.drop { $0 == "\n" })) }
            .compactMap { text($0.header, $0.body) }.first
    }

    private static func decoded(_ body: Substring, _ encoding: String) -> String? {
        switch encoding {
        case "base64":
            Data(base64Encoded: body.filter { !$0.isWhitespace }).map { String(decoding: $0, as: UTF8.self) }
        case "quoted-printable": String(decoding: unquoted(body.replacing("=\n", with: "")), as: UTF8.self)
        case "7bit", "8bit": String(body)
        default: nil
        }
    }

    /// Source: RFC 2045 §6.7, without its soft line breaks.
    private static func unquoted(_ text: some StringProtocol) -> [UInt8] {
        let bytes = Array(text.utf8)
        var out: [UInt8] = []
        var place = 0
        while place < bytes.count {
            let digits = bytes[min(place + 1, bytes.count)..<min(place + 3, bytes.count)]
            if bytes[place] == UInt8(ascii: "="), digits.count == 2,
                let byte = UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
            {
                out.append(byte)
                place += 3
            } else {
                out.append(bytes[place])
                place += 1
            }
        }
        return out
    }

    /// RFC 2047 words in base64, as this program writes them.
    private static func unfoldedWords(_ text: String) -> String {
        let words = text.split(separator: " ")
        let contents = words.map { word -> Data? in
            guard word.lowercased().hasPrefix("=?utf-8?b?"), word.hasSuffix("?=") else { return nil }
            return Data(base64Encoded: String(word.dropFirst(10).dropLast(2)))
        }
        guard !contents.contains(nil) else { return text }
        return String(decoding: contents.compactMap { $0 }.reduce(Data(), +), as: UTF8.self)
    }
}
