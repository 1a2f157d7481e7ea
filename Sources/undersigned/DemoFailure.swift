/// Why the demonstration ends before its end.
struct DemoFailure: Error, CustomStringConvertible {
    /// 1 something is not as it must be, 3 a verification failed, 5 the site gives no answer.
    let code: Int32
    let description: String

    /// Something that a visitor saw is not as it must be.
    init(_ description: String) {
        self.init(code: 1, description)
    }

    private init(code: Int32, _ description: String) {
        self.code = code
        self.description = description
    }

    static func notProven(_ description: String) -> DemoFailure {
        DemoFailure(code: 3, "verification failed: \(description)")
    }

    static func noAnswer(_ description: String) -> DemoFailure {
        DemoFailure(code: 5, description)
    }
}
