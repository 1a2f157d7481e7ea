import FoundationEssentials
import HTTPTypes
import Hummingbird
import UndersignedApp
import UndersignedCore

extension Web {
    /// The answer to a mailed link that leads nowhere, but names a petition: it has that petition's way out.
    func unknownLinkWithExit(_ request: Request) async -> Response {
        let page = UnknownLinkPage(exit: await FailureExit(web: self).address(of: request.uri.path))
        return .personal(renderer.render(page, in: language(of: request)), status: .notFound)
    }

    /// The answer to a mailed link that leads nowhere.
    func unknownLink(_ request: Request) -> Response {
        .personal(renderer.render(UnknownLinkPage(), in: language(of: request)), status: .notFound)
    }

    /// The page's language: an explicit link, then what the browser asks for, then the site's own (U-30).
    func language(of request: Request) -> LanguageTag {
        guard renderer.languages.count > 1 else { return renderer.site.defaultLanguage }
        return LanguageNegotiation.choose(
            explicit: request.uri.queryParameters["lang"].map(String.init),
            acceptLanguage: request.headers.value(of: .acceptLanguage),
            offered: renderer.languages,
            fallback: renderer.site.defaultLanguage
        )
    }

    /// The snapshot of the petition in the address.
    ///
    /// - Throws: `Refused(.notFound)` for an unknown slug.
    func snapshot(_ context: WebContext) async throws -> PetitionSnapshot {
        guard let slug = context.part("slug").flatMap(Slug.init),
            let snapshot = try await board.snapshot(slug, atMost: pressure.level.snapshotAge),
            !snapshot.petition.isPrivate
        else { throw Refused(.notFound) }
        return snapshot
    }

    /// The same, of a petition whose log was begun.
    ///
    /// - Throws: `Refused(.notFound)` for an unknown slug and for a draft.
    func loggedSnapshot(_ context: WebContext) async throws -> PetitionSnapshot {
        let snapshot = try await snapshot(context)
        guard snapshot.size > 0 else { throw Refused(.notFound) }
        return snapshot
    }

    /// The client's network prefix for the limiter: forwarded headers count only behind a trusted proxy (S-31).
    func prefix(of request: Request, _ context: WebContext) -> String {
        guard trustedProxies.contains(context.peer), let forwarded = request.headers.value(of: .forwardedFor) else {
            return RateLimiter.prefix(of: context.peer)
        }
        let hops = forwarded.split(separator: ",").map { $0.filter { $0 != " " } }
        return RateLimiter.prefix(of: hops.last { !trustedProxies.contains($0) } ?? context.peer)
    }
}

extension Request {
    /// Bodies of forms and links are short (DESIGN 10).
    static let bodyLimit = 16 * 1_024

    /// Whether the asker is a program that sent or wants JSON.
    var wantsJSON: Bool {
        headers.value(of: .contentType)?.hasPrefix("application/json") == true
            || headers.value(of: .accept)?.hasPrefix("application/json") == true
    }

    /// What is answered where something is not as it was asked for: a program gets what it reads.
    ///
    /// At petitions' addresses it is a page, which has the way out of a sensitive one, unless JSON is asked for.
    var answerKind: AnswerKind {
        let path = uri.path
        if wantsJSON { return .json }
        guard path.hasPrefix("/evidence") else { return .page }
        if path.hasSuffix(".json") { return .json }
        return path.hasSuffix(".csv") ? .table : .page
    }

    enum AnswerKind {
        case json, table, page
    }

    /// Whether the answer may be compressed.
    var takesGzip: Bool {
        guard let accepted = headers.value(of: .acceptEncoding) else { return false }
        // As most browsers write it: no search is needed.
        return accepted.hasPrefix("gzip") || accepted.contains("gzip")
    }

