import Hummingbird
import UndersignedApp
import UndersignedCore

/// Which addresses stay when the site is overloaded: all that a person needs to sign, to take it back and to read
/// what is signed.
struct Shedding {
    private let web: Web

    /// Who is sent away may come again after so many seconds.
    static let retryAfter = 30

    /// GET addresses that are served at any level; what changes something is too, but for bounce reports, which come again.
    private static let kept: Set<String> = [
        "/petitions/{slug}", "/petitions/{slug}/sent", "/petitions/{slug}/texts", "/petitions/{slug}/texts/{number}",
        "/petitions/{slug}/members", "/petitions/{slug}/members/sign", "/s/{token}", "/s/{token}/receipt", "/u/{token}",
        "/assets/{file}", "/assets/{file}/{module}", "/healthz", "/readyz",
    ]

    /// What a member's client reads before it asks for a token or signs with one: of their open letters it is served at
    /// any level, as far as that takes.
    private static let readByMembers: Set<String> = [
        "/petitions/{slug}/document.json", "/petitions/{slug}/log/checkpoint", "/petitions/{slug}/log/witnessed",
        "/petitions/{slug}/log/tile/**", "/petitions/{slug}/log/{number}/checkpoint",
        "/petitions/{slug}/log/{number}/witnessed", "/petitions/{slug}/log/{number}/tile/**",
    ]

    init(_ web: Web) {
        self.web = web
    }

    /// The same answer, or a refusal while the site is overloaded and the address is none of those that stay.
    func around(_ answer: @escaping SiteRouter.Answering, at path: String, isPost: Bool) -> SiteRouter.Answering {
        let isKept = isPost ? path != "/hooks/bounces" : Self.kept.contains(path)
        guard !isKept else { return answer }
        let isReadByMembers = !isPost && Self.readByMembers.contains(path)
        return { request, context in
            if web.pressure.level >= .overloaded {
                guard isReadByMembers, try await isNeededToSign(context) else {
                    throw Refused(.busy, retryAfter: Self.retryAfter)
                }
            }
            return try await answer(request, context)
        }
    }

    private func isNeededToSign(_ context: WebContext) async throws -> Bool {
        let snapshot = try await web.snapshot(context)
        let petition = snapshot.petition
        guard petition.sheet.signatories == .members, petition.state == .open else { return false }
        let steps = context.parameters.getCatchAll()
        return steps.isEmpty
            || FirstEntryFiles(logSize: snapshot.size).contain("tile/" + steps.joined(separator: "/"))
    }
}
