import HTTPTypes
import Hummingbird
import UndersignedApp
import UndersignedCore

/// Partners' programs fetch what was sealed to their keys.
struct PartnerRecordRoutes {
    static let mediaType = "application/jsonl; charset=utf-8"

    let web: Web

    func add(to routes: inout SiteRouter) {
        routes.get("/partners/{id}/records") { request, context in
            let sent = request.headers.value(of: .authorization)?.split(separator: " ") ?? []
            guard sent.count == 2, sent[0].lowercased() == "bearer",
                let holder = try await PartnerTokens(site: web.site).use(sent[1])
            else {
                // The same for every address, also for one that is no partner's.
                return Response(
                    status: .unauthorized,
                    headers: [.wwwAuthenticate: "Bearer", .cacheControl: "no-store"]
                )
            }
            guard context.part("id") == holder.partner.text else { throw Refused(.notFound) }
            let after = request.uri.queryParameters["after"].map(String.init) ?? ""
            guard let cursor = RecordCursor(after) else { throw Refused(.badRequest) }
            do {
                let page = try await PartnerRecords(site: web.site)
                    .page(of: holder.partner, in: holder.campaignID, after: cursor)
                let bytes = try page.lines.flatMap { try $0.encoded() }
                return .records(ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
            } catch is PartnerRecords.UnknownCursor {
                throw Refused(.badRequest)
            }
        }
    }
}

extension Response {
    /// Sealed records, one a line: stored by nobody on the way.
    ///
    /// - Parameters:
    ///   - body: The lines.
    ///   - name: As which file a browser saves them; nil for a program.
    /// - Returns: 200.
    static func records(_ body: ResponseBody, savedAs name: String? = nil) -> Response {
        var headers: HTTPFields = [
            .contentType: PartnerRecordRoutes.mediaType, .cacheControl: "no-store", .referrerPolicy: "no-referrer",
        ]
        if let name { headers[.contentDisposition] = "attachment; filename=\"\(name)\"" }
        return Response(status: .ok, headers: headers, body: body)
    }
}
