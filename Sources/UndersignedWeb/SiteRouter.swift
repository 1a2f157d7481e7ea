import HTTPTypes
package import Hummingbird

/// The table of contents of the site: every address, and the file that answers it.
package struct SiteRouter {
    package private(set) var table = RouteTable()
    private let router = Router(context: WebContext.self, options: .autoGenerateHeadEndpoints)
    private var routes: [(method: HTTPRequest.Method, path: String, answer: Answering)] = []
    private let shedding: Shedding
    private let unlisting: Unlisting
    private let web: Web

    package typealias Answering = @Sendable (Request, WebContext) async throws -> Response

    /// - Parameter web: What the routes share.
    package init(_ web: Web) {
        self.init(sharing: web)
        HealthRoutes(web: web).add(to: &self)
        AssetRoutes().add(to: &self)
        CampaignRoutes(web: web).add(to: &self)
        ClaimRoutes(web: web).add(to: &self)
        TargetRoutes(web: web).add(to: &self)
        EvidenceRoutes(web: web).add(to: &self)
        EvidenceListRoutes(web: web).add(to: &self)
        PetitionRoutes(web: web).add(to: &self)
        NameRoutes(web: web).add(to: &self)
        TextRoutes(web: web).add(to: &self)
        UpdateRoutes(web: web).add(to: &self)
        FigureRoutes(web: web).add(to: &self)
        HistoryRoutes(web: web).add(to: &self)
        LogRoutes(web: web).add(to: &self)
        VerifyRoutes(web: web).add(to: &self)
        SignatureRoutes(web: web).add(to: &self)
        MemberRoutes(web: web).add(to: &self)
        MemberPageRoutes(web: web).add(to: &self)
        LinkRoutes(web: web).add(to: &self)
        LinkUpdateRoutes(web: web).add(to: &self)
        LinkConsentRoutes(web: web).add(to: &self)
        LinkDataRoutes(web: web).add(to: &self)
        LogoRoutes(web: web).add(to: &self)
        UnsubscribeRoutes(web: web).add(to: &self)
        DeliveryRoutes(web: web).add(to: &self)
        ReceiptsRoutes(web: web).add(to: &self)
        BounceRoutes(web: web).add(to: &self)
        PartnerRecordRoutes(web: web).add(to: &self)
        EmbedRoutes(web: web).add(to: &self)
        addAdminRoutes()
        build()
    }

    /// What an issuer of other sites' tokens answers, and nothing else.
    ///
    /// - Parameter web: What the routes share, of data without a site.
    package init(issuing web: Web) {
        self.init(sharing: web)
        HealthRoutes(web: web).add(to: &self)
        AssetRoutes().add(to: &self)
        MemberRoutes(web: web, servesOthers: true).addIssuing(to: &self)
        IssuerRoutes(web: web).add(to: &self)
        router.add(middleware: AnyOrigin())
        build()
    }

    private init(sharing web: Web) {
        shedding = Shedding(web)
        unlisting = Unlisting(web.board)
        self.web = web
    }

    private func build() {
        router.add(middleware: FailureMiddleware(web: web, table: table))
        for route in routes {
            router.on(RouterPath(route.path), method: route.method, use: route.answer)
        }
    }

    /// For people who run campaigns.
    private mutating func addAdminRoutes() {
        AdminSignInRoutes(web: web).add(to: &self)
        InvitationRoutes(web: web).add(to: &self)
        AdminDeskRoutes(web: web).add(to: &self)
        AdminCampaignRoutes(web: web).add(to: &self)
        AdminClaimRoutes(web: web).add(to: &self)
        AdminCampaignPeopleRoutes(web: web).add(to: &self)
        AdminPetitionRoutes(web: web).add(to: &self)
        AdminUpdateRoutes(web: web).add(to: &self)
        AdminPreviewRoutes(web: web).add(to: &self)
        AdminTranslationRoutes(web: web).add(to: &self)
        AdminSealedRoutes(web: web).add(to: &self)
        AdminTargetRoutes(web: web).add(to: &self)
        AdminDeliveryRoutes(web: web).add(to: &self)
        AdminPartnerRoutes(web: web).add(to: &self)
        AdminModerationRoutes(web: web).add(to: &self)
        AdminFigureRoutes(web: web).add(to: &self)
        AdminRemovalRoutes(web: web).add(to: &self)
        AdminAccountRoutes(web: web).add(to: &self)
        AdminPeopleRoutes(web: web).add(to: &self)
        AdminTrailRoutes(web: web).add(to: &self)
        AdminExportRoutes(web: web).add(to: &self)
        AdminEvidenceRoutes(web: web).add(to: &self)
        AdminResellerRoutes(web: web).add(to: &self)
    }

    /// The router, ready to serve or to test.
    package var built: Router<WebContext> { router }

    /// What the router answers on a route, for who has found the route by himself.
    func answering(_ method: HTTPRequest.Method, _ path: String) -> Answering? {
        guard let route = routes.first(where: { $0.method == method && $0.path == path }) else { return nil }
        let failures = FailureMiddleware(web: web, table: table)
        return { request, context in try await failures.handle(request, context: context, next: route.answer) }
    }

    mutating func get(_ path: String, _ answer: @escaping Answering) {
        table.add("GET", path)
        let unlisted = unlisting.around(answer, at: path)
        routes.append((.get, path, shedding.around(unlisted, at: path, isPost: false)))
    }

    mutating func post(_ path: String, _ answer: @escaping Answering) {
        table.add("POST", path)
        routes.append((.post, path, shedding.around(answer, at: path, isPost: true)))
    }

    /// A page of organisers: nothing of it is shed, because it is they who see to an overload.
    mutating func get(_ path: String, for access: RouteAccess, _ answer: @escaping Visit.Answering) {
        table.add("GET", path, access)
        routes.append((.get, path, AdminGate(web: web).around(access, isPost: false, answer)))
    }

    mutating func post(
        _ path: String,
        for access: RouteAccess,
        limit: Int = AdminGate.bodyLimit,
        _ answer: @escaping Visit.Answering
    ) {
        table.add("POST", path, access)
        routes.append((.post, path, AdminGate(web: web).around(access, isPost: true, limit: limit, answer)))
    }
}
