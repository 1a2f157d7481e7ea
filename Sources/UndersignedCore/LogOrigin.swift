/// A log's origin, taken apart: the petition it belongs to and which of the petition's logs it is.
///
/// A petition has one log, `<host>/petitions/{slug}/log`. Only after a loss of published entries was accepted in public
/// a second one begins, `…/log/2`, and carries on what was left (DESIGN 11.19, docs/formats/succession.md).
package struct LogOrigin: Hashable, Sendable {
    /// The origin of the petition's first log.
    package let first: String
    /// 1 for the first log.
    package let number: Int

    /// Reads an origin; what does not end in `/log/n` is a first log.
    package init(_ text: String) {
        let number = text.utf8.lastIndex(of: UInt8(ascii: "/")).flatMap { slash -> Int? in
            guard text[..<slash].hasSuffix("/log") else { return nil }
            return DecimalNumber.parse(text[text.index(after: slash)...].utf8)
        }
        if let number, number >= 2 {
            first = String(text.dropLast(String(number).count + 1))
            self.number = number
        } else {
            first = text
            self.number = 1
        }
    }

    private init(first: String, number: Int) {
        self.first = first
        self.number = number
    }

    /// Where the log is below the petition's address: `log`, or `log/2` for one that carries on the first.
    package var path: String { number == 1 ? "log" : "log/\(number)" }

    package var text: String { number == 1 ? first : "\(first)/\(number)" }

    /// Another log of the same petition.
    ///
    /// - Parameter number: 1 or more.
    /// - Returns: Its origin.
    package func numbered(_ number: Int) -> LogOrigin { LogOrigin(first: first, number: number) }

    /// Whether a statement about this log can stand in the other one: the same log, or one that carried this one on.
    package func isCarried(by other: LogOrigin) -> Bool {
        first.utf8.elementsEqual(other.first.utf8) && number <= other.number
    }
}
