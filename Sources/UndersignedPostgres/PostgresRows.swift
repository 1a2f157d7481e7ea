import CLibPQ
import UndersignedDatabase

/// The rows of a result in binary format.
@safe
struct PostgresRows {
    private let result: OpaquePointer

    /// - Parameter result: Of a statement that succeeded; must outlive this.
    init(_ result: OpaquePointer) {
        unsafe self.result = result
    }

    /// All rows, with values by column name.
    ///
    /// - Throws: `DatabaseFailure.unexpectedShape` for a type that no column of ours has.
    func all() throws(DatabaseFailure) -> [QueryRow] {
        let rowCount = unsafe PQntuples(result)
        guard rowCount > 0 else { return [] }
        let columnCount = unsafe PQnfields(result)
        let columns = (0..<columnCount).map { name(of: $0) }
        let types = (0..<columnCount).map { unsafe PQftype(result, $0) }
        var rows: [QueryRow] = []
        rows.reserveCapacity(Int(rowCount))
        for row in 0..<rowCount {
            var values: [QueryValue] = []
            values.reserveCapacity(columns.count)
            for column in 0..<columnCount {
                values.append(try value(row, column, type: types[Int(column)]))
            }
            rows.append(QueryRow(columns: columns, values: values))
        }
        return rows
    }

    private func name(of column: Int32) -> String {
        unsafe PQfname(result, column).map { unsafe String(cString: $0) } ?? ""
    }

    private func value(_ row: Int32, _ column: Int32, type: UInt32) throws(DatabaseFailure) -> QueryValue {
        guard unsafe PQgetisnull(result, row, column) == 0, let start = unsafe PQgetvalue(result, row, column) else {
            return .null
        }
        let length = Int(unsafe PQgetlength(result, row, column))
        let bytes = unsafe UnsafeRawBufferPointer(start: start, count: length)
        switch type {
        case 20, 21, 23: return .integer(unsafe Self.integer(bytes))
        case 16: return .integer(unsafe bytes.first == 1 ? 1 : 0)
        case 17: return .blob(unsafe [UInt8](bytes))
        case 18, 19, 25, 705, 1_043: return .text(unsafe String(decoding: bytes, as: UTF8.self))
        case 1_700:
            guard let number = DecimalReader(unsafe [UInt8](bytes)).whole else { break }
            return .integer(number)
        case 2_278: return .null
        default: break
        }
        throw DatabaseFailure.unexpectedShape("column \(name(of: column)): type \(type) of PostgreSQL")
    }

    /// Two, four or eight bytes, the highest first.
    private static func integer(_ bytes: UnsafeRawBufferPointer) -> Int64 {
        let start: Int64 = unsafe (bytes.first ?? 0) >= 0x80 ? -1 : 0
        return unsafe bytes.reduce(start) { $0 << 8 | Int64($1) }
    }
}

/// A `numeric` in binary format: sums of integers have this type.
struct DecimalReader {
    private let bytes: [UInt8]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The number where it is whole and has 64 bits; else nil.
    var whole: Int64? {
        // Count of digits to the base of 10,000, weight of the first, sign, digits behind the point, then the digits.
        guard bytes.count >= 8 else { return nil }
        let (count, weight, sign) = (Int(word(0)), Int(Int16(truncatingIfNeeded: word(1))), word(2))
        guard bytes.count == 8 + count * 2, count <= weight + 1 || count == 0, sign == 0 || sign == 0x4000 else {
            return nil
        }
        var number: Int64 = 0
        for place in 0..<(count == 0 ? 0 : weight + 1) {
            let digit = place < count ? Int64(word(4 + place)) : 0
            let (shifted, isTooLarge) = number.multipliedReportingOverflow(by: 10_000)
            let (sum, isTooMuch) = shifted.subtractingReportingOverflow(digit)
            guard !isTooLarge, !isTooMuch else { return nil }
            number = sum
        }
        // Built downwards, because the lowest number of 64 bits has no positive counterpart.
        if sign == 0x4000 { return number }
        return number == .min ? nil : -number
    }

    private func word(_ index: Int) -> UInt16 {
        UInt16(bytes[index * 2]) << 8 | UInt16(bytes[index * 2 + 1])
    }
}
