import Testing

/// At most 250 lines a file and 40 a function.
struct SizeTests {
    @Test func `no file is longer than 250 lines`() throws {
        expectNone(try Checkout.allSwiftFiles().flatMap(longFile))
    }

    @Test func `no function is longer than 40 lines`() throws {
        expectNone(try Checkout.allSwiftFiles().flatMap(longFunctions))
    }

    @Test func `a file of 251 lines is found`() {
        let line = "let a = 1\n"
        #expect(longFile(SwiftFile(path: "a.swift", text: String(repeating: line, count: 250))).isEmpty)
        #expect(longFile(SwiftFile(path: "a.swift", text: String(repeating: line, count: 251))).count == 1)
    }

    @Test func `a function of 41 lines is found behind text that looks like braces`() {
        func source(_ lines: Int) -> String {
            """
            protocol P {
                func required() throws
                init(a: Int)
            }
            struct S {
                func long(a: String = "}", b: () -> Void = {}) -> Int
                where Self: Sendable {
            \(String(repeating: "        print(\"}\")  // }\n", count: lines - 4))        return 1
                }
                func short() {}
            }
            """
        }
        #expect(longFunctions(SwiftFile(path: "a.swift", text: source(40))).isEmpty)
        #expect(longFunctions(SwiftFile(path: "a.swift", text: source(41))).map(\.line) == [6])
        let lengths = FunctionLength.measure(SwiftFile(path: "a.swift", text: source(41)))
        #expect(lengths.map(\.lines) == [41, 1])
    }

    private func longFile(_ file: SwiftFile) -> [Violation] {
        let count = file.lines.count
        return count > 250 ? [Violation(path: file.path, line: 0, what: "\(count) lines, at most 250")] : []
    }

    private func longFunctions(_ file: SwiftFile) -> [Violation] {
        FunctionLength.measure(file).filter { $0.lines > 40 }.map {
            Violation(path: file.path, line: $0.line, what: "\($0.lines) lines, at most 40: \($0.name)")
        }
    }
}
