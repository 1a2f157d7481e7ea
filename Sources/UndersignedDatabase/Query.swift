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

/// A type that a statement can bind.
package protocol Bindable {
    static var queryType: QueryType { get }
    var queryValue: QueryValue { get }
}

extension Int64: Bindable {
    package static var queryType: QueryType { .integer }
    package var queryValue: QueryValue { .integer(self) }
}

extension Int: Bindable {
    package static var queryType: QueryType { .integer }
    package var queryValue: QueryValue { .integer(Int64(self)) }
}

/// 1 or 0: a column that holds it is an integer, and a condition on it reads `= 1`.
extension Bool: Bindable {
    package static var queryType: QueryType { .integer }
    package var queryValue: QueryValue { .integer(self ? 1 : 0) }
}

extension String: Bindable {
    package static var queryType: QueryType { .text }
    package var queryValue: QueryValue { .text(self) }
}

extension [UInt8]: Bindable {
    package static var queryType: QueryType { .blob }
    package var queryValue: QueryValue { .blob(self) }
}

extension Optional: Bindable where Wrapped: Bindable {
    package static var queryType: QueryType { Wrapped.queryType }
    package var queryValue: QueryValue { self?.queryValue ?? .null }
}

/// One SQL statement.
///
/// An interpolated value is always bound, never spliced: `"… WHERE id = \(id)"` becomes `?1`.
package struct Query: ExpressibleByStringInterpolation, Sendable {
    package let sql: String
    package let values: [QueryValue]
    /// As many as values, in their order.
    package let types: [QueryType]
    /// Whether the rows that are read are locked until the write transaction ends.
    package private(set) var locksRows = false

    package init(stringLiteral sql: String) {
        self.sql = sql
        (values, types) = ([], [])
    }

    package init(stringInterpolation: StringInterpolation) {
        sql = stringInterpolation.sql
        (values, types) = (stringInterpolation.values, stringInterpolation.types)
    }

    /// The same `SELECT`, whose rows nobody else can change or lock until the write transaction ends.
    ///
    /// In a read-only view, and where only one transaction writes at a time, that is so without a lock.
    package var locked: Query {
        var query = self
        query.locksRows = true
        return query
    }

    package struct StringInterpolation: StringInterpolationProtocol {
        var sql = ""
        var values: [QueryValue] = []
        var types: [QueryType] = []

        package init(literalCapacity: Int, interpolationCount: Int) {
            sql.reserveCapacity(literalCapacity + interpolationCount * 3)
            values.reserveCapacity(interpolationCount)
            types.reserveCapacity(interpolationCount)
        }

        package mutating func appendLiteral(_ literal: String) {
            sql += literal
        }

        package mutating func appendInterpolation<Value: Bindable>(_ value: Value) {
            values.append(value.queryValue)
            types.append(Value.queryType)
            sql += "?"
        }

        /// An absent value is bound as NULL.
        package mutating func appendInterpolation<Value: Bindable>(_ value: Value?) {
            values.append(value.queryValue)
            types.append(Value.queryType)
            sql += "?"
        }
    }
}
