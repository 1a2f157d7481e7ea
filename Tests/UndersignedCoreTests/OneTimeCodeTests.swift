import Testing
import UndersignedCore

struct OneTimeCodeTests {
    private let code = OneTimeCode(secret: Array("12345678901234567890".utf8))

    // RFC 6238, appendix B, SHA-1; the last six of its eight digits.
    @Test(arguments: [
        (59, "287082"), (1_111_111_109, "081804"), (1_111_111_111, "050471"), (1_234_567_890, "005924"),
        (2_000_000_000, "279037"), (20_000_000_000, "353130"),
    ])
    func `S-36: codes are those of RFC 6238`(seconds: Int64, digits: String) {
        #expect(code.code(at: seconds / 30) == digits)
        #expect(code.step(of: digits, at: Moment(seconds: seconds), after: 0) == seconds / 30)
    }

    @Test func `S-36: a code fits one step to either side, once, and no older one after it`() {
        let now = Moment(seconds: 1_111_111_111)
        let step = now.seconds / 30
        for offset in Int64(-3)...3 {
            let found = code.step(of: code.code(at: step + offset), at: now, after: 0)
            #expect(found == (abs(offset) <= 1 ? step + offset : nil), "\(offset)")
        }
        #expect(code.step(of: code.code(at: step), at: now, after: step) == nil)
        #expect(code.step(of: code.code(at: step - 1), at: now, after: step) == nil)
        #expect(code.step(of: code.code(at: step + 1), at: now, after: step) == step + 1)
    }

    @Test(arguments: ["", "05047", "0504711", "o50471", "050 47", "١٢٣٤٥٦"])
    func `what is no code of the moment does not fit`(typed: String) {
        #expect(code.step(of: typed, at: Moment(seconds: 1_111_111_111), after: 0) == nil)
    }

    @Test func `blanks in a code do not matter`() {
        #expect(code.step(of: " 050 471 ", at: Moment(seconds: 1_111_111_111), after: 0) != nil)
    }

    @Test func `the secret is in the address and in groups of four`() {
        #expect(code.secretText == "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ")
        #expect(
            code.keyAddress(site: "Our site & more", person: "dana@example.org")
                == "otpauth://totp/Our%20site%20%26%20more:dana%40example.org?"
                + "secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Our%20site%20%26%20more"
        )
    }

    // RFC 4648, section 10, without padding.
    @Test(arguments: [("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foobar", "MZXW6YTBOI")])
    func `Base32 is that of RFC 4648`(text: String, encoded: String) {
        #expect(Base32.encode(Array(text.utf8)) == encoded)
    }
}
