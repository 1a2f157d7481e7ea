import Hummingbird
import UndersignedApp
import UndersignedCore

/// Organisers fetch the contacts of a sealed petition as they lie here; they open them where their key is.
struct AdminSealedRoutes {
    let web: Web

    func add(to routes: inout SiteRouter) {
        routes.post("/admin/campaigns/{campaign}/petitions/{petition}/records", for: .proven(.write)) { _, visit in
            try await records(visit)
        }
    }

    /// - Throws: `Refused(.notFound)` for a petition that is not sealed: its contacts leave by the command line alone.
    private func records(_ visit: Visit) async throws -> Response {
        let (_, petition) = try await web.petition(of: visit)
        guard let records = try await SealedRecords(of: petition, web.site) else { throw Refused(.notFound) }
        try await SealedNotice(site: web.site).note(petition, by: visit.account.id)
        // A page at a time, as fast as the browser takes it: however many there are, a thousand are in memory.
        let body = ResponseBody { writer in
            var records = records
            while let lines = try await records.page() {
                try await writer.write(ByteBuffer(bytes: try lines.flatMap { try $0.encoded() }))
            }
            try await writer.finish(nil)
        }
        return .records(body, savedAs: "\(petition.slug)-sealed.jsonl")
    }
}
