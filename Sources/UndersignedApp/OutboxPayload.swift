/// What a waiting mail says, and to whom: sealed in the database, never stored in the clear.
package struct OutboxPayload: Sendable, Hashable {
    /// As typed.
    package var address: String
    /// The whole address of the link.
    package var link: String
    package var name: String
    /// A BCP 47 tag.
    package var language: String
    /// An earlier attempt left whole and was never answered: at most one more copy may leave.
    package var mayHaveArrived = false

    package init(address: String, link: String, name: String, language: String) {
        self.address = address
        self.link = link
        self.name = name
        self.language = language
    }

    /// More than 65,535 bytes in a field.
    struct TooLong: Error {}

    /// A version byte, a flag byte, then each field as two bytes of length, big-endian, and UTF-8.
    func encoded() throws(TooLong) -> [UInt8] {
        var bytes: [UInt8] = [Self.version, mayHaveArrived ? 1 : 0]
        for field in [address, link, name, language] {
            guard let count = UInt16(exactly: field.utf8.count) else { throw TooLong() }
            bytes += [UInt8(count >> 8), UInt8(count & 0xFF)] + Array(field.utf8)
        }
        return bytes
    }

    /// Reads what `encoded` wrote; nil for anything else.
    init?(decoding bytes: [UInt8]) {
        guard bytes.count >= 2, bytes[0] == Self.version, bytes[1] <= 1 else { return nil }
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
        guard fields.count == 4 else { return nil }
        self.init(address: fields[0], link: fields[1], name: fields[2], language: fields[3])
        mayHaveArrived = bytes[1] == 1
    }

    private static let version: UInt8 = 1
}
