/// A name as its bearer typed it: one line of 1…200 Unicode scalars in NFC, any script (S-60, S-61, U-04).
package struct PersonName: Hashable, Sendable, CustomStringConvertible {
    package let text: String

    package typealias Problem = PlainText.Problem

    /// The most combining marks in one name (S-61).
    package static let markLimit = 40

    /// Cleans a typed name.
    ///
    /// - Parameter typed: Of any length.
    /// - Throws: The first problem; `tooLong` where nothing else is wrong.
    package init(_ typed: String) throws(Problem) {
        text = try PlainText.line(typed, limit: PlainText.nameLimit, marks: Self.markLimit)
    }

    package var description: String { text }
}
