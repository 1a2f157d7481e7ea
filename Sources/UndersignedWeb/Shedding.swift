import Hummingbird
import UndersignedApp

/// Which addresses stay when the site is overloaded: all that a person needs to sign, to take it back and to read
/// what is signed.
struct Shedding {
    private let pressure: Pressure

    /// Who is sent away may come again after so many seconds.
    static let retryAfter = 30

    /// GET addresses that are served at any level; what changes something is too, but for bounce reports, which come again.
    private static let kept: Set<String> = [
        "/petitions/{slug}", "/petitions/{slug}/sent", "/petitions/{slug}/texts", "/petitions/{slug}/texts/{number}",
        "/s/{token}", "/s/{token}/receipt", "/u/{token}", "/assets/{file}", "/healthz", "/readyz",
    ]

    init(_ pressure: Pressure) {
        self.pressure = pressure
    }

    /// The same answer, or a refusal while the site is overloaded and the address is none of those that stay.
    func around(_ answer: @escaping SiteRouter.Answering, at path: String, isPost: Bool) -> SiteRouter.Answering {
        let isKept = isPost ? path != "/hooks/bounces" : Self.kept.contains(path)
        guard !isKept else { return answer }
        return { [pressure] request, context in
            guard pressure.level < .overloaded else { throw Refused(.busy, retryAfter: Self.retryAfter) }
            return try await answer(request, context)
        }
    }
}
