import Testing
import UndersignedCore

/// The states of a signature: every edge there is, and no other (S-13).
@Suite struct SignatureStateTests {
    private static let edges: [String: SignatureState] = [
        "pending confirm": .counted, "pending hold": .held, "pending record": .recorded, "pending expire": .expired,
        "pending remove": .removed, "pending askAgain": .pending, "expired askAgain": .pending,
        "held release": .counted, "held withdraw": .withdrawn, "held remove": .removed,
        "recorded publish": .counted, "recorded withdraw": .withdrawn, "recorded remove": .removed,
        "counted withdraw": .withdrawn, "counted remove": .removed,
        "pending disown": .disowned, "disowned reclaim": .expired,
    ]

    @Test(arguments: SignatureState.allCases)
    func `each event leads where the table says, or nowhere`(_ state: SignatureState) {
        for event in SignatureState.Event.allCases {
            #expect(state.after(event) == Self.edges["\(state.rawValue) \(event.rawValue)"], "\(state) \(event)")
        }
    }

    @Test func `what was withdrawn or removed stays so`() {
        for event in SignatureState.Event.allCases {
            #expect(SignatureState.withdrawn.after(event) == nil)
            #expect(SignatureState.removed.after(event) == nil)
        }
    }
}
