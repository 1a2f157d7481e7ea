import Testing

/// The scanner stands under every other rule, so it is held by examples of its own.
struct SwiftScannerTests {
    @Test(arguments: [
        ("let a = 1 // try! here", "let a = 1             "),
        ("a /* x /* try! */ y */ b", "a                      b"),
        (#"f("try! \(g("as!", h)) as!")"#, #"f("      (g("   ", h))    ")"#),
        ("\"\"\"\n try! \"quoted\"\n\"\"\" b", "\"\"\"\n               \n\"\"\" b"),
        (##"#"a \(b) "c"# + d"##, ##"#"          "# + d"##),
        ("func `a closed } door`() {}", "func `              `() {}"),
        ("x = y / z / w", "x = y / z / w"),
        (#"if let m = /"\/{2}"/ {}"#, #"if let m = /        / {}"#),
    ])
    func `text is blanked and code is kept`(source: String, expected: String) {
        var scanner = SwiftScanner(source)
        scanner.scan()
        let code = String(decoding: scanner.code, as: UTF8.self)
        #expect(code.filter { $0 != " " } == expected.filter { $0 != " " })
        #expect(scanner.code.count == source.utf8.count)
    }

    @Test func `literals are kept with the line on which they begin`() {
        var scanner = SwiftScanner("let a = \"one\"\n\nlet b = \"\"\"\n  two \\(\"three\")\n  \"\"\"")
        scanner.scan()
        #expect(scanner.literals.map(\.text).contains("one"))
        #expect(scanner.literals.map(\.text).contains("three"))
        #expect(scanner.literals.first { $0.text.contains("two") }?.line == 3)
    }
}
