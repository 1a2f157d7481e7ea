import HTTPTypes
import Hummingbird
import TransparencyLog
import UndersignedApp
import UndersignedCore

/// A petition's log in the form of c2sp.org/tlog-tiles.
struct LogRoutes {
    let web: Web

    private var reading: LogReading { LogReading(database: web.site.database) }

    func add(to routes: inout SiteRouter) {
        routes.get("/petitions/{slug}/log/checkpoint") { _, context in
            let petition = try await web.snapshot(context).petition
            guard let checkpoint = try await reading.checkpoint(of: petition.id) else { throw Refused(.notFound) }
            return Self.open(Array(checkpoint.utf8), type: MediaTypes.plain, cache: "public, max-age=1")
        }
        routes.get("/petitions/{slug}/log/tile/**") { _, context in
            let petition = try await web.snapshot(context).petition
            let path = "tile/" + context.parameters.getCatchAll().joined(separator: "/")
            guard let bytes = try await bytes(path, of: petition.id) else { throw Refused(.notFound) }
            return Self.open(bytes, type: MediaTypes.bytes, cache: "public, max-age=31536000, immutable")
        }
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
        Response(
            status: .ok,
            headers: [.contentType: type, .cacheControl: cache, .accessControlAllowOrigin: "*"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
        )
    }
}
