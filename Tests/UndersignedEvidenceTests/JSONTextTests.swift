import Foundation
import Testing
import UndersignedEvidence

struct JSONTextTests {
    private func value(_ text: String) throws(JSONFault) -> JSONValue { try JSONText.value(of: Array(text.utf8)) }

    @Test func `each kind of value is read, and numbers stay as they are written`() throws {
        let text =
            #" { "a" : [ null , true, false, -0.10, 1E+2, 123456789012345678901234567890.01 ], "b": "", "c": {} } "#
        let numbers = ["-0.10", "1E+2", "123456789012345678901234567890.01"].map(JSONValue.number)
        let value = try value(text)
        #expect(value["a"] == .array([.null, .bool(true), .bool(false)] + numbers))
        #expect(value["b"] == .string("") && value["b"]?.text == nil)
        #expect(value["c"]?.members == [] && value["d"] == nil)
    }

    @Test(arguments: [
        (#""a\"b\\c\/d\b\f\n\r\t""#, "a\"b\\c/d\u{8}\u{C}\n\r\t"), (#""Größe""#, "Größe"),
        (#""Gr\u00f6\u00DFe""#, "Größe"),
        (#""\ud83d\ude00!""#, "😀!"), (#""\ud83d!""#, "\u{FFFD}!"), (#""\ud83d\u0041""#, "\u{FFFD}A"),
    ])
    func `escapes stand for letters`(text: String, expected: String) throws {
        #expect(try value(text) == .string(expected))
    }

    @Test(arguments: [
        "", " ", "{", "[1", "[1,]", "{\"a\":}", "{\"a\" 1}", "{a:1}", "01", "1.", ".5", "-", "1e", "+1", "tru", "nul",
        "\"a",
        "\"\\x\"", "\"\\u12\"", "\"\\u12G4\"", "\"a\nb\"", "1 2", "[1]]", "NaN",
    ])
    func `what is no JSON is refused`(text: String) {
        #expect(throws: JSONFault.self) { try value(text) }
    }

    @Test func `the place of a fault is told`() {
        #expect(throws: JSONFault(offset: 6, what: "no value")) { try value(#"{"a": x}"#) }
    }

    @Test func `what is nested too deeply is refused before the stack ends`() {
        let text = String(repeating: "[", count: 100_000)
        #expect(throws: JSONFault(offset: 256, what: "it is nested too deeply")) { try value(text) }
    }

    /// Foundation's parser reads the same from every published document.
    @Test(.enabled(if: SharedFiles.isThere, SharedFiles.absence))
    func `published documents are read as Foundation reads them`() throws {
        let files = try SharedFiles.documents()
        #expect(files.count > 25)
        for bytes in files {
            let expected = try JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)
            #expect(isSame(try JSONText.value(of: bytes), expected))
        }
    }

    private func isSame(_ value: JSONValue, _ other: Any) -> Bool {
        switch value {
        case .null: return other is NSNull
        case .bool(let bool): return other as? Bool == bool
        case .number(let text):
            // Foundation's numbers are off by a unit in the last place now and then.
            guard let number = (other as? NSNumber)?.doubleValue, let own = Double(text) else { return false }
            return abs(number - own) <= abs(own) * 1e-15
        case .string(let text): return other as? String == text
        case .array(let elements):
            guard let others = other as? [Any], others.count == elements.count else { return false }
            return zip(elements, others).allSatisfy { isSame($0, $1) }
        case .object(let members):
            guard let others = other as? [String: Any], others.count == members.count else { return false }
            return members.allSatisfy { member in others[member.name].map { isSame(member.value, $0) } ?? false }
        }
    }
}
