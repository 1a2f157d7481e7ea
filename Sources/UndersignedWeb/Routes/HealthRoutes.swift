import HTTPTypes
import Hummingbird
import UndersignedApp

/// Whether the process lives, and whether it can write.
struct HealthRoutes {
    let web: Web

    func add(to routes: inout SiteRouter) {
        routes.get("/healthz") { _, _ in Self.word("ok") }
        routes.get("/readyz") { [web] _, _ in
            // A read that a broken or locked database refuses, and what the last write met.
            let readiness = await PublicReading(site: web.site).readiness()
            return readiness == .ready
                ? Self.word("ready")
                : Self.word("not ready: \(readiness.rawValue)", status: .serviceUnavailable)
        }
    }

    private static func word(_ word: String, status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status,
            headers: [.contentType: MediaTypes.plain, .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: word + "\n"))
        )
    }
}
