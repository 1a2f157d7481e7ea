import NIOCore

/// What happened in each second.
struct BenchReplaySeries {
    /// One second of the run.
    struct Second: Encodable {
        let second: Int
        /// Signatures that were due to ask.
        var due = 0
        /// Asks answered with 303.
        var asked = 0
        /// Mails that arrived, links and receipts.
        var mails = 0
        /// Confirmations answered with 303.
        var confirmed = 0
        var views = 0
        var errors = 0
        var askP50: Double?
        var askP99: Double?
        var confirmP50: Double?
        var confirmP99: Double?
        var viewP50: Double?
        var viewP99: Double?
        /// From the ask's answer to the mail in the folder.
        var mailP50: Double?
        var mailP99: Double?
        /// Resident memory of the server in MB.
        var memory: Double?
        /// The number on the page when it was sampled, and what was acknowledged then.
        var shown: Int?
        var acknowledged: Int?
    }

    /// Whose time is noted.
    enum Act: Int, CaseIterable {
        case ask, confirm, view, mail
    }

    private(set) var seconds: [Second] = []
    private(set) var whole = [BenchReplayLatency](repeating: BenchReplayLatency(), count: Act.allCases.count)
    private var current = [BenchReplayLatency](repeating: BenchReplayLatency(), count: Act.allCases.count)
    /// The second that runs now.
    var now = Second(second: 0)

    mutating func note(_ act: Act, since start: NIODeadline, until end: NIODeadline) {
        current[act.rawValue].note(microseconds: Int((end - start).nanoseconds / 1_000))
    }

    /// Ends a second and begins the next.
    mutating func advance() {
        let times = current.map { ($0.milliseconds(at: 0.5), $0.milliseconds(at: 0.99)) }
        (now.askP50, now.askP99) = times[Act.ask.rawValue]
        (now.confirmP50, now.confirmP99) = times[Act.confirm.rawValue]
        (now.viewP50, now.viewP99) = times[Act.view.rawValue]
        (now.mailP50, now.mailP99) = times[Act.mail.rawValue]
        seconds.append(now)
        now = Second(second: now.second + 1)
        for act in Act.allCases {
            whole[act.rawValue].add(current[act.rawValue])
            current[act.rawValue] = BenchReplayLatency()
        }
    }
}
