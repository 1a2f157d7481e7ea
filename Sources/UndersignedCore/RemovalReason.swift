/// Why a counted signature no longer counts, in public.
package enum RemovalReason: Hashable, Sendable {
    case withdrawn
    case bounced
    case duplicate
    /// Against a published rule of counting. The rule's name: 1…64 of `a-z`, `0-9` and `-`.
    case invalid(rule: String)
    /// A court or an authority ordered it.
    case order

    /// As a `removed` entry writes it: `withdrawn`, `invalid:<rule>`.
    package var text: String {
        switch self {
        case .withdrawn: "withdrawn"
        case .bounced: "bounced"
        case .duplicate: "duplicate"
        case .invalid(let rule): "invalid:\(rule)"
        case .order: "order"
        }
    }

    /// Reads what `text` prints; nil for anything else.
    package init?(_ text: some StringProtocol) {
        switch text {
        case "withdrawn": self = .withdrawn
        case "bounced": self = .bounced
        case "duplicate": self = .duplicate
        case "order": self = .order
        default:
            let bytes = Array(text.utf8)
            guard bytes.starts(with: "invalid:".utf8), Self.isRuleName(bytes.dropFirst(8)) else { return nil }
            self = .invalid(rule: String(decoding: bytes.dropFirst(8), as: UTF8.self))
        }
    }

    /// Whether the address behind the signature can't sign again (DESIGN.md 11.7).
    package var keepsTag: Bool {
        switch self {
        case .duplicate, .invalid, .order: true
        case .withdrawn, .bounced: false
        }
    }

    /// Whether a name can stand behind `invalid:`.
    package static func isRuleName(_ bytes: some Collection<UInt8>) -> Bool {
        (1...64).contains(bytes.count)
            && bytes.allSatisfy {
                (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: "-")
            }
    }
}
