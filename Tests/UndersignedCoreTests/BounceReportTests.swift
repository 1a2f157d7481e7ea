import Testing
import UndersignedCore

/// What is read of a mail server's report (M-04, RFC 3464).
struct BounceReportTests {
    private static let address = BounceAddress(BounceReportSamples.template)

    private func read(_ mail: String) throws -> BounceReport? {
        BounceReport(mail: Array(mail.utf8), address: try #require(Self.address))
    }

    @Test(arguments: BounceReportSamples.all)
    func `a mail server's report names its mail and its status`(name: String, mail: String, status: String) throws {
        for text in [mail, mail.replacing("\n", with: "\r\n")] {
            let report = try #require(try read(text), "\(name)")
            #expect(report.code.text == BounceReportSamples.codeText)
            #expect(report.status.description == status)
            #expect(report.status.verdict == .noMailbox)
        }
    }

    @Test func `a body of multipart/report reads without its mail's header`() throws {
        let body = try #require(BounceReportSamples.postfix.firstRange(of: "\n\n"))
        let report = BounceReport(
            mail: Array(BounceReportSamples.postfix[body.upperBound...].utf8),
            type: "multipart/report; boundary=\"7A1.1529496000/mx.example.org\"",
            address: try #require(Self.address)
        )
        #expect(report?.code.text == BounceReportSamples.codeText)
    }

    @Test(arguments: [
        ("Action: failed", "Action: delayed"), ("Action: failed", "Action: relayed"),
        ("Status: 5.1.1", "Status: 4.1.1"),
        ("Status: 5.1.1", "Status: 2.1.5"), ("Status: 5.1.1", "Status: 5.1"), ("Status: 5.1.1", "X-Status: 5.1.1"),
        ("message/delivery-status", "message/disposition-notification"), ("Action: failed\n", ""),
    ])
    func `a delay, a success and what is no report are passed over`(from: String, to: String) throws {
        #expect(try read(BounceReportSamples.postfix) != nil)
        #expect(try read(BounceReportSamples.postfix.replacing(from, with: to)) == nil)
    }

    @Test func `an automatic reply is no report, whatever words stand in it`() throws {
        #expect(try read(BounceReportSamples.holiday) == nil)
        #expect(try read("") == nil)
        #expect(try read("\n\n\n") == nil)
    }

    @Test func `a report about two mails is nobody's`() throws {
        let other = "bounces+bbaqeayeaudaocajbifqydiob4@example.org"
        let mail = BounceReportSamples.postfix.replacing("Delivered-To: ", with: "Delivered-To: <\(other)>, ")
        #expect(try read(mail) == nil)
        #expect(try read(BounceReportSamples.postfix.replacing(BounceReportSamples.codeText, with: "me")) == nil)
    }

    @Test func `one recipient who got the mail makes the whole report harmless`() throws {
        let second = "Action: failed\nStatus: 5.1.1\n\nFinal-Recipient: rfc822; wei@example.org\nAction: "
        for (rest, verdict) in [
            ("delivered\nStatus: 2.0.0", DeliveryStatus.Verdict?.none), ("expanded\nStatus: 5.1.1", nil),
            ("failed\nStatus: 5.7.1", .other), ("failed\nStatus: 5.2.1", .disabled),
            ("failed\nStatus: 5.1.2", .noMailbox),
        ] {
            let mail = BounceReportSamples.postfix.replacing("Action: failed\nStatus: 5.1.1", with: second + rest)
            #expect(try read(mail)?.status.verdict == verdict, "\(rest)")
        }
    }

    @Test func `only codes about the recipient's mailbox count`() {
        let verdicts: [(DeliveryStatus.Verdict, [String])] = [
            (.noMailbox, ["5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10"]),
            (.disabled, ["5.2.1"]),
            (
                .other,
                [
                    "5.0.0", "5.1.0", "5.1.4", "5.1.7", "5.1.8", "5.2.2", "5.2.3", "5.3.0", "5.4.4", "5.5.0", "5.7.1",
                    "5.7.26", "4.1.1", "4.2.2", "2.1.1",
                ]
            ),
        ]
        for (verdict, codes) in verdicts {
            for code in codes { #expect(DeliveryStatus(code)?.verdict == verdict, "\(code)") }
        }
        for text in ["", "5", "5.1", "5.1.1.1", "6.1.1", "5..1", "5.1.1111", "5.1.x", "55.1.1", "-5.1.1", "5.1. 1"] {
            #expect(DeliveryStatus(text) == nil, "\(text)")
        }
    }

    @Test func `a return address takes a code of 16 bytes and gives it back, whatever a mail server did to its case`()
        throws
    {
        let address = try #require(Self.address)
        var random = SystemRandomNumberGenerator()
        for _ in 0..<1_000 {
            let code = try #require(BounceCode((0..<16).map { _ in UInt8.random(in: 0...255, using: &random) }))
            #expect(address.code(of: address.text(code)) == code)
            #expect(address.code(of: address.text(code).uppercased()) == code)
            #expect(address.text(code).allSatisfy { !$0.isUppercase })
        }
        let code = try #require(BounceCode(Array(repeating: 0, count: 16)))
        let text = address.text(code)
        for other in [
            "", "bounces@example.org", text + "x", "x" + text, text.replacing("aa@", with: "ab@"),
            text.replacing("aa@", with: "a1@"), text.replacing("example", with: "exbmple"),
        ] {
            #expect(address.code(of: other) == nil, "\(other)")
        }
    }

    @Test(arguments: [
        "", "bounces@example.org", "{}", "{}@", "@{}", "b{}b{}@example.org", "b{}@e@example.org", "b {}@example.org",
        "b+{}@exam_ple.org", "b+{}@example..org", ".b{}@example.org", "b.{}.@example.org", "\"b\"{}@example.org",
        "ä{}@example.org", "b+@{}example.org", String(repeating: "b", count: 39) + "{}@example.org",
    ])
    func `a form of return addresses that could not work is refused`(_ text: String) {
        #expect(BounceAddress(text) == nil)
    }

    @Test(arguments: ["bounces+{}@example.org", "{}@bounces.example.org", "b-{}-x@localhost"])
    func `separators and places are free`(_ text: String) {
        #expect(BounceAddress(text) != nil)
    }

    @Test func `tens of thousands of damaged reports crash nothing, and each is read in time`() throws {
        let address = try #require(Self.address)
        let samples = BounceReportSamples.all.map { Array($0.1.utf8) }
        var random = SplitMix(state: 17)
        var read = 0
        let clock = ContinuousClock()
        let took = clock.measure {
            for _ in 0..<25_000 {
                var mail = samples[random.below(samples.count)]
                for _ in 0...random.below(4) { random.damage(&mail, samples) }
                if BounceReport(mail: mail, address: address) != nil { read += 1 }
            }
        }
        #expect(read > 250, "most damage hits what does not matter")
        #expect(took < .seconds(600))
    }

    @Test(arguments: [
        "Content-Type: multipart/mixed; boundary=b\n\n", "Content-Type: multipart/mixed; boundary=b\n\n--b\n", "To: ",
        " folded\n", "\n", "--b\n", ":", "Action: failed\n\n", "bounces+aaaqeayeaudaocajbifqydiob4@example.org ",
    ])
    func `a quarter of a megabyte of one thing is read in seconds`(_ piece: String) throws {
        let count = 262_144 / piece.utf8.count
        let plain = Array(String(repeating: piece, count: count).utf8)
        let start = Array(
            "Content-Type: multipart/report; boundary=b\n\n--b\nContent-Type: message/delivery-status\n\n".utf8
        )
        let address = try #require(Self.address)
        for mail in [plain, start + plain, Array("To: ".utf8) + plain] {
            let took = ContinuousClock().measure { _ = BounceReport(mail: mail, address: address) }
            #expect(took < .seconds(5), "a debug build on a busy machine")
        }
    }
}

/// The same damage at each run.
private struct SplitMix {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }

    mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(limit)) }

    mutating func damage(_ bytes: inout [UInt8], _ samples: [[UInt8]]) {
        guard !bytes.isEmpty else { return }
        let place = below(bytes.count)
        switch below(6) {
        case 0: bytes[place] ^= 1 << UInt8(below(8))
        case 1: bytes[place] = Array("\n\r\t :;-\"<>@{}.0".utf8)[below(15)]
        case 2: bytes.removeSubrange(place..<min(bytes.count, place + 1 + below(40)))
        case 3: bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + 1 + below(200))], at: place)
        case 4: bytes.removeSubrange(place...)
        default:
            let other = samples[below(samples.count)]
            bytes.replaceSubrange(place..., with: other[below(other.count)...])
        }
    }
}
