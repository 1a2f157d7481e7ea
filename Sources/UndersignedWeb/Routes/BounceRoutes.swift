import Crypto
import HTTPTypes
import Hummingbird
import UndersignedApp
import UndersignedCore

/// Where a mail server reports mails that came back (M-04): machine to machine, known by a secret.
///
/// Off, and so not found, until there is a secret and the mails carry return addresses of their own. Whoever has the
/// secret gets one and the same answer, whatever is behind a return address.
struct BounceRoutes {
    /// A report with the mail it is about.
    private static let limitBytes = 256 * 1_024

    let web: Web

    func add(to routes: inout SiteRouter) {
        routes.post("/hooks/bounces") { request, _ in try await take(request) }
    }

    private func take(_ request: Request) async throws -> Response {
        guard let secret = try web.site.keys.storedSecret("bounces.key"), let address = web.site.bounceAddress else {
            throw Refused(.notFound)
        }
        guard Self.holds(secret, request) else {
            return Response(status: .unauthorized, headers: [.wwwAuthenticate: "Bearer", .cacheControl: "no-store"])
        }
        let type = request.headers[.contentType] ?? ""
        let report =
            switch type.prefix(while: { $0 != ";" }).lowercased() {
            case "message/rfc822": try await read(request.bytes(upTo: Self.limitBytes), address)
            case "multipart/report":
                BounceReport(mail: try await request.bytes(upTo: Self.limitBytes), type: type, address: address)
            case "application/json": try Self.report(try await request.fields(), address)
            default: throw Refused(.wrongMediaType)
            }
        if let report {
            // A report that could not be written down must come again: mail servers try again after 503.
            guard try await Bounces(site: web.site).take(report) else { throw Refused(.busy, retryAfter: 60) }
        }
        return .json(["state": "taken"])
    }

    /// A whole mail: a report, or somebody's wish to get no more updates, which is done at once.
    private func read(_ mail: [UInt8], _ address: BounceAddress) async throws -> BounceReport? {
        if let wish = UnsubscribeMail(mail) {
            _ = try await Unsubscribing(site: web.site).stop(wish.token)
            return nil
        }
        return BounceReport(mail: mail, address: address)
    }

    private static func report(_ fields: FieldBody, _ address: BounceAddress) throws -> BounceReport? {
        guard !fields["recipient"].isEmpty, !fields["action"].isEmpty,
            let status = DeliveryStatus(fields["status"])
        else { throw Refused(.badRequest) }
        return BounceReport(
            recipient: fields["recipient"],
            action: fields["action"],
            status: status,
            address: address
        )
    }

    /// Digests are compared in a time that does not depend on what they are.
    private static func holds(_ secret: [UInt8], _ request: Request) -> Bool {
        let words = (request.headers[.authorization] ?? "").split(separator: " ")
        guard words.count == 2, words[0].lowercased() == "bearer",
            let presented = StrictBase64.decode(Array(words[1].utf8))
        else { return false }
        return SHA256.hash(data: presented) == SHA256.hash(data: secret)
    }
}
