/// A name in the list of public names, and the comment beside it.
package struct PublicName: Hashable, Sendable {
    package let name: String
    package let comment: String?
    package let place: PublicNameHandle

    package init(name: String, comment: String?, place: PublicNameHandle) {
        self.name = name
        self.comment = comment
        self.place = place
    }
}

/// Where a name stands in the list of public names, as an address says it: its day and a random number.
///
/// The day is no more than the order of the list tells anyway, and neither leads to the signature's place in the log.
package struct PublicNameHandle: Hashable, Sendable {
    package let day: Moment
    package let shuffle: Int64

    package init(day: Moment, shuffle: Int64) {
        self.day = day
        self.shuffle = shuffle
    }

    /// 22 letters of base64url.
    package var text: String { Base64URL.encode(day.seconds.bigEndianBytes + shuffle.bigEndianBytes) }

    /// Reads what `text` gave; nil for anything else.
    package init?(_ text: some StringProtocol) {
        guard let bytes = Base64URL.decode(String(text)), bytes.count == 16 else { return nil }
        func number(_ part: ArraySlice<UInt8>) -> Int64 { part.reduce(Int64(0)) { $0 << 8 | Int64($1) } }
        self.init(day: Moment(seconds: number(bytes[..<8])), shuffle: number(bytes[8...]))
    }
}
