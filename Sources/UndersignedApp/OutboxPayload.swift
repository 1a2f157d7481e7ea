/// What a waiting mail says, and to whom: sealed in the database, never stored in the clear.
package struct OutboxPayload: Sendable, Hashable {
    /// As typed.
    package var address: String
    /// The whole address of the link.
    package var link: String
    package var name: String
    /// A BCP 47 tag.
    package var language: String
    /// Where a mail server reports that this mail could not be delivered; nil for the sender's own address.
    package var returnPath: String?
    /// An earlier attempt left whole and was never answered: at most one more copy may leave.
    package var mayHaveArrived = false

    package init(address: String, link: String, name: String, language: String, returnPath: String? = nil) {
        self.address = address
        self.link = link
        self.name = name
        self.language = language
        self.returnPath = returnPath
    }

    /// More than 65,535 bytes in a field.
    package struct TooLong: Error {}

    /// A version byte (2), a flag byte, then each field as two bytes of length, big-endian, and UTF-8.
    package func encoded() throws(TooLong) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(320)
        bytes.append(Self.version)
        bytes.append(mayHaveArrived ? 1 : 0)
        for var field in [address, link, name, language, returnPath ?? ""] {
            guard let count = UInt16(exactly: field.utf8.count) else { throw TooLong() }
            bytes.append(UInt8(count >> 8))
            bytes.append(UInt8(count & 0xFF))
            field.withUTF8 { bytes.append(contentsOf: $0) }
        }
        return bytes
    }

    /// Reads what `encoded` wrote, and version 1, which had no return path; nil for anything else.
    package init?(decoding bytes: [UInt8]) {
        guard bytes.count >= 2, (1...Self.version).contains(bytes[0]), bytes[1] <= 1 else { return nil }
        var fields: [String] = []
        var rest = bytes[2...]
        while !rest.isEmpty {
            guard let high = rest.popFirst(), let low = rest.popFirst() else { return nil }
            let count = Int(high) << 8 | Int(low)
            guard rest.count >= count, let field = String(validating: rest.prefix(count), as: UTF8.self) else {
                return nil
            }
            fields.append(field)
            rest = rest.dropFirst(count)
        }
        guard fields.count == (bytes[0] == 1 ? 4 : 5) else { return nil }
        self.init(address: fields[0], link: fields[1], name: fields[2], language: fields[3])
        returnPath = fields.count == 5 && !fields[4].isEmpty ? fields[4] : nil
        mayHaveArrived = bytes[1] == 1
    }

    private static let version: UInt8 = 2
}
