/// A text that people sign, as it stands in the database.
package struct Petition: Hashable, Sendable {
    /// What an organiser decided; dates decide the rest.
    package enum State: String, Hashable, Sendable {
        case draft, open, closed
    }

    /// Why a petition takes no signature now.
    package enum Refusal: Error, Hashable, Sendable {
        case notOpenYet(opens: Moment?)
        case closed
        /// Members' signatures need a member token, not a mailbox.
        case membersOnly
    }

    package var id: Int64
    package var campaignID: Int64?
    package var state: State
    package var sheet: PetitionSheet
    package var opensAt: Moment?
    package var closesAt: Moment?
    /// The version of the text that new signatures bind to; 1 is the document of entry 0.
    package var textVersion: Int
    /// Fixed at opening; nil before.
    package var log: LogIdentity?
    /// A draft that only those who run its campaign see.
    package var isPrivate: Bool

    package init(
        id: Int64,
        campaignID: Int64?,
        state: State,
        sheet: PetitionSheet,
        opensAt: Moment?,
        closesAt: Moment?,
        textVersion: Int,
        log: LogIdentity?,
        isPrivate: Bool = false
    ) {
        self.id = id
        self.campaignID = campaignID
        self.state = state
        self.sheet = sheet
        self.opensAt = opensAt
        self.closesAt = closesAt
        self.textVersion = textVersion
        self.log = log
        self.isPrivate = isPrivate
    }

    package var slug: Slug { sheet.slug }

    package var gate: PetitionGate {
        PetitionGate(state: state, opensAt: opensAt, closesAt: closesAt, textVersion: textVersion)
    }
}

extension Petition {
    /// So long after its last day a log stays open for decisions about signatures that were confirmed in time.
    package static let decisionSpan = Moment.Span.days(7)

    /// Whether it can't close yet because signatures wait for a decision: once the log says `closed`, none is counted.
    ///
    /// - Parameters:
    ///   - held: How many wait.
    ///   - now: The moment of closing.
    /// - Returns: True for as long as somebody can be expected to decide.
    package func waitsForDecisions(held: Int, at now: Moment) -> Bool {
        guard held > 0 else { return false }
        return closesAt.map { now < $0 + Self.decisionSpan } ?? true
    }
}

/// The name and the key of a petition's log.
///
/// Never taken from the site's address later.
package struct LogIdentity: Hashable, Sendable {
    package let origin: String
    package let verifierKey: String
    /// SHA-256 of entry 0's document, 32 bytes.
    package var documentHash: [UInt8]
    /// Which of the petition's logs it is: 1 for the first.
    package let number: Int

    package init(origin: String, verifierKey: String, documentHash: [UInt8]) {
        self.origin = origin
        number = LogOrigin(origin).number
        self.verifierKey = verifierKey
        self.documentHash = documentHash
    }

    /// Where it is below the petition's address.
    package var path: String { LogOrigin(origin).path }
}

/// The few facts that decide, inside a transaction, whether a petition takes signatures.
package struct PetitionGate: Hashable, Sendable {
    package var state: Petition.State
    package var opensAt: Moment?
    package var closesAt: Moment?
    package var textVersion: Int

    package init(state: Petition.State, opensAt: Moment?, closesAt: Moment?, textVersion: Int) {
        self.state = state
        self.opensAt = opensAt
        self.closesAt = closesAt
        self.textVersion = textVersion
    }

    /// Lets a signature through, or says why not.
    ///
    /// - Parameter now: The moment of asking or confirming.
    /// - Throws: `Petition.Refusal`.
    package func accept(at now: Moment) throws(Petition.Refusal) {
        switch state {
        case .draft: throw .notOpenYet(opens: opensAt)
        case .closed: throw .closed
        case .open:
            if let opensAt, now < opensAt { throw .notOpenYet(opens: opensAt) }
            if let closesAt, now >= closesAt { throw .closed }
        }
    }
}
