/// What a check found: the thing that is now trusted, or why it is not.
public enum Verdict<Value: Sendable>: Sendable {
    /// The check passed; this is what may be relied on.
    case valid(Value)
    /// The check failed.
    case invalid(InvalidReason)

    /// The value of a check that passed, else `nil`.
    public var value: Value? {
        switch self {
        case .valid(let value): value
        case .invalid: nil
        }
    }

    /// Why the check failed, or `nil` when it passed.
    public var reason: InvalidReason? {
        switch self {
        case .valid: nil
        case .invalid(let reason): reason
        }
    }
}

extension Verdict: Equatable where Value: Equatable {}
extension Verdict: Hashable where Value: Hashable {}

/// The verdict on a signed checkpoint.
public typealias CheckpointVerdict = Verdict<Checkpoint>

/// Why a check failed.
///
/// Two values are equal when their codes are.
public struct InvalidReason: Hashable, Sendable, CustomStringConvertible {
    /// What kind of reason it is; open, so that a later version may name more.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        /// The code as text, stable across versions.
        public let description: String

        /// A code by its name, one word in camel case.
        public init(_ name: String) {
            description = name
        }
    }

    /// The kind of reason.
    public let code: Code

    /// The first wrong thing: which file, which line, which key.
    public let detail: String

    /// A reason of a kind, with what was found.
    public init(code: Code, detail: String) {
        self.code = code
        self.detail = detail
    }

    /// The code and the detail on one line.
    public var description: String { "\(code): \(detail)" }

    /// Whether both are of the same kind.
    public static func == (left: InvalidReason, right: InvalidReason) -> Bool {
        left.code == right.code
    }

    /// Feeds the code alone, as equality does.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(code)
    }
}

extension InvalidReason.Code {
    /// No known key signed the note.
    public static let notSigned = Self("notSigned")
    /// A known key is named and its note signature does not verify.
    public static let signatureFails = Self("signatureFails")
    /// The signed text is no checkpoint.
    public static let notACheckpoint = Self("notACheckpoint")
    /// The checkpoint names another log than the key does.
    public static let otherOrigin = Self("otherOrigin")
    /// The key is one of a witness, and a log's key was needed.
    public static let notALogKey = Self("notALogKey")
    /// The entry is not in the tree where the receipt says.
    public static let notIncluded = Self("notIncluded")
    /// Bytes do not follow from the entries.
    public static let tileDiffers = Self("tileDiffers")
    /// A bundle cannot be read, or not in its place.
    public static let bundleFails = Self("bundleFails")
    /// Not all of the log was seen.
    public static let incomplete = Self("incomplete")
    /// The entries give another root than the checkpoint.
    public static let otherRoot = Self("otherRoot")
}
