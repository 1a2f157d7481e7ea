import Hummingbird
import UndersignedApp
import UndersignedCore

/// Pictures of organisations, each under its own hash: what an address stands for never changes.
struct LogoRoutes {
    let web: Web

    func add(to routes: inout SiteRouter) {
        routes.get("/campaigns/{slug}/logos/{hash}") { request, context in
            guard let campaign = context.part("slug").flatMap(Slug.init),
                let hash = context.part("hash").flatMap({ Hexadecimal.decode($0) }), hash.count == 32,
                let logo = try await PartnerLogos(site: web.site).logo(hash, in: campaign)
            else { throw Refused(.notFound) }
            return Response(
                SharedBody(logo.picture),
                type: MediaTypes.png,
                cache: "public, max-age=31536000, immutable",
                for: request
            )
        }
    }
}
