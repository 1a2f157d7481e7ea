/// Bytes or numbers from outside that do not have the shape a format asks for.
///
/// Two values are equal when their codes are: the detail is for people and may change.
public struct MalformedInput: Error, Equatable, Sendable, CustomStringConvertible {
    /// What kind of fault it is; open, so that a later version may name more.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        /// The code as text, stable across versions.
        public let description: String

        /// A code by its name, one word in camel case.
        public init(_ name: String) {
            description = name
        }
    }

    /// The kind of fault.
    public let code: Code

    /// What was found, in words for whoever has to mend it.
    public let detail: String

    /// A fault of a kind, with what was found.
    public init(code: Code, detail: String) {
        self.code = code
        self.detail = detail
    }

    /// The code and the detail on one line.
    public var description: String { "\(code): \(detail)" }

    /// Whether both are of the same kind.
    public static func == (left: MalformedInput, right: MalformedInput) -> Bool {
        left.code == right.code
    }
}

extension MalformedInput.Code {
    /// Longer than the reader accepts.
    public static let tooLong = Self("tooLong")
    /// Not UTF-8.
    public static let notUTF8 = Self("notUTF8")
    /// A character below U+0020 other than the line feed.
    public static let controlCharacter = Self("controlCharacter")
    /// Base64 that is not padded, not minimal or not base64.
    public static let notBase64 = Self("notBase64")
    /// A number with leading zeros, other characters, or above what 64 bits hold.
    public static let notDecimal = Self("notDecimal")
    /// A hash that is not 32 bytes.
    public static let wrongHashLength = Self("wrongHashLength")
    /// A note without an empty line before its signatures, or whose text does not end with a line feed.
    public static let noteShape = Self("noteShape")
    /// A line after the empty line that is no note signature.
    public static let signatureLine = Self("signatureLine")
    /// No note signatures, or more than 100.
    public static let signatureCount = Self("signatureCount")
    /// A key name that is empty or has a space or a plus.
    public static let keyName = Self("keyName")
    /// A verifier or signing key that is not written as such.
    public static let keyShape = Self("keyShape")
    /// A key ID that does not follow from the key.
    public static let keyID = Self("keyID")
    /// A key of an algorithm that is not known here.
    public static let unknownAlgorithm = Self("unknownAlgorithm")
    /// A key of a known algorithm put to a use it is not for.
    public static let wrongAlgorithm = Self("wrongAlgorithm")
    /// A checkpoint with too few lines, an empty line or an origin that is no line.
    public static let checkpointShape = Self("checkpointShape")
    /// A checkpoint of size 0 whose root is not the hash of nothing.
    public static let emptyTreeRoot = Self("emptyTreeRoot")
    /// A cosignature that is not 72 bytes.
    public static let cosignatureShape = Self("cosignatureShape")
    /// A receipt that does not begin with its header or lacks a line.
    public static let proofShape = Self("proofShape")
    /// An index at or past the size of the tree, or an old size above the new one.
    public static let beyondTree = Self("beyondTree")
    /// A tile that has not as many hashes as its coordinate says.
    public static let tileWidth = Self("tileWidth")
    /// A right edge that is not that of a tree of its size.
    public static let edgeDoesNotFit = Self("edgeDoesNotFit")
    /// An entry of more than 65,535 bytes.
    public static let entryTooLong = Self("entryTooLong")
    /// A bundle that has fewer or more entries than asked for, or ends within one.
    public static let bundleShape = Self("bundleShape")
    /// A bundle that is not the next one of the log.
    public static let bundleOrder = Self("bundleOrder")
}
