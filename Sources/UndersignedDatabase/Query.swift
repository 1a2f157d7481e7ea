/// A value that a statement binds or a row holds.
package enum QueryValue: Hashable, Sendable {
    case null
    case integer(Int64)
    case text(String)
    case blob([UInt8])
}

/// What a bound value is, known also where the value is absent: PostgreSQL asks for it before it sees a value.
package enum QueryType: Hashable, Sendable {
    /// 64 bits.
    case integer
    case text
    case blob
}

/// One SQL statement.
///
/// An interpolated value is always bound, never spliced: `"… WHERE id = \(id)"` becomes `?1`. The text between is of the
/// program's own source, which the type sees to.
package struct Query: ExpressibleByStringInterpolation, Sendable {
    package let text: StatementText
    package let values: [QueryValue]
    /// As many as values, in their order.
    package let types: [QueryType]
    /// Whether the rows that are read are locked until the write transaction ends.
    package private(set) var locksRows = false

    package init(stringLiteral sql: StaticString) {
        text = .fixed([sql])
        (values, types) = ([], [])
    }

    package init(stringInterpolation: StringInterpolation) {
        text = stringInterpolation.text
        (values, types) = (stringInterpolation.values, stringInterpolation.types)
    }

    /// - Parameter sql: Put together of names that the program itself has, such as those of its tables.
    package init(built sql: String) {
        text = .built(sql)
        (values, types) = ([], [])
    }

    /// With a question mark for each value.
    package var sql: String { text.sql }

    /// The same `SELECT`, whose rows nobody else can change or lock until the write transaction ends.
    ///
    /// In a read-only view, and where only one transaction writes at a time, that is so without a lock.
    package var locked: Query {
        var query = self
        query.locksRows = true
        return query
    }
}

extension Query {
    package struct StringInterpolation: StringInterpolationProtocol {
        package typealias StringLiteralType = StaticString

        fileprivate private(set) var values: [QueryValue] = []
        fileprivate private(set) var types: [QueryType] = []
        /// Before each value one, and one behind the last.
        private var pieces: [StaticString] = []
        /// The text so far, once a part of it was put together.
        private var built: String?

        package init(literalCapacity: Int, interpolationCount: Int) {
            pieces.reserveCapacity(interpolationCount + 1)
            values.reserveCapacity(interpolationCount)
            types.reserveCapacity(interpolationCount)
        }

        fileprivate var text: StatementText {
            if let built { return .built(built) }
            return .fixed(pieces.count > values.count ? pieces : pieces + [""])
        }

        package mutating func appendLiteral(_ literal: StaticString) {
            if built == nil, pieces.count == values.count {
                pieces.append(literal)
            } else {
                append(built: "\(literal)")
            }
        }

        /// - Parameter part: Put together of names that the program itself has.
        package mutating func append(built part: String) {
            built = (built ?? pieces.sql(isOpen: pieces.count == values.count)) + part
        }

        package mutating func appendInterpolation(_ value: Int64) { bind(.integer(value), .integer) }
        package mutating func appendInterpolation(_ value: Int) { bind(.integer(Int64(value)), .integer) }
        /// 1 or 0: a column that holds it is an integer, and a condition on it reads `= 1`.
        package mutating func appendInterpolation(_ value: Bool) { bind(.integer(value ? 1 : 0), .integer) }
        package mutating func appendInterpolation(_ value: String) { bind(.text(value), .text) }
        package mutating func appendInterpolation(_ value: [UInt8]) { bind(.blob(value), .blob) }

        // An absent value is bound as NULL.
        package mutating func appendInterpolation(_ value: Int64?) { bind(value.map { .integer($0) }, .integer) }
        package mutating func appendInterpolation(_ value: Int?) { bind(value.map { .integer(Int64($0)) }, .integer) }
        package mutating func appendInterpolation(_ value: Bool?) { bind(value.map { .integer($0 ? 1 : 0) }, .integer) }
        package mutating func appendInterpolation(_ value: String?) { bind(value.map { .text($0) }, .text) }
        package mutating func appendInterpolation(_ value: [UInt8]?) { bind(value.map { .blob($0) }, .blob) }

        /// The column that says whose rows a page holds, of all that are read page by page along their ids.
        ///
        /// SQLite's planner would take any index that begins with the petition and sort all of its rows for each page: with
        /// the unary plus it has no index but the ids. PostgreSQL's primary key begins with the petition, and needs the bare
        /// column.
        ///
        /// - Parameters:
        ///   - column: `petition_id`, with the table's name where the statement has several.
        ///   - dialect: The transaction's.
        package mutating func appendInterpolation(alongIDs column: StaticString, _ dialect: Dialect) {
            append(built: dialect == .sqlite ? "+\(column)" : "\(column)")
        }

        /// The values of a row, with what stands between them.
        ///
        /// - Parameter row: Begins and ends with a value.
        package mutating func append(row: Query) {
            guard case .fixed(let between) = row.text else {
                append(built: row.sql)
                values += row.values
                types += row.types
                return
            }
            for (place, value) in row.values.enumerated() {
                if place > 0 { appendLiteral(between[place]) }
                bind(value, row.types[place])
            }
        }

        private mutating func bind(_ value: QueryValue?, _ type: QueryType) {
            if built != nil {
                built?.append("?")
            } else if pieces.count == values.count {
                pieces.append("")
            }
            values.append(value ?? .null)
            types.append(type)
        }
    }
}
