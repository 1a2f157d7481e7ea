import HTTPTypes
import Hummingbird
import UndersignedApp
import UndersignedCore
import UndersignedEvidence

/// Contract records belong to the site: whoever writes its campaigns brings files, publishes them, and says which suppliers
/// are one.
struct AdminEvidenceRoutes {
    let web: Web

    func add(to routes: inout SiteRouter) {
        routes.get("/admin/evidence", for: .allowed(.write)) { request, visit in try await page(request, visit) }
        // With the form around the file, and so that a file that is a little too large is told how large it may be.
        let limit = (AdminEvidencePage.uploadMebibytes + 1) << 20
        routes.post("/admin/evidence", for: .allowed(.write), limit: limit) { request, visit in
            try await bring(request, visit)
        }
        routes.post("/admin/evidence/files/{file}", for: .allowed(.write)) { request, visit in
            try await publish(request, visit)
        }
        routes.get("/admin/evidence/files/{file}/removal", for: .allowed(.write)) { request, visit in
            try await removal(request, visit)
        }
        routes.post("/admin/evidence/files/{file}/removal", for: .allowed(.write)) { request, visit in
            try await remove(request, visit)
        }
        routes.get("/admin/evidence/aliases", for: .allowed(.write)) { request, visit in
            try await aliases(request, visit)
        }
        routes.post("/admin/evidence/aliases", for: .allowed(.write)) { request, visit in
            try await decide(request, visit)
        }
    }

    private var files: EvidenceFiles { EvidenceFiles(site: web.site) }
    private var aliasing: SupplierAliasing { SupplierAliasing(site: web.site) }

    private func page(
        _ request: Request,
        _ visit: Visit,
        _ outcome: AdminEvidencePage.Outcome? = nil
    ) async throws -> Response {
        let asked = request.uri.queryParameters["before"].map { Int64($0) ?? 0 }
        guard asked ?? 1 > 0 else { throw Refused(.notFound) }
        let (shown, older) = try await files.page(before: asked, limit: AdminEvidencePage.perPage)
        let page = AdminEvidencePage(bar: visit.bar, files: shown, before: asked, older: older, outcome: outcome)
        let status: HTTPResponse.Status =
            switch outcome {
            case .refused, .noFile: .unprocessableContent
            case .imported, .removed, nil: .ok
            }
        return .personal(web.renderer.render(page, in: web.language(of: request)), status: status)
    }

    private func bring(_ request: Request, _ visit: Visit) async throws -> Response {
        let bytes = visit.fields.file
        guard !bytes.isEmpty else { return try await page(request, visit, .noFile) }
        guard bytes.count <= AdminEvidencePage.uploadMebibytes << 20 else { throw Refused(.tooLarge) }
        do {
            let report = try await files.take(bytes, name: visit.fields.fileName, by: visit.account.id)
            return try await page(request, visit, .imported(report))
        } catch let reason as EvidenceRefusal {
            return try await page(request, visit, .refused("\(reason)"))
        }
    }

    private func publish(_ request: Request, _ visit: Visit) async throws -> Response {
        let state = visit.fields["published"]
        guard ["yes", "no"].contains(state) else { throw Refused(.badRequest) }
        do {
            guard let id = visit.context.part("file").flatMap({ Int64($0) }),
                try await files.set(
                    id,
                    published: state == "yes",
                    by: visit.account.id,
                    partLimit: EvidenceFiles.partsAtOnce
                ) != nil
            else { throw Refused(.notFound) }
            let page = Int64(visit.fields["before"]).map { "?before=\($0)" } ?? ""
            return .seeOther("/admin/evidence" + page)
        } catch let reason as EvidenceRefusal {
            return try await page(request, visit, .refused("\(reason)"))
        }
    }

    /// What goes, and the button; it changes nothing.
    private func removal(_ request: Request, _ visit: Visit) async throws -> Response {
        guard let id = visit.context.part("file").flatMap({ Int64($0) }), let found = try await files.removable(id)
        else { throw Refused(.notFound) }
        let page = AdminEvidenceRemovalPage(bar: visit.bar, file: found.file, refusal: found.refusal)
        return .personal(web.renderer.render(page, in: web.language(of: request)))
    }

    private func remove(_ request: Request, _ visit: Visit) async throws -> Response {
        guard let id = visit.context.part("file").flatMap({ Int64($0) }), let found = try await files.removable(id)
        else { throw Refused(.notFound) }
        do {
            let limit = EvidenceFiles.partsAtOnce
            guard try await files.remove(id, by: visit.account.id, partLimit: limit) != nil else {
                throw Refused(.notFound)
            }
            return try await page(request, visit, .removed)
        } catch let refusal as EvidenceFiles.RemovalRefusal {
            let page = AdminEvidenceRemovalPage(bar: visit.bar, file: found.file, refusal: refusal)
            return .personal(web.renderer.render(page, in: web.language(of: request)), status: .conflict)
        }
    }

    private func aliases(
        _ request: Request,
        _ visit: Visit,
        _ refusal: SupplierAliasing.Refusal? = nil
    ) async throws -> Response {
        let page = AdminAliasPage(
            bar: visit.bar,
            waiting: try await aliasing.waiting(),
            decisions: try await aliasing.decisions(),
            refusal: refusal
        )
        let status: HTTPResponse.Status = refusal == nil ? .ok : .conflict
        return .personal(web.renderer.render(page, in: web.language(of: request)), status: status)
    }

    private func decide(_ request: Request, _ visit: Visit) async throws -> Response {
        let fields = visit.fields
        guard let one = Int64(fields["one"]), let other = Int64(fields["other"]) else { throw Refused(.badRequest) }
        do {
            switch fields["say"] {
            case "accept": _ = try await aliasing.decide(one, other, accepted: true, by: visit.account.id)
            case "refuse": _ = try await aliasing.decide(one, other, accepted: false, by: visit.account.id)
            case "undo": try await aliasing.undo(one, other, by: visit.account.id)
            default: throw Refused(.badRequest)
            }
        } catch SupplierAliasing.Refusal.undecided {
            // Taken back in another window: it is as it was asked for.
        } catch let refusal as SupplierAliasing.Refusal {
            guard [.joinedByOthers, .refusedBefore, .resold].contains(refusal) else { throw Refused(.badRequest) }
            return try await aliases(request, visit, refusal)
        }
        return .seeOther("/admin/evidence/aliases")
    }
}
