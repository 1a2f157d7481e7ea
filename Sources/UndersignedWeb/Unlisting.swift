import HTTPTypes
import Hummingbird
import UndersignedApp
import UndersignedCore

/// Keeps search engines out of every address of a sensitive petition, and of those behind a link, in one place (P-25).
///
/// Pages say it in their head, too; files and redirects have no head.
struct Unlisting {
    private let board: PetitionBoard

    /// Addresses that somebody got by mail.
    private static let mailed = ["/s/", "/u/", "/n/", "/deliveries/"]

    init(_ board: PetitionBoard) {
        self.board = board
    }

    /// The same answer, with the header where the address is of no search engine's business.
    func around(_ answer: @escaping SiteRouter.Answering, at path: String) -> SiteRouter.Answering {
        let isMailed = Self.mailed.contains(where: path.hasPrefix)
        guard isMailed || path.hasPrefix("/petitions/{slug}") else { return answer }
        return { [board] request, context in
            var response = try await answer(request, context)
            guard response.headers[.robots] == nil else { return response }
            if isMailed {
                response.headers[.robots] = "noindex"
            } else if let slug = context.part("slug").flatMap(Slug.init), try await board.isSensitive(slug) {
                response.headers[.robots] = "noindex"
            }
            return response
        }
    }
}
