import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// Reads how far an open letter for members has come, in the transaction that reads the rest of its page.
struct MemberReading {
    let transaction: any Transaction

    /// - Parameters:
    ///   - petition: Any petition.
    ///   - counts: Of its log's head.
    ///   - now: Decides whether it is open.
    /// - Returns: Nil for a petition that others sign.
    /// - Throws: A fault of the database.
    func standing(of petition: Petition, counts: Counts, at now: Moment) throws -> MemberStanding? {
        guard let rules = petition.sheet.members else { return nil }
        let published = try transaction.publishedIssues(in: petition.id)
        return MemberStanding(
            issued: published,
            crowd: rules.crowd,
            canSign: try isOpen(petition, at: now) && isReached(rules.crowd, published, petition),
            counted: counts.member,
            reveal: rules.reveal,
            isRevealed: try rules.reveal == nil || transaction.isRevealed(petition.id),
            client: try MemberClientNotes.last(of: petition.id, transaction)
        )
    }

    private func isOpen(_ petition: Petition, at now: Moment) -> Bool {
        do throws(Petition.Refusal) {
            try petition.gate.accept(at: now)
            return true
        } catch {
            return false
        }
    }

    /// The log tells of tokens once a day, and never of more than there are: only where it is silent are they counted.
    private func isReached(_ crowd: Int, _ published: Int, _ petition: Petition) throws -> Bool {
        guard published < crowd, petition.sheet.isIssuedHere else { return published >= crowd }
        return try transaction.memberCount(in: petition.id, upTo: crowd) >= crowd
    }
}
