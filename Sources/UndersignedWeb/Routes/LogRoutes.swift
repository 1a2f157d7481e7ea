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
        routes.get("/petitions/{slug}/log/checkpoint") { _, context in try await newest(context) }
        routes.get("/petitions/{slug}/log/witnessed") { _, context in try await witnessed(context) }
        routes.get("/petitions/{slug}/log/tile/**") { _, context in try await tile(context) }
        // A petition's first log has no number in its address; one that carries it on has (docs/formats/succession.md).
        routes.get("/petitions/{slug}/log/{number}/checkpoint") { _, context in try await newest(context) }
        routes.get("/petitions/{slug}/log/{number}/witnessed") { _, context in try await witnessed(context) }
        routes.get("/petitions/{slug}/log/{number}/tile/**") { _, context in try await tile(context) }
    }

    private func newest(_ context: WebContext) async throws -> Response {
        try await checkpoint(context) { try await reading.checkpoint(of: $0) }
    }

    private func witnessed(_ context: WebContext) async throws -> Response {
        try await checkpoint(context) { try await reading.witnessed(of: $0) }
    }

    private func tile(_ context: WebContext) async throws -> Response {
        let petition = try await web.snapshot(context).petition
        let path = "tile/" + context.parameters.getCatchAll().joined(separator: "/")
        return try await tile(path, of: petition, log: number(context, petition))
    }

    /// Which log the address names; one that the petition never had is not found.
    private func number(_ context: WebContext, _ petition: Petition) throws -> Int {
        guard let log = petition.log else { throw Refused(.notFound) }
        guard let text = context.parameters.get("number") else { return 1 }
        guard let number = DecimalNumber.parse(text.utf8), (2...max(2, log.number)).contains(number) else {
            throw Refused(.notFound)
        }
        return number
    }

    private func checkpoint(
        _ context: WebContext,
        _ read: (Int64) async throws -> String?
    ) async throws -> Response {
        let petition = try await web.snapshot(context).petition
        let number = try number(context, petition)
        guard number == petition.log?.number else { return try await gone(petition, number) }
        guard let checkpoint = try await read(petition.id) else { throw Refused(.notFound) }
        return Self.open(Array(checkpoint.utf8), type: MediaTypes.plain, cache: "public, max-age=1")
    }

    /// A closed log has no newest checkpoint any more: its answer says what became of it.
    private func gone(_ petition: Petition, _ number: Int) async throws -> Response {
        let closed = ClosedLogReading(database: web.site.database, number: number)
        guard let words = try await closed.farewell(of: petition) else { throw Refused(.notFound) }
        var response = Self.open(Array(words.utf8), type: MediaTypes.plain, cache: "public, max-age=60")
        response.status = .gone
        return response
    }

    private func tile(_ path: String, of petition: Petition, log: Int) async throws -> Response {
        let cache = "public, max-age=31536000, immutable"
        let name = TileCache.Name(petitionID: petition.id, log: log, path: path)
        if let known = web.tiles.body(name) { return Self.open(known, type: MediaTypes.bytes, cache: cache) }
        guard let bytes = try await bytes(path, of: petition, log: log) else { throw Refused(.notFound) }
        let body = ByteBuffer(bytes: bytes)
        // A partial tile is asked for while it grows, a full one for ever; where it grows once a day, that is long.
        if !path.contains(".p/") || petition.sheet.publication == .daily { web.tiles.keep(body, as: name) }
        return Self.open(body, type: MediaTypes.bytes, cache: cache)
    }

    private func bytes(_ path: String, of petition: Petition, log: Int) async throws -> [UInt8]? {
        let closed = ClosedLogReading(database: web.site.database, number: log)
        let isClosed = log != petition.log?.number
        if let coordinate = BundleCoordinate(path: path) {
            return try await isClosed
                ? closed.bundle(coordinate, of: petition.id) : reading.bundle(coordinate, of: petition.id)
        }
        guard let coordinate = TileCoordinate(path: path) else { return nil }
        return try await isClosed
            ? closed.tile(coordinate, of: petition.id) : reading.tile(coordinate, of: petition.id)
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
