/// What a signatory agreed to beyond signing: the proof of it names the sentence that was shown (P-04).
package struct Consent: Hashable, Sendable {
    /// Who may write to the signatory.
    package enum Recipient: Hashable, Sendable {
        /// The campaign, about this petition.
        case updates
        /// An organisation of the coalition, by its short name.
        case partner(String)

        /// As a row has it: `updates`, or `partner <id>`.
        package var text: String {
            switch self {
            case .updates: "updates"
            case .partner(let id): "partner \(id)"
            }
        }

        /// - Parameter text: As a row has it; nil for anything else.
        package init?(text: String) {
            if text == "updates" {
                self = .updates
            } else if text.hasPrefix("partner ") {
                self = .partner(String(text.dropFirst(8)))
            } else {
                return nil
            }
        }
    }

    package var recipient: Recipient
    /// SHA-256 of the sentence beside the box that was ticked, 32 bytes.
    package var wordingHash: [UInt8]

    package init(_ recipient: Recipient, wordingHash: [UInt8]) {
        self.recipient = recipient
        self.wordingHash = wordingHash
    }

    /// - Parameters:
    ///   - recipient: Who may write.
    ///   - wording: The sentence, as it was shown.
    package init(_ recipient: Recipient, wording: String) {
        self.init(recipient, wordingHash: Array(wording.utf8).sha256)
    }
}
