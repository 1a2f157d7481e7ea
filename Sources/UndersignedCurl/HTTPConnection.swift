import CCurl

/// One libcurl handle and the connection it keeps open, confined to the thread that made it.
///
/// The easy interface and not the multi one: there, a server that sends without end kept the thread that served all
/// conversations busy, and no other one was answered or ended any more.
@safe
final class HTTPConnection {
    private let bounds: HTTPBounds
    private let proxy: String?
    private let handle: UnsafeMutableRawPointer?

    init(_ bounds: HTTPBounds, proxy: String?) {
        (self.bounds, self.proxy) = (bounds, proxy)
        unsafe handle = ccurl_start() == 0 ? curl_easy_init() : nil
    }

    deinit {
        unsafe curl_easy_cleanup(handle)
    }

    /// Asks and waits, at most as long as the bounds say.
    func perform(_ request: HTTPRequest, _ exchange: HTTPExchange) -> Result<HTTPAnswer, HTTPSilence> {
        guard !exchange.isEnded else { return .failure(.cancelled) }
        guard unsafe handle != nil else { return .failure(.broken("the HTTP client did not start")) }
        unsafe curl_easy_reset(handle)
        let headers = unsafe Self.headers(of: request)
        defer { unsafe curl_slist_free_all(headers) }
        guard configure(), address(request), unsafe ccurl_set_list(handle, CURLOPT_HTTPHEADER, headers) == CURLE_OK
        else { return .failure(.broken("the HTTP client does not know an option it needs")) }
        let result = transfer(exchange)
        guard result == CURLE_OK else { return .failure(silence(after: result, exchange)) }
        return .success(
            HTTPAnswer(
                status: number(CURLINFO_RESPONSE_CODE),
                mediaType: (text(CURLINFO_CONTENT_TYPE) ?? "").prefix { $0 != ";" && $0 != " " }.lowercased(),
                redirect: text(CURLINFO_REDIRECT_URL),
                fields: request.readFields.reduce(into: [:]) { $0[$1] = field($1) },
                body: exchange.body
            )
        )
    }

    /// Runs the transfer while libcurl's callbacks speak to `exchange`.
    private func transfer(_ exchange: HTTPExchange) -> CURLcode {
        // Alive until the transfer has ended; the callbacks run inside `curl_easy_perform`, on this thread.
        let context = unsafe Unmanaged.passUnretained(exchange).toOpaque()
        return withExtendedLifetime(exchange) {
            unsafe ccurl_set_writer(handle, takePiece, context)
            unsafe ccurl_set_watcher(handle, watchForTheEnd, context)
            let result = unsafe curl_easy_perform(handle)
            // The handle outlives `exchange`: closing the connection later must not speak to it.
            unsafe ccurl_set_long(handle, CURLOPT_NOPROGRESS, 1)
            return result
        }
    }

    private func silence(after result: CURLcode, _ exchange: HTTPExchange) -> HTTPSilence {
        if exchange.isTooLong { return .tooLong }
        return switch result {
        case CURLE_OPERATION_TIMEDOUT: .late
        case CURLE_ABORTED_BY_CALLBACK: .cancelled
        case CURLE_COULDNT_RESOLVE_HOST: .unknownHost
        default: .broken(unsafe String(cString: curl_easy_strerror(result)))
        }
    }

    /// What is the same for each request.
    private func configure() -> Bool {
        [
            set(CURLOPT_NOSIGNAL, 1),
            // A name server that does not answer is not waited for beyond the bounds.
            set(CURLOPT_QUICK_EXIT, 1),
            set(CURLOPT_CONNECTTIMEOUT_MS, bounds.quietSeconds * 1_000),
            set(CURLOPT_TIMEOUT_MS, bounds.seconds * 1_000),
            set(CURLOPT_LOW_SPEED_LIMIT, 1), set(CURLOPT_LOW_SPEED_TIME, bounds.quietSeconds),
            set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2)),
            set(CURLOPT_PROTOCOLS_STR, "http,https"), set(CURLOPT_FOLLOWLOCATION, 0),
            set(CURLOPT_ACCEPT_ENCODING, "gzip, deflate"), set(CURLOPT_USERAGENT, "undersigned"),
        ].allSatisfy { $0 == CURLE_OK } && configureProxy()
    }

    /// Who names a proxy wants nothing past it, whatever the environment excepts.
    private func configureProxy() -> Bool {
        guard let proxy else { return true }
        return set(CURLOPT_PROXY, proxy) == CURLE_OK && set(CURLOPT_NOPROXY, "") == CURLE_OK
    }

    /// What belongs to this request.
    private func address(_ request: HTTPRequest) -> Bool {
        guard set(CURLOPT_URL, request.address) == CURLE_OK else { return false }
        guard let content = request.content else { return true }
        return unsafe content.bytes.withUnsafeBytes { bytes in
            unsafe ccurl_set_body(handle, bytes.baseAddress, bytes.count) == CURLE_OK
        }
    }

    /// To be freed by the caller.
    private static func headers(of request: HTTPRequest) -> UnsafeMutablePointer<curl_slist>? {
        if let bearer = request.bearer { return unsafe curl_slist_append(nil, "Authorization: Bearer \(bearer)") }
        guard let content = request.content else { return nil }
        var list = unsafe curl_slist_append(nil, "Content-Type: \(content.mediaType)")
        if let accepted = request.accepted { unsafe list = curl_slist_append(list, "Accept: \(accepted)") }
        // A short body needs no leave to be sent.
        return unsafe curl_slist_append(list, "Expect:")
    }

    private func set(_ option: CURLoption, _ value: Int) -> CURLcode {
        unsafe ccurl_set_long(handle, option, value)
    }

    private func set(_ option: CURLoption, _ value: String) -> CURLcode {
        unsafe ccurl_set_text(handle, option, value)
    }

    private func number(_ info: CURLINFO) -> Int {
        var value = 0
        unsafe ccurl_get_long(handle, info, &value)
        return value
    }

    /// The first field of that name in the head of the last answer.
    private func field(_ name: String) -> String? {
        var found: UnsafeMutablePointer<curl_header>?
        guard unsafe curl_easy_header(handle, name, 0, UInt32(CURLH_HEADER), -1, &found) == CURLHE_OK else {
            return nil
        }
        return unsafe found.map { unsafe String(cString: $0.pointee.value) }
    }

    private func text(_ info: CURLINFO) -> String? {
        var value: UnsafePointer<CChar>?
        unsafe ccurl_get_text(handle, info, &value)
        return unsafe value.map { unsafe String(cString: $0) }
    }
}

/// libcurl hands over the next bytes of the body; 0 ends the conversation.
private func takePiece(
    _ bytes: UnsafeMutablePointer<CChar>?,
    _ size: Int,
    _ count: Int,
    _ context: UnsafeMutableRawPointer?
) -> Int {
    guard let bytes = unsafe bytes, let context = unsafe context else { return 0 }
    let exchange = unsafe Unmanaged<HTTPExchange>.fromOpaque(context).takeUnretainedValue()
    return unsafe exchange.take(UnsafeRawBufferPointer(start: bytes, count: size * count)) ? size * count : 0
}

/// libcurl asks whether to go on: 0 for yes.
private func watchForTheEnd(
    _ context: UnsafeMutableRawPointer?,
    _: curl_off_t,
    _: curl_off_t,
    _: curl_off_t,
    _: curl_off_t
) -> Int32 {
    guard let context = unsafe context else { return 0 }
    return unsafe Unmanaged<HTTPExchange>.fromOpaque(context).takeUnretainedValue().isEnded ? 1 : 0
}
