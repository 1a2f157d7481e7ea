/// Which logs are known, which witnesses are trusted, and how many of them must have cosigned a checkpoint.
///
/// Source: c2sp.org/tlog-policy.
public struct WitnessPolicy: Hashable, Sendable, CustomStringConvertible {
    /// A log whose checkpoints are accepted.
    public struct Log: Hashable, Sendable {
        /// The log's verifier key, whose name is its origin.
        public let key: NoteVerifierKey

        /// Where the log is, if the policy says so.
        public let url: String?
    }

    /// A witness that may be part of the quorum.
    public struct Witness: Hashable, Sendable {
        /// The name within the policy; it means nothing outside.
        public let name: String

        /// The witness's verifier key, of type 0x04.
        public let key: NoteVerifierKey

        /// The witness's submission prefix, if the policy says so.
        public let url: String?
    }

    /// The most bytes of a policy that are read.
    public static let limitBytes = 1 << 20

    /// The logs, in the order of their lines; may be empty.
    public let logs: [Log]

    /// The witnesses, in the order of their lines; may be empty.
    public let witnesses: [Witness]

    let groups: [WitnessGroup]
    let quorum: WitnessQuorum

    /// Reads a policy.
    ///
    /// - Parameter bytes: The whole file, at most 1 MiB; every line ends with a line feed.
    /// - Throws: `MalformedInput` with code `tooLong`, `policyShape`, `policyName` or `policyQuorum`, or one of a
    ///   verifier key's; the detail names the line.
    public init(parsing bytes: [UInt8]) throws {
        var lines = WitnessPolicyLines()
        try lines.read(bytes)
        guard let quorum = lines.quorum else {
            throw MalformedInput(code: .policyQuorum, detail: "a policy has one quorum line, and this one has none")
        }
        (logs, witnesses, groups) = (lines.logs, lines.witnesses, lines.groups)
        self.quorum = quorum
    }

    /// Reads a policy.
    ///
    /// - Parameter string: The whole file, at most 1 MiB of UTF-8.
    /// - Throws: `MalformedInput`, as for bytes.
    public init(parsing string: String) throws {
        try self.init(parsing: Array(string.utf8))
    }

    /// Whether a checkpoint needs any cosignature at all: false for `quorum none`.
    public var needsWitnesses: Bool { quorum != .none }

    /// The fewest witnesses whose cosignatures can meet the quorum; 0 for `quorum none`.
    ///
    /// Fewer are never enough, and as many may be enough or not: that depends on which they are.
    public var leastCosignatures: Int {
        guard case .member(let member) = quorum else { return 0 }
        var least: [Int] = []
        func needed(_ member: WitnessMember) -> Int {
            switch member {
            case .witness: 1
            case .group(let place): least[place]
            }
        }
        // No witness and no group is in two groups, so nothing counts twice.
        for group in groups {
            least.append(group.members.map(needed).sorted().prefix(group.threshold).reduce(0, +))
        }
        return needed(member)
    }

    /// The policy as a file without comments; reading it gives the same policy.
    public var description: String {
        let logLines = logs.map { "log \($0.key)" + ($0.url.map { " \($0)" } ?? "") }
        let witnessLines = witnesses.map { "witness \($0.name) \($0.key)" + ($0.url.map { " \($0)" } ?? "") }
        let groupLines = groups.map { group in
            "group \(group.name) \(group.threshold) \(group.members.map(name).joined(separator: " "))"
        }
        let quorumLine =
            switch quorum {
            case .none: "quorum none"
            case .member(let member): "quorum \(name(of: member))"
            }
        return (logLines + witnessLines + groupLines + [quorumLine]).map { $0 + "\n" }.joined()
    }

    /// Whether the quorum is met.
    ///
    /// - Parameter keys: The keys of those witnesses whose cosignatures of one checkpoint were verified; others are
    ///   ignored.
    /// - Returns: True always for `quorum none`.
    public func isSatisfied(by keys: some Sequence<NoteVerifierKey>) -> Bool {
        guard case .member(let member) = quorum else { return true }
        let cosigned = Set(keys)
        var groupsMet: [Bool] = []
        func isMet(_ member: WitnessMember) -> Bool {
            switch member {
            case .witness(let place): cosigned.contains(witnesses[place].key)
            case .group(let place): groupsMet[place]
            }
        }
        // A group names only what stands before it, so one pass in order is enough.
        for group in groups {
            groupsMet.append(group.members.count(where: isMet) >= group.threshold)
        }
        return isMet(member)
    }

    private func name(of member: WitnessMember) -> String {
        switch member {
        case .witness(let place): witnesses[place].name
        case .group(let place): groups[place].name
        }
    }
}

/// What a group or the quorum refers to, by its place among the policy's witnesses or groups.
enum WitnessMember: Hashable, Sendable {
    case witness(Int)
    case group(Int)
}

/// So many members of a group must have cosigned: one at least, all at most.
struct WitnessGroup: Hashable, Sendable {
    let name: String
    let threshold: Int
    let members: [WitnessMember]
}

/// Who must have cosigned.
enum WitnessQuorum: Hashable, Sendable {
    case none
    case member(WitnessMember)
}

extension MalformedInput.Code {
    /// A line of a policy that is none of those that exist, or a policy that is not made of whole lines.
    public static let policyShape = Self("policyShape")
    /// A name in a policy that is not defined before, defined twice or used twice; or a key that stands there twice.
    public static let policyName = Self("policyName")
    /// A policy without a quorum, with more than one, or a group whose number no subset of it can reach.
    public static let policyQuorum = Self("policyQuorum")
}
