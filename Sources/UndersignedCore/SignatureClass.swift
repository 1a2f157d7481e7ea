/// The strength with which a signature was counted; each is shown and recounted apart.
package enum SignatureClass: String, CaseIterable, Hashable, Sendable, Codable {
    /// A mailbox confirmed.
    case mail
    /// An organisation, through a mailbox of its domain.
    case organisation = "org"
    /// A member token, which names nobody.
    case member
    /// Lines on a sheet of paper.
    case paper
}
