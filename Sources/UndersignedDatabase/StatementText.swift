/// The text of a statement, by which its prepared form is found again.
///
/// Of one that stands in the source only the addresses of its pieces are compared: to put the text together and to read
/// it costs as much as a short statement itself.
package enum StatementText: Hashable, Sendable {
    /// A value stands between each two.
    case fixed([StaticString])
    /// Put together while the program runs, with a question mark for each value.
    case built(String)

    package var sql: String {
        switch self {
        case .fixed(let pieces): pieces.sql(isOpen: false)
        case .built(let sql): sql
        }
    }

    package static func == (one: StatementText, other: StatementText) -> Bool {
        switch (one, other) {
        case (.fixed(let one), .fixed(let other)): one.elementsEqual(other, by: { $0.place == $1.place })
        case (.built(let one), .built(let other)): one == other
        default: false
        }
    }

    package func hash(into hasher: inout Hasher) {
        switch self {
        case .fixed(let pieces):
            for piece in pieces { hasher.combine(piece.place.address) }
        case .built(let sql): hasher.combine(sql)
        }
    }
}

extension [StaticString] {
    /// The pieces with a question mark between each two.
    ///
    /// - Parameter isOpen: Whether a value stands behind the last one too.
    /// - Returns: The whole text.
    func sql(isOpen: Bool) -> String {
        map { "\($0)" }.joined(separator: "?") + (isOpen && !isEmpty ? "?" : "")
    }
}

extension StaticString {
    /// Where it stands in the program: two of the same place are the same text.
    fileprivate var place: (address: Int, length: Int) {
        // Asked for one letter without an address, which no literal of a statement is.
        hasPointerRepresentation ? (Int(bitPattern: utf8Start), utf8CodeUnitCount) : (Int(unicodeScalar.value), -1)
    }
}
