/// The second half of a signature: the person presses the button behind the mailed link.
package enum Confirmation {
    /// Why a link counts nothing now.
    package enum Refusal: Error, Hashable, Sendable {
        case unknownLink
        /// Asked for more than seven days ago.
        case expired
        case withdrawn
        case removed
        /// The text changed since the person read it; the current version is given.
        case textChanged(current: Int)
        case petition(Petition.Refusal)
        /// The server's clock stands before the log's last mark, or has jumped: nothing is appended until it is mended.
        case clockInDoubt
        /// A petition does not close while so many confirmed signatures wait for a decision, told up to a limit.
        case undecided(Int)
        /// So many signatures wait for the daily publication, which has to come first.
        case unpublished(Int)
        /// The member's token has signed before.
        case spent
        /// So many more members must hold a token before one signs.
        case crowd(missing: Int)
    }

    /// Decides about a link whose row can't be claimed: nil where it was counted or recorded before.
    package static func refusal(of state: SignatureState?) -> Refusal? {
        switch state {
        case nil: .unknownLink
        case .expired, .disowned: .expired
        case .withdrawn: .withdrawn
        case .removed: .removed
        case .pending, .held, .recorded, .counted: nil
        }
    }
}
