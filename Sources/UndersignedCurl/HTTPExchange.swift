import Synchronization

/// One request's answer while it arrives; its bytes are touched by the conversation's thread alone.
final class HTTPExchange: @unchecked Sendable {
    private(set) var body: [UInt8] = []
    private(set) var isTooLong = false
    private let limitBytes: Int
    private let isEnding = Atomic(false)

    init(limitBytes: Int) {
        self.limitBytes = limitBytes
    }

    /// Whether nobody waits for the answer any more.
    var isEnded: Bool { isEnding.load(ordering: .relaxed) }

    /// Nobody waits for the answer any more; from any thread.
    func end() {
        isEnding.store(true, ordering: .relaxed)
    }

    /// Takes the next bytes of the body; false when they are too many.
    func take(_ piece: UnsafeRawBufferPointer) -> Bool {
        guard piece.count <= limitBytes - body.count else {
            isTooLong = true
            return false
        }
        unsafe body.append(contentsOf: piece)
        return true
    }
}
