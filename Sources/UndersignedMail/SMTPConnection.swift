import CCurl

/// One libcurl handle and the connection it keeps open, confined to the thread that made it.
@safe
final class SMTPConnection {
    private let settings: SMTPSettings
    private let handle: UnsafeMutableRawPointer?
    /// What the open connection offered when it was made.
    private var offersUTF8 = false

    init(_ settings: SMTPSettings) {
        self.settings = settings
        unsafe handle = ccurl_start() == 0 ? curl_easy_init() : nil
    }

    deinit {
        unsafe curl_easy_cleanup(handle)
    }

    /// Hands one mail over, on the open connection where there is one.
    ///
    /// Blocks for at most the total limit, twice where the open connection turned out to be dead.
    /// - Parameters:
    ///   - message: The mail; its envelope is read here.
    ///   - bytes: The mail as rendered.
    /// - Returns: What became of it.
    func deliver(_ message: MailMessage, as bytes: [UInt8]) -> Delivery {
        guard unsafe handle != nil else { return .refusedForNow(reply: "the mail client did not start") }
        let (first, isWorthRepeating) = attempt(message, as: bytes, onNewConnection: false)
        // Nothing of the mail had left yet, so that trying again at once can't make a second copy.
        return isWorthRepeating ? attempt(message, as: bytes, onNewConnection: true).delivery : first
    }

    private func attempt(
        _ message: MailMessage,
        as bytes: [UInt8],
        onNewConnection isNew: Bool
    ) -> (delivery: Delivery, isWorthRepeating: Bool) {
        let needsUTF8 = [message.to, message.envelopeSender].contains(where: AddressSpecification.needsUTF8)
        let talk = SMTPConversation(message: bytes, needsUTF8: needsUTF8, offersUTF8: offersUTF8)
        let recipients = unsafe curl_slist_append(nil, message.to)
        defer { unsafe curl_slist_free_all(recipients) }
        unsafe curl_easy_reset(handle)
        guard
            configure(), address(message, byteCount: bytes.count, onNewConnection: isNew),
            unsafe ccurl_set_list(handle, CURLOPT_MAIL_RCPT, recipients) == CURLE_OK
        else { return (.refusedForNow(reply: "the mail client does not know an option it needs"), false) }
        let result = perform(talk)
        offersUTF8 = talk.offersUTF8
        let isWorthRepeating = result != CURLE_OK && !isNew && isReused && talk.isStale
        return (talk.delivery(after: result), isWorthRepeating)
    }

    /// Runs the transfer while libcurl's callbacks speak to `talk`.
    private func perform(_ talk: SMTPConversation) -> CURLcode {
        // Alive until the transfer has ended; the callbacks run inside `curl_easy_perform`, on this thread.
        let context = unsafe Unmanaged.passUnretained(talk).toOpaque()
        return withExtendedLifetime(talk) {
            unsafe ccurl_set_reader(handle, readMail, context)
            unsafe ccurl_set_listener(handle, hearConversation, context)
            let result = unsafe curl_easy_perform(handle)
            // The handle outlives `talk`: closing the connection later must not speak to it.
            unsafe ccurl_set_long(handle, CURLOPT_VERBOSE, 0)
            return result
        }
    }

    /// Whether the last transfer used a connection made for an earlier one.
    private var isReused: Bool {
        var count = 1
        unsafe ccurl_get_long(handle, CURLINFO_NUM_CONNECTS, &count)
        return count == 0
    }

    /// What is the same for each mail.
    private func configure() -> Bool {
        let level = settings.security == .insecure ? CURLUSESSL_TRY : CURLUSESSL_ALL
        let isVerified = settings.security != .insecure
        var answers = [
            set(CURLOPT_NOSIGNAL, 1), set(CURLOPT_VERBOSE, 1), set(CURLOPT_UPLOAD, 1),
            set(CURLOPT_CONNECTTIMEOUT_MS, settings.connectLimitMilliseconds),
            set(CURLOPT_TIMEOUT_MS, settings.totalLimitMilliseconds),
            set(CURLOPT_USE_SSL, Int(level.rawValue)),
            set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2)),
            set(CURLOPT_SSL_VERIFYPEER, isVerified ? 1 : 0), set(CURLOPT_SSL_VERIFYHOST, isVerified ? 2 : 0),
            set(CURLOPT_PROTOCOLS_STR, "smtp,smtps"),
            // A proxy of the environment is not a way for mail.
            set(CURLOPT_PROXY, ""),
        ]
        if let file = settings.authorityFile {
            answers.append(set(CURLOPT_CAINFO, file))
        }
        if let login = settings.login {
            answers += [set(CURLOPT_USERNAME, login.user), set(CURLOPT_PASSWORD, login.password)]
        }
        return answers.allSatisfy { $0 == CURLE_OK }
    }

    /// What belongs to this mail.
    private func address(_ message: MailMessage, byteCount: Int, onNewConnection isNew: Bool) -> Bool {
        let scheme = settings.security == .implicitTLS ? "smtps" : "smtp"
        let host = settings.host.contains(":") ? "[\(settings.host)]" : settings.host
        // The name given in EHLO: the site's own, and not that of the machine.
        let domain = AddressSpecification.domain(of: message.from.address)
        let greeting = AddressSpecification.needsUTF8(domain) ? "localhost" : domain
        return [
            set(CURLOPT_URL, "\(scheme)://\(host):\(settings.port)/\(greeting)"),
            set(CURLOPT_MAIL_FROM, message.envelopeSender),
            set(CURLOPT_INFILESIZE, byteCount), set(CURLOPT_FRESH_CONNECT, isNew ? 1 : 0),
        ].allSatisfy { $0 == CURLE_OK }
    }

    private func set(_ option: CURLoption, _ value: Int) -> CURLcode {
        unsafe ccurl_set_long(handle, option, value)
    }

    private func set(_ option: CURLoption, _ value: String) -> CURLcode {
        unsafe ccurl_set_text(handle, option, value)
    }
}

/// libcurl asks for the next bytes of the mail.
private func readMail(
    _ buffer: UnsafeMutablePointer<CChar>?,
    _ size: Int,
    _ count: Int,
    _ context: UnsafeMutableRawPointer?
) -> Int {
    guard let buffer = unsafe buffer, let context = unsafe context else { return Int(CURL_READFUNC_ABORT) }
    let talk = unsafe Unmanaged<SMTPConversation>.fromOpaque(context).takeUnretainedValue()
    let room = unsafe UnsafeMutableRawBufferPointer(start: buffer, count: size * count)
    return unsafe talk.fill(room) ?? Int(CURL_READFUNC_ABORT)
}

/// libcurl tells what was said: a command, or one line of a reply.
private func hearConversation(
    _ handle: UnsafeMutableRawPointer?,
    _ kind: curl_infotype,
    _ text: UnsafeMutablePointer<CChar>?,
    _ count: Int,
    _ context: UnsafeMutableRawPointer?
) -> Int32 {
    guard let text = unsafe text, let context = unsafe context else { return 0 }
    let talk = unsafe Unmanaged<SMTPConversation>.fromOpaque(context).takeUnretainedValue()
    let line = unsafe [UInt8](UnsafeRawBufferPointer(start: text, count: count))
    if kind == CURLINFO_HEADER_OUT {
        talk.hear(command: line)
    } else if kind == CURLINFO_HEADER_IN {
        talk.hear(reply: line)
    }
    return 0
}
