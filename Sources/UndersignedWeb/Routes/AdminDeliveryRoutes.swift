import FoundationEssentials
import HTTPTypes
import Hummingbird
import UndersignedApp
import UndersignedCore

/// Organisers make packets, look at them, hand them over, and see what came back.
struct AdminDeliveryRoutes {
    /// A page that shows a packet being made is asked for again.
    private static let refreshSeconds = 2

    let web: Web

    func add(to routes: inout SiteRouter) {
        routes.get("/admin/campaigns/{campaign}/petitions/{petition}/deliveries", for: .allowed(.write)) {
            request,
            visit in
            try await page(request, visit, petition(of: visit))
        }
        routes.post("/admin/campaigns/{campaign}/petitions/{petition}/deliveries", for: .proven(.write)) {
            request,
            visit in try await make(request, visit)
        }
        routes.post("/admin/campaigns/{campaign}/petitions/{petition}/deliveries/{target}/entry", for: .proven(.write))
        { request, visit in
            try await handOver(request, visit)
        }
        // Names that signatories chose to show may be among the files.
        routes.get("/admin/campaigns/{campaign}/petitions/{petition}/deliveries/{target}/{file}", for: .proven(.write))
        { _, visit in try await file(visit) }
    }

    /// An opened petition of the campaign in the address.
    private func petition(of visit: Visit) async throws -> Petition {
        guard let place = visit.campaign, let slug = visit.context.part("petition").flatMap(Slug.init),
            let petition = try await Desk(site: web.site).petitions(of: place.id).first(where: { $0.slug == slug }),
            petition.log != nil
        else { throw Refused(.notFound) }
        return petition
    }

    private func place(_ text: String?, _ petition: Petition) throws -> PacketShelf.Place {
        guard let target = text.flatMap({ Slug($0) }), petition.sheet.to.contains(where: { $0.id == target }) else {
            throw Refused(.notFound)
        }
        return PacketShelf.Place(petition.slug, to: target)
    }

    private func make(_ request: Request, _ visit: Visit) async throws -> Response {
        let petition = try await petition(of: visit)
        let place = try place(visit.fields["target"], petition)
        web.packets.begin(place, withNames: visit.fields["names"] == "public", by: visit.account.id)
        return back(visit, petition)
    }

    private func handOver(_ request: Request, _ visit: Visit) async throws -> Response {
        let petition = try await petition(of: visit)
        let place = try place(visit.context.part("target"), petition)
        guard let hash = Hexadecimal.decode(visit.fields["packet"]) else { throw Refused(.badRequest) }
        do {
            guard try await web.packets.handOver(place, hash: hash, by: visit.account.id) else {
                return try await page(request, visit, petition, refusal: .changed)
            }
        } catch Delivering.Refusal.clockInDoubt {
            return try await page(request, visit, petition, refusal: .clock)
        } catch is Delivering.Refusal {
            return try await page(request, visit, petition, refusal: .changed)
        }
        return back(visit, petition)
    }

    private func file(_ visit: Visit) async throws -> Response {
        let petition = try await petition(of: visit)
        let place = try place(visit.context.part("target"), petition)
        guard let name = visit.context.part("file"), let file = try web.packets.file(name, of: place) else {
            // It was replaced, or its day is over: the page says what is there.
            return back(visit, petition)
        }
        if try web.packets.holdsNames(name, of: place) {
            let what = "\(place.target), \(name)"
            let trail = Trail(site: web.site)
            try await trail.add(.packetNamesTaken, of: petition.slug, what, by: visit.account.id)
        }
        let body = try await FileIO().loadFile(path: file.path(percentEncoded: false), context: visit.context)
        return Response(
            status: .ok,
            headers: [
                .contentType: MediaTypes.of(packetFile: name), .cacheControl: "no-store",
                .contentDisposition: "attachment; filename=\"\(place.petition)-\(name)\"",
            ],
            body: body
        )
    }

    private func back(_ visit: Visit, _ petition: Petition) -> Response {
        .seeOther("/admin/campaigns/\(visit.campaign?.campaign.slug.text ?? "")/petitions/\(petition.slug)/deliveries")
    }

    private func page(
        _ request: Request,
        _ visit: Visit,
        _ petition: Petition,
        refusal: AdminDeliveryPage.Refusal? = nil
    ) async throws -> Response {
        guard let campaign = visit.campaign?.campaign else { throw Refused(.notFound) }
        let packets = try petition.sheet.to.compactMap { target in
            try web.packets.state(of: PacketShelf.Place(petition.slug, to: target.id)).map {
                AdminDeliveryPage.Shelved(target: target, state: $0)
            }
        }
        let page = AdminDeliveryPage(
            bar: visit.bar,
            campaign: campaign,
            petition: petition,
            packets: packets,
            deliveries: try await Delivering(site: web.site).list(petition.slug),
            refusal: refusal,
            isProven: visit.visitor.session.isProven(at: web.site.ambient.now())
        )
        var response = Response.personal(
            web.renderer.render(page, in: web.language(of: request)),
            status: refusal == nil ? .ok : .conflict
        )
        if page.isWaiting { response.headers[.refresh] = "\(Self.refreshSeconds)" }
        return response
    }
}

extension HTTPField.Name {
    fileprivate static let refresh = HTTPField.Name("Refresh") ?? .retryAfter
}

extension MediaTypes {
    fileprivate static func of(packetFile name: String) -> String {
        switch name.split(separator: ".").last {
        case "pdf": "application/pdf"
        case "json": json
        default: plain
        }
    }
}
