import HTTPTypes
import Hummingbird
import MemberTokens
import UndersignedApp
import UndersignedCore

/// What the client of member tokens asks for: codes, tokens, and signatures by a token.
///
/// Answers are for programs, of the page and of the command line; no cookie is read or set.
struct MemberRoutes {
    static let vouchers = HTTPField.Name("Undersigned-Vouchers") ?? .location

    let web: Web
    /// Whether letters of other sites are served: their pages ask from there.
    var servesOthers = false

    func add(to routes: inout SiteRouter) {
        addIssuing(to: &routes)
        routes.post("/petitions/{slug}/members/signatures") { request, context in
            try await answer(request, context, sign)
        }
    }

    /// What an issuer answers that has no site.
    func addIssuing(to routes: inout SiteRouter) {
        routes.post("/petitions/{slug}/members/codes") { request, context in
            try await answer(request, context, sendCode)
        }
        routes.post("/petitions/{slug}/members/tokens") { request, context in
            try await answer(request, context, issue)
        }
    }

    private typealias Work = (FieldBody, Petition, Request) async throws -> Response

    private func answer(_ request: Request, _ context: WebContext, _ work: Work) async throws -> Response {
        let petition = try await web.snapshot(context).petition
        try refuseStrangers(request, petition)
        let fields = try await request.fields()
        let prefix = web.limiter == nil ? "" : web.prefix(of: request, context)
        if let limiter = web.limiter, let seconds = limiter.take(prefix) {
            throw Refused(.tooMany, retryAfter: seconds)
        }
        do {
            let response = try await work(fields, petition, request)
            // A token signs once, and a mailbox or a voucher gets one: that is limit enough for a whole office behind one
            // address. Only what is refused counts against it, and codes, which are mailed.
            if response.status == .ok { web.limiter?.giveBack(prefix) }
            return response
        } catch let refusal as MemberIssuing.Refusal {
            return refused(refusal.word, refusal.status)
        } catch let refusal as MemberSigning.Refusal {
            return refused(refusal.word, refusal.status)
        } catch {
            throw Refused(passing: error) ?? error
        }
    }

    /// A page of anybody else could have its visitors' browsers ask for codes in a member's name, each from another network.
    ///
    /// Programs name no page.
    private func refuseStrangers(_ request: Request, _ petition: Petition) throws {
        guard servesOthers else { return try request.refuseOtherSites(than: web.site.address.base) }
        guard let origin = request.headers.value(of: .origin) else { return }
        // The letter's own address stands in the place of a text.
        guard IssuerOrigin(petition.sheet.letter)?.text == origin.lowercased() else { throw Refused(.forbidden) }
    }

    private func refused(_ word: String, _ status: HTTPResponse.Status) -> Response {
        .json(["error": word], status: status)
    }

    /// Says the same whether or not the mailbox had a token, or too many codes.
    private func sendCode(_ fields: FieldBody, _ petition: Petition, _ request: Request) async throws -> Response {
        try await MemberIssuing(site: web.site)
            .sendCode(to: fields["email"], petition: petition, language: web.language(of: request))
        return .json(["state": "sent"], status: .accepted)
    }

    private func issue(_ fields: FieldBody, _ petition: Petition, _ request: Request) async throws -> Response {
        let issuing = MemberIssuing(site: web.site)
        let blinded = StrictBase64.decode(Array(fields["request"].utf8)) ?? []
        let code = fields["code"]
        let isMailbox = !fields["email"].isEmpty
        let issued =
            try isMailbox
            ? await issuing.issue(to: fields["email"], code: code, request: blinded, petition: petition)
            : await issuing.issue(voucher: code, request: blinded, petition: petition)
        var headers: HTTPFields = [
            .contentType: TokenResponse.mediaType, .cacheControl: "no-store", .referrerPolicy: "no-referrer",
        ]
        if !issued.vouchers.isEmpty { headers[Self.vouchers] = issued.vouchers.joined(separator: " ") }
        let body = ResponseBody(byteBuffer: ByteBuffer(bytes: issued.response.bytes))
        return Response(status: .ok, headers: headers, body: body)
    }

    private func sign(_ fields: FieldBody, _ petition: Petition, _ request: Request) async throws -> Response {
        guard let extent = MemberDisplay.Extent(rawValue: fields["display"].isEmpty ? "nothing" : fields["display"])
        else { return refused("display", .unprocessableContent) }
        let version = Int(fields["text"])
        // Of a text that nobody can name nobody can say that it was read.
        guard version != nil || fields["text"].isEmpty else { return refused("text", .badRequest) }
        let display = MemberDisplay(extent, role: fields["role"], team: fields["team"], name: fields["name"])
        let link = try await MemberSigning(site: web.site).sign(
            with: Array(fields["token"].utf8),
            showing: display,
            textVersion: version,
            petition: petition
        )
        return .json(["link": web.site.address.link(link)])
    }
}

extension MemberIssuing.Refusal {
    /// For programs; people read what their client makes of the status.
    fileprivate var word: String {
        switch self {
        case .issuedElsewhere: "issued-elsewhere"
        case .petition(.closed): "closed"
        case .petition: "not-open"
        case .address: "address"
        case .foreignDomain: "domain"
        case .roleMailbox: "role"
        case .request: "request"
        case .code: "code"
        case .otherRequest: "other-request"
        case .voucher: "voucher"
        case .notByInvitation: "not-by-invitation"
        }
    }

    fileprivate var status: HTTPResponse.Status {
        switch self {
        case .issuedElsewhere: .notFound
        case .petition(.closed): .gone
        case .petition: .notOpenYet
        case .otherRequest: .conflict
        case .address, .request: .unprocessableContent
        case .foreignDomain, .roleMailbox, .code, .voucher, .notByInvitation: .forbidden
        }
    }
}

extension MemberSigning.Refusal {
    fileprivate var word: String {
        switch self {
        case .notForMembers: "not-for-members"
        case .petition(.closed): "closed"
        case .petition: "not-open"
        case .token: "token"
        case .spent: "spent"
        case .crowd: "crowd"
        case .display: "display"
        case .textChanged: "text-changed"
        case .clockInDoubt, .failed: "unavailable"
        }
    }

    fileprivate var status: HTTPResponse.Status {
        switch self {
        case .notForMembers: .notFound
        case .petition(.closed): .gone
        case .petition: .notOpenYet
        case .spent: .conflict
        case .crowd: .forbidden
        case .token, .display: .unprocessableContent
        case .textChanged: .preconditionFailed
        case .clockInDoubt, .failed: .serviceUnavailable
        }
    }
}

extension HTTPResponse.Status {
    /// Nothing else is answered so: 403 is an address, a code or a crowd, and 410 what will never be again.
    fileprivate static var notOpenYet: Self { Self(code: 423, reasonPhrase: "Locked") }
}
