/// What organisers' figures are told apart by, beside the classes of the log; one at a time, so that no two of them
/// point to one person together.
package enum FigureDimension: String, Hashable, Sendable, CaseIterable {
    /// The partner whose link brought the signature; empty for none.
    case source
    /// The ISO 3166 code of a country, where the petition asks for it; as one sum over all times.
    case country
    /// The domain of the mailbox, only where many came from it in one stretch.
    case domain
    /// What became of those who asked on a day: an `AskOutcome`.
    case asked
    /// The partner that somebody agreed to hear from, by the day of agreeing; `removed` has those of that day who took
    /// it back since.
    case consent
    /// What became of mails that did not arrive: `refused`, `gave-up`, `returned`.
    case mail
}

/// What became of somebody who asked to sign.
package enum AskOutcome: String, Hashable, Sendable, CaseIterable {
    /// Pressed the button, whatever happened later.
    case confirmed
    /// Let the link expire.
    case lapsed
    /// The mail with the link came back.
    case returned
}