    /// Reads a short body as fields.
    ///
    /// - Parameter limit: How many bytes it may have.
    /// - Returns: The fields.
    /// - Throws: `Refused` for a foreign type or an oversized body, `FieldBody.Malformed` for one that does not read.
    func fields(upTo limit: Int = bodyLimit) async throws -> FieldBody {
        try refuseLonger(than: limit)
        let type = headers.value(of: .contentType)?.prefix { $0 != ";" }.lowercased() ?? ""
        guard ["application/x-www-form-urlencoded", "application/json"].contains(type) else {
            throw Refused(.wrongMediaType)
        }
        let bytes = try await bytes(upTo: limit)
        return type == "application/json" ? try FieldBody(json: bytes) : try FieldBody(form: bytes)
    }

    /// Reads the body of a form that is a button alone.
    ///
    /// - Throws: What `fields` throws; a body that is left out, with its type, is that form too.
    func refuseOtherThanEmptyForm() async throws {
        guard headers.value(of: .contentType) == nil else {
            _ = try await fields()
            return
        }
        guard try await bytes(upTo: Self.bodyLimit).isEmpty else { throw Refused(.wrongMediaType) }
    }

    /// Reads a whole body.
    ///
    /// - Parameter limit: How many bytes it may have.
    /// - Returns: All of it.
    /// - Throws: `Refused(.tooLarge)`.
    func bytes(upTo limit: Int) async throws -> [UInt8] {
        try refuseLonger(than: limit)
        var request = self
        do {
            return Array(try await request.collectBody(upTo: limit).readableBytesView)
        } catch let error as any HTTPResponseError where error.status == .contentTooLarge {
            throw Refused(.tooLarge)
        }
    }

    private func refuseLonger(than limit: Int) throws {
        guard let length = headers.value(of: .contentLength).flatMap({ Int($0) }), length > limit else { return }
        throw Refused(.tooLarge)
    }

    /// A press on another site's page must not reach a person's link (S-27).
    ///
    /// Browsers too old for `Sec-Fetch-Site` send `Origin`; our own pages behind a link send it as `null`, because
    /// they name themselves to nobody.
    ///
    /// - Parameter base: The site's own address.
    /// - Throws: `Refused(.forbidden)`.
    func refuseOtherSites(than base: String) throws {
        if let site = headers.value(of: .fetchSite) {
            guard ["same-origin", "none"].contains(site) else { throw Refused(.forbidden) }
        } else if let origin = headers.value(of: .origin), origin != "null" {
            guard base == origin || base.hasPrefix(origin + "/") else { throw Refused(.forbidden) }
        }
    }

    /// Whether the browser itself says that a page of this site sent the request.
    ///
    /// Stricter than `refuseOtherSites`: who says nothing, or hides where it came from, is not believed.
    ///
    /// - Parameter base: The site's own address.
    /// - Returns: False also where that can't be told.
    func isSurelyFrom(_ base: String) -> Bool {
        if let site = headers.value(of: .fetchSite) { return site == "same-origin" }
        guard let origin = headers.value(of: .origin) else { return false }
        return base == origin || base.hasPrefix(origin + "/")
    }
}

extension HTTPFields {
    /// The same as the subscript, for what nearly every request has once: no list is made and joined.
    func value(of name: HTTPField.Name) -> String? {
        var found: String?
        for field in self where field.name == name {
            guard found == nil else { return self[name] }
            found = field.value
        }
        return found
    }
}

extension Response {
    /// A table of one row.
    static func table(_ text: String, status: HTTPResponse.Status) -> Response {
        Response(
            status: status,
            headers: [.contentType: MediaTypes.csv, .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text))
        )
    }

    /// A small JSON object; keys in order.
    static func json(_ value: some Encodable, status: HTTPResponse.Status = .ok, cache: String = "no-store") -> Response
    {
        Response(
            status: status,
            headers: [.contentType: MediaTypes.json, .cacheControl: cache],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: JSONText.encode(value)))
        )
    }
}

enum JSONText {
    /// - Parameter value: A value whose encoding can't fail: plain structs, strings, numbers.
    /// - Returns: JSON with keys in order, UTF-8.
    static func encode(_ value: some Encodable) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            return Array(try encoder.encode(value))
        } catch {
            preconditionFailure("a plain value did not encode: \(error)")
        }
    }
}
