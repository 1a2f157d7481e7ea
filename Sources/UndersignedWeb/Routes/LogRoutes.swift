import HTTPTypes
import Hummingbird
import TransparencyLog
import UndersignedApp
import UndersignedCore

/// A petition's log in the form of c2sp.org/tlog-tiles.
struct LogRoutes {
    let web: Web

    private var reading: LogReading { LogReading(database: web.site.database, policy: web.site.witnesses) }

    func add(to routes: inout SiteRouter) {
        routes.get("/petitions/{slug}/log/checkpoint") { _, context in
            let petition = try await web.snapshot(context).petition
            guard let checkpoint = try await reading.checkpoint(of: petition.id) else { throw Refused(.notFound) }
            return Self.open(Array(checkpoint.utf8), type: MediaTypes.plain, cache: "public, max-age=1")
        }
        routes.get("/petitions/{slug}/log/witnessed") { _, context in
            let petition = try await web.snapshot(context).petition
            guard let checkpoint = try await reading.witnessed(of: petition.id) else { throw Refused(.notFound) }
            return Self.open(Array(checkpoint.utf8), type: MediaTypes.plain, cache: "public, max-age=1")
        }
        routes.get("/petitions/{slug}/log/tile/**") { _, context in
            let petition = try await web.snapshot(context).petition
            let path = "tile/" + context.parameters.getCatchAll().joined(separator: "/")
            return try await tile(path, of: petition.id)
        }
    }

    private func tile(_ path: String, of petitionID: Int64) async throws -> Response {
        let cache = "public, max-age=31536000, immutable"
        let name = TileCache.Name(petitionID: petitionID, path: path)
        if let known = web.tiles.body(name) { return Self.open(known, type: MediaTypes.bytes, cache: cache) }
        guard let bytes = try await bytes(path, of: petitionID) else { throw Refused(.notFound) }
        let body = ByteBuffer(bytes: bytes)
        // A partial tile is asked for while it grows, a full one for ever.
        if !path.contains(".p/") { web.tiles.keep(body, as: name) }
        return Self.open(body, type: MediaTypes.bytes, cache: cache)
    }

    private func bytes(_ path: String, of petitionID: Int64) async throws -> [UInt8]? {
        if let coordinate = BundleCoordinate(path: path) {
            return try await reading.bundle(coordinate, of: petitionID)
        }
        guard let coordinate = TileCoordinate(path: path) else { return nil }
        return try await reading.tile(coordinate, of: petitionID)
    }

    /// Anyone's page may read a log: it holds no address (S-21).
    static func open(_ bytes: [UInt8], type: String, cache: String) -> Response {
        open(ByteBuffer(bytes: bytes), type: type, cache: cache)
    }

    private static func open(_ body: ByteBuffer, type: String, cache: String) -> Response {
        Response(
            status: .ok,
            headers: [.contentType: type, .cacheControl: cache, .accessControlAllowOrigin: "*"],
            body: ResponseBody(byteBuffer: body)
        )
    }
}
