import HTTPTypes
import UndersignedApp
import UndersignedCore

/// The pages of a link that a member was shown once.
extension LinkPageMaker {
    /// - Returns: Nil for a link of somebody else, and for what happened to a member's signature as to any other.
    /// - Throws: A fault of the database.
    func memberPage(_ view: Links.View, _ token: LinkToken) async throws -> Shown? {
        switch view {
        case .recorded(_, _, let petition) where Self.isUnpublished(petition):
            var page = OutcomePage(
                petition: PetitionReference(petition),
                outcome: .unpublished(token: token.text, least: LogBatch.dailyMinimum)
            )
            page.isMember = true
            return Shown(page: page)
        case .recorded(_, let standing, let petition) where petition.sheet.signatories == .members,
            .counted(_, let standing, let petition) where petition.sheet.signatories == .members:
            return try await signed(standing, petition, token)
        default: return nil
        }
    }

    /// Fewer waited at the end than are published together.
    private static func isUnpublished(_ petition: Petition) -> Bool {
        petition.sheet.signatories == .members && petition.state == .closed
    }

    private func signed(_ standing: Links.Standing, _ petition: Petition, _ token: LinkToken) async throws -> Shown {
        var publication = MemberLinkPage.Publication.recorded
        if let number = standing.number, let position = standing.position, let moment = standing.decidedAt {
            publication = .published(number: number, index: position, day: moment.day)
        }
        var page = MemberLinkPage(
            petition: PetitionReference(petition),
            token: token.text,
            publication: publication,
            textVersion: standing.textVersion
        )
        page.isDelivered = standing.isDelivered
        page.change = TextChange(signed: standing.textVersion, current: petition.textVersion)
        let members = try await web.board.snapshot(petition.slug)?.members
        page.reveal = members.flatMap { $0.isRevealed ? nil : $0.reveal }
        page.display = try await OwnDisplay(site: web.site).state(behind: token)
        return Shown(page: page)
    }
}
