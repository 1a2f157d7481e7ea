/// One row of a table: its cells as UTF-8, without quotation marks.
package struct SeparatedRow: Sendable {
    /// All cells, one after the other.
    var bytes: [UInt8] = []
    /// Where each cell ends in `bytes`.
    var ends: [Int] = []
    /// The line of the file on which the row begins, from 1.
    package var line = 1

    /// Whether the file ends in it, without a line break.
    var isUnended = false

    /// What stands between its cells.
    var separator = UInt8(ascii: ",")

    package var count: Int { ends.count }

    /// - Returns: The cell without the white space around it; nil behind the last one.
    package subscript(cell: Int) -> ArraySlice<UInt8>? {
        guard cell < ends.count else { return nil }
        var slice = bytes[(cell == 0 ? 0 : ends[cell - 1])..<ends[cell]]
        while let first = slice.first, first <= 0x20 { slice = slice.dropFirst() }
        while let last = slice.last, last <= 0x20 { slice = slice.dropLast() }
        return slice
    }

    package func text(_ cell: Int) -> String? {
        self[cell].map { String(decoding: $0, as: UTF8.self) }
    }

    /// A line with nothing on it is no row.
    var isBlank: Bool { ends.count <= 1 && bytes.allSatisfy { $0 <= 0x20 } }

    mutating func begin(line: Int) {
        bytes.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        self.line = line
    }
}
