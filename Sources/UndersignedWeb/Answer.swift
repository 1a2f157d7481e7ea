import CZlib
import HTTPTypes
package import Hummingbird
import UndersignedApp
import UndersignedCore

/// An expected no with its page: thrown by routes, shown by `FailureMiddleware`.
package struct Refused: Error {
    package let status: FailurePage.Status
    package var kept: FailurePage.KeptForm?
    package var retryAfter: Int?

    package init(_ status: FailurePage.Status, kept: FailurePage.KeptForm? = nil, retryAfter: Int? = nil) {
        self.status = status
        self.kept = kept
        self.retryAfter = retryAfter
    }

    /// The refusal for what goes by: too many people, a database that is away, or a disk that takes nothing.
    ///
    /// Nil for any other error.
    init?(passing error: any Error, kept: FailurePage.KeptForm? = nil) {
        if error is Sequencer.Overloaded {
            self.init(.busy, kept: kept, retryAfter: 5)
        } else if DatabaseAbsence(error) != nil {
            self.init(.busy, kept: kept, retryAfter: 10)
        } else if DiskRefusal(error) != nil {
            self.init(.unwritable, kept: kept, retryAfter: 30)
        } else {
            return nil
        }
    }
}

/// Bytes that many people get: compressed once, named by their hash.
package struct SharedBody: Sendable {
    let plain: ByteBuffer
    let compressed: ByteBuffer?
    let tag: String

    /// - Parameters:
    ///   - bytes: The body.
    ///   - compresses: False for what is random already, such as hashes, or too short.
    ///   - tag: Names the bytes, in quotation marks; a weak one (`W/"…"`) where some of them do not matter. Nil for
    ///     their hash.
    package init(_ bytes: [UInt8], compresses: Bool = true, tag: String? = nil) {
        plain = ByteBuffer(bytes: bytes)
        compressed = compresses ? Gzip.compress(bytes).map(ByteBuffer.init(bytes:)) : nil
        self.tag = tag ?? "\"\(Base64URL.encode(Array(bytes.sha256.prefix(12))))\""
    }

    /// Whether an `If-None-Match` names this body: a weak comparison (RFC 9110, 13.1.2), because caches on the way
    /// change one kind of tag into the other.
    func isKnown(_ field: String) -> Bool {
        field.contains(tag.hasPrefix("W/") ? String(tag.dropFirst(2)) : tag)
    }
}

/// gzip by zlib: pages are compressed when they are made, not when they are sent.
enum Gzip {
    /// The gzip file (RFC 1952), or nil where zlib refuses.
    static func compress(_ bytes: [UInt8]) -> [UInt8]? {
        var stream = z_stream()
        let windowWithGzipHeader: Int32 = 15 + 16
        let started = deflateInit2_(
            &stream,
            6,
            Z_DEFLATED,
            windowWithGzipHeader,
            8,
            Z_DEFAULT_STRATEGY,
            ZLIB_VERSION,
            Int32(MemoryLayout<z_stream>.size)
        )
        guard started == Z_OK else { return nil }
        defer { deflateEnd(&stream) }
        var input = bytes
        var output = [UInt8](repeating: 0, count: Int(deflateBound(&stream, UInt(bytes.count))))
        let status = input.withUnsafeMutableBufferPointer { source in
            output.withUnsafeMutableBufferPointer { target in
                stream.next_in = source.baseAddress
                stream.avail_in = UInt32(source.count)
                stream.next_out = target.baseAddress
                stream.avail_out = UInt32(target.count)
                return deflate(&stream, Z_FINISH)
            }
        }
        guard status == Z_STREAM_END else { return nil }
        return Array(output.prefix(Int(stream.total_out)))
    }
}

extension Response {
    /// A body that many people get, with its tag; 304 where the asker has it already.
    package init(_ body: SharedBody, type: String, cache: String, for request: Request) {
        var headers: HTTPFields = [.cacheControl: cache, .eTag: body.tag]
        if body.compressed != nil { headers[.vary] = "Accept-Encoding, Accept-Language" }
        if let known = request.headers.value(of: .ifNoneMatch), body.isKnown(known) {
            self.init(status: .notModified, headers: headers)
            return
        }
        headers[.contentType] = type
        if let compressed = body.compressed, request.takesGzip {
            headers[.contentEncoding] = "gzip"
            self.init(status: .ok, headers: headers, body: ResponseBody(byteBuffer: compressed))
        } else {
            self.init(status: .ok, headers: headers, body: ResponseBody(byteBuffer: body.plain))
        }
    }

    /// A page for one person: stored by nobody, named to nobody.
    package static func personal(_ html: String, status: HTTPResponse.Status = .ok) -> Response {
        personal(ByteBuffer(string: html), status: status)
    }

    static func personal(_ html: ByteBuffer, status: HTTPResponse.Status) -> Response {
        Response(
            status: status,
            headers: [.contentType: MediaTypes.html, .cacheControl: "no-store", .referrerPolicy: "no-referrer"],
            body: ResponseBody(byteBuffer: html)
        )
    }

    /// The same, compressed where the asker takes it: for pages without a secret, since the length of a compressed page
    /// tells a little of what stands in it.
    package static func personal(
        _ html: String,
        status: HTTPResponse.Status,
        compressedFor request: Request
    ) -> Response {
        var response = personal(html, status: status)
        guard request.takesGzip,
            let compressed = Gzip.compress(Array(html.utf8))
        else { return response }
        response.headers[.contentEncoding] = "gzip"
        response.headers[.vary] = "Accept-Encoding"
        response.body = ResponseBody(byteBuffer: ByteBuffer(bytes: compressed))
        return response
    }

    /// `303`: go and GET that.
    package static func seeOther(_ path: String) -> Response {
        Response(
            status: .seeOther,
            headers: [.location: path, .cacheControl: "no-store", .referrerPolicy: "no-referrer"]
        )
    }
}

enum MediaTypes {
    static let html = "text/html; charset=utf-8"
    static let json = "application/json; charset=utf-8"
    static let plain = "text/plain; charset=utf-8"
    static let bytes = "application/octet-stream"
    static let css = "text/css; charset=utf-8"
    static let csv = "text/csv; charset=utf-8; header=present"
    static let png = "image/png"
    static let script = "text/javascript; charset=utf-8"
}

extension HTTPField.Name {
    static let referrerPolicy = HTTPField.Name("Referrer-Policy") ?? .location
    static let robots = HTTPField.Name("X-Robots-Tag") ?? .location
    static let fetchSite = HTTPField.Name("Sec-Fetch-Site") ?? .location
    static let forwardedFor = HTTPField.Name("X-Forwarded-For") ?? .location
}
