import Testing
import TransparencyLog

struct VerdictTests {
    @Test func `a verdict gives either its value or its reason`() {
        let good = Verdict<Int>.valid(3)
        let bad = Verdict<Int>.invalid(InvalidReason(code: .notSigned, detail: "nobody"))
        #expect(good.value == 3 && good.reason == nil)
        #expect(bad.value == nil && bad.reason?.code == .notSigned)
    }

    @Test func `faults and reasons are equal when their codes are`() {
        #expect(MalformedInput(code: .keyID, detail: "a") == MalformedInput(code: .keyID, detail: "b"))
        #expect(MalformedInput(code: .keyID, detail: "a") != MalformedInput(code: .keyName, detail: "a"))
        let one = InvalidReason(code: .otherRoot, detail: "a")
        #expect(Set([one, InvalidReason(code: .otherRoot, detail: "b")]).count == 1)
        #expect("\(one)" == "otherRoot: a")
    }
}
