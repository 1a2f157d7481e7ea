import Testing
import UndersignedDatabase

struct StatementTextTests {
    @Test func `a statement's text has a question mark for each value, also at its ends and side by side`() {
        let (number, name, blob) = (7, "Ana", [1, 2] as [UInt8])
        let between: Query = "SELECT a FROM b WHERE c = \(number) AND d = \(name) ORDER BY a"
        #expect(between.sql == "SELECT a FROM b WHERE c = ? AND d = ? ORDER BY a")
        let ends: Query = "\(number) IN \(name)\(blob)"
        #expect(ends.sql == "? IN ??")
        let alone: Query = "\(number)"
        #expect(alone.sql == "?")
        #expect((ends.values, ends.types) == ([.integer(7), .text("Ana"), .blob([1, 2])], [.integer, .text, .blob]))
    }

    @Test func `an absent value keeps its type`() {
        let query: Query = "INSERT INTO a VALUES (\(Int64?.none), \(String?.none), \([UInt8]?.none), \(true))"
        #expect(query.values == [.null, .null, .null, .integer(1)])
        #expect(query.types == [.integer, .text, .blob, .integer])
    }

    @Test func `one place in the source is one statement, whatever is bound`() {
        let queries = (1...3).map { number -> Query in "SELECT a FROM b WHERE c = \(number)" }
        #expect(Set(queries.map(\.text)).count == 1)
        #expect(queries.map(\.values) == [[.integer(1)], [.integer(2)], [.integer(3)]])
    }

    @Test func `statements that differ in one letter, in their end or in the number of values are different`() {
        let (one, two) = (1, 2)
        let queries: [Query] = [
            "SELECT a FROM b WHERE c = \(one)", "SELECT a FROM b WHERE d = \(one)",
            "SELECT a FROM b WHERE c = \(one) LIMIT 1", "SELECT a FROM b WHERE c = \(one) AND d = \(two)",
            "SELECT a FROM b WHERE c = ", "SELECT a FROM b WHERE c = \(one)\(two)",
        ]
        #expect(Set(queries.map(\.text)).count == queries.count)
        #expect(Set(queries.map(\.sql)).count == queries.count)
    }

    @Test func `a text that the program puts together is compared by its letters, and may have values of the source`() {
        func query(_ table: String, _ number: Int) -> Query {
            var query = Query.StringInterpolation(literalCapacity: 0, interpolationCount: 2)
            query.appendLiteral("SELECT a FROM ")
            query.append(built: table)
            query.appendLiteral(" WHERE b = ")
            query.appendInterpolation(number)
            query.append(built: " AND c = ")
            query.appendInterpolation("d")
            return Query(stringInterpolation: query)
        }
        #expect(query("one", 1).sql == "SELECT a FROM one WHERE b = ? AND c = ?")
        #expect(query("one", 1).values == [.integer(1), .text("d")])
        #expect(query("one", 1).text == query("one", 2).text)
        #expect(query("one", 1).text != query("two", 1).text)
        #expect(Query(built: "SELECT a FROM one WHERE b = ? AND c = ?").text == query("one", 3).text)
    }

    @Test func `a row goes in with its values, and as many rows as there are make one statement`() {
        func query(_ count: Int) -> Query {
            var query = Query.StringInterpolation(literalCapacity: 0, interpolationCount: 2 * count)
            query.appendLiteral("INSERT INTO a (b, c) VALUES (")
            for number in 1...count {
                if number > 1 { query.appendLiteral("), (") }
                query.append(row: "\(number), \("letter")")
            }
            query.appendLiteral(")")
            return Query(stringInterpolation: query)
        }
        #expect(query(2).sql == "INSERT INTO a (b, c) VALUES (?, ?), (?, ?)")
        #expect(query(2).values == [.integer(1), .text("letter"), .integer(2), .text("letter")])
        #expect(query(2).text == query(2).text && query(2).text != query(3).text)
        if case .built = query(2).text { Issue.record("it is found by its letters alone") }
        var whole = Query.StringInterpolation(literalCapacity: 0, interpolationCount: 1)
        var part = Query.StringInterpolation(literalCapacity: 0, interpolationCount: 1)
        part.append(built: "")
        part.appendInterpolation(7)
        whole.append(row: Query(stringInterpolation: part))
        let query = Query(stringInterpolation: whole)
        #expect((query.sql, query.values, query.types) == ("?", [.integer(7)], [.integer]))
    }
}
