/// A value that a statement binds or a row holds.
package enum QueryValue: Hashable, Sendable {
    case null
    case integer(Int64)
    case text(String)
    case blob([UInt8])
}

/// A type that a statement can bind.
package protocol Bindable {
    var queryValue: QueryValue { get }
}

extension Int64: Bindable { package var queryValue: QueryValue { .integer(self) } }
extension Int: Bindable { package var queryValue: QueryValue { .integer(Int64(self)) } }
extension Bool: Bindable { package var queryValue: QueryValue { .integer(self ? 1 : 0) } }
extension String: Bindable { package var queryValue: QueryValue { .text(self) } }
extension [UInt8]: Bindable { package var queryValue: QueryValue { .blob(self) } }
extension Optional: Bindable where Wrapped: Bindable {
    package var queryValue: QueryValue { self?.queryValue ?? .null }
}

/// One SQL statement.
///
/// An interpolated value is always bound, never spliced: `"… WHERE id = \(id)"` becomes `?1`.
package struct Query: ExpressibleByStringInterpolation, Sendable {
    package let sql: String
    package let values: [QueryValue]

    package init(stringLiteral sql: String) {
        self.sql = sql
        values = []
    }

    package init(stringInterpolation: StringInterpolation) {
        sql = stringInterpolation.sql
        values = stringInterpolation.values
    }

    package struct StringInterpolation: StringInterpolationProtocol {
        var sql = ""
        var values: [QueryValue] = []

        package init(literalCapacity: Int, interpolationCount: Int) {
            sql.reserveCapacity(literalCapacity + interpolationCount * 3)
            values.reserveCapacity(interpolationCount)
        }

        package mutating func appendLiteral(_ literal: String) {
            sql += literal
        }

        package mutating func appendInterpolation(_ value: some Bindable) {
            values.append(value.queryValue)
            sql += "?"
        }

        /// An absent value is bound as NULL.
        package mutating func appendInterpolation<Value: Bindable>(_ value: Value?) {
            values.append(value.queryValue)
            sql += "?"
        }
    }
}
