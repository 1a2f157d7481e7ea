import UndersignedApp
package import UndersignedCore

/// What the two pages have in common on which members get a token and sign with it.
package struct MemberPage: Sendable {
    /// Whether the page has its form, and why it has none.
    package enum State: Hashable, Sendable {
        case open
        /// Too few hold a token yet.
        case waiting
        case opens(Moment)
        case closed(Moment)
    }

    /// Which witnesses must have seen the log before its key is trusted.
    package struct Watch: Hashable, Sendable {
        /// Their keys, as in a signed note.
        package var witnesses: [String]
        /// How many of them.
        package var quorum: Int

        package init(witnesses: [String], quorum: Int) {
            (self.witnesses, self.quorum) = (witnesses, quorum)
        }
    }

    package var petition: PetitionReference
    /// The petition's whole address, as the command takes it.
    package var address: String
    package var panel: MembersPanel
    package var state: State
    /// Nil where no witness watches.
    package var watch: Watch?

    package init(
        petition: PetitionReference,
        address: String,
        panel: MembersPanel,
        state: State,
        watch: Watch? = nil
    ) {
        self.petition = petition
        self.address = address
        self.panel = panel
        self.state = state
        self.watch = watch
    }

    /// The program that the page runs.
    func client(_ words: Words) -> MemberClientView { MemberClientView(panel.standing?.client, words) }

    func notice(_ words: Words) -> String? {
        switch state {
        case .open, .waiting: nil
        case .opens(let moment): words.text("petition.opens", ["time": words.minute(moment)])
        case .closed(let moment): words.text("petition.closed", ["day": words.day(moment)])
        }
    }
}

/// Witnesses as the module reads them.
struct MemberWatchView: Sendable {
    let witnesses: String
    let quorum: Int

    init(_ watch: MemberPage.Watch) {
        (witnesses, quorum) = (watch.witnesses.joined(separator: " "), watch.quorum)
    }
}
