import CCurl

/// What was said in one delivery: how far it came, and what the mail server last answered.
///
/// Keeps reply codes only. The words of a server may repeat an address or a password, so they are dropped at once.
final class SMTPConversation {
    enum Phase: String {
        case connection = "connecting"
        case greeting = "the greeting"
        case hello = "EHLO"
        case security = "STARTTLS"
        case login = "AUTH"
        case sender = "MAIL FROM"
        case recipient = "RCPT TO"
        case data = "DATA"
        case body = "the mail"
    }

    private(set) var phase = Phase.connection
    /// The code of the newest complete reply and its enhanced code: `250`, `550 5.1.1`.
    private(set) var reply: String?
    /// Whether the reply answers the newest command.
    private(set) var hasAnswer = false
    private(set) var offersUTF8: Bool
    private let message: [UInt8]
    private let needsUTF8: Bool
    private var sentCount = 0
    /// From QUIT on nothing concerns this mail.
    private var isOver = false

    /// - Parameters:
    ///   - message: The mail as rendered.
    ///   - needsUTF8: Whether an address of the mail is not ASCII.
    ///   - offersUTF8: Whether the connection that may be used again offered SMTPUTF8.
    init(message: [UInt8], needsUTF8: Bool, offersUTF8: Bool) {
        self.message = message
        self.needsUTF8 = needsUTF8
        self.offersUTF8 = offersUTF8
    }

    /// Whether the server was asked to take an address that it never said it understands.
    var lacksUTF8: Bool { needsUTF8 && !offersUTF8 && [.sender, .recipient, .data, .body].contains(phase) }

    /// Whether the mail left whole, so that only the answer is missing.
    var isSentWhole: Bool { phase == .body && sentCount == message.count }

    /// The next bytes of the mail, into a buffer of libcurl's; nil to break the delivery off.
    func fill(_ buffer: UnsafeMutableRawBufferPointer) -> Int? {
        guard !lacksUTF8 else { return nil }
        let rest = message[sentCount...].prefix(buffer.count)
        unsafe buffer.copyBytes(from: rest)
        sentCount += rest.count
        return rest.count
    }

    /// Notes the verb of a command; its arguments are not looked at.
    func hear(command: [UInt8]) {
        let verb = String(decoding: command.prefix { $0 != 0x20 && $0 != 0x0D }, as: UTF8.self).uppercased()
        isOver = verb == "QUIT"
        guard !isOver else { return }
        hasAnswer = false
        switch verb {
        case "EHLO", "HELO":
            phase = .hello
            // What was offered before TLS does not count afterwards.
            offersUTF8 = false
        case "STARTTLS": phase = .security
        case "AUTH": phase = .login
        case "MAIL": phase = .sender
        case "RCPT": phase = .recipient
        case "DATA": phase = .data
        default: break  // The second line of a login.
        }
    }

    /// Notes one line of a reply.
    func hear(reply line: [UInt8]) {
        guard !isOver, line.count >= 4 else { return }
        if phase == .connection {
            phase = .greeting
        }
        if phase == .hello, line.dropFirst(4).starts(with: Array("SMTPUTF8".utf8)) {
            offersUTF8 = true
        }
        guard line[3] != UInt8(ascii: "-") else { return }
        reply = Self.codes(of: line)
        hasAnswer = true
        if phase == .data, line[0] == UInt8(ascii: "3") {
            phase = .body
            hasAnswer = false
        }
    }

    /// `550 5.1.1`: three digits, and RFC 3463's three numbers where they follow.
    private static func codes(of line: [UInt8]) -> String {
        let words = line.split(whereSeparator: { $0 == 0x20 || $0 == 0x0D || $0 == 0x0A })
        let isDigit = { (byte: UInt8) in (0x30...0x39).contains(byte) }
        guard let first = words.first, first.count == 3, first.allSatisfy(isDigit) else { return "no SMTP" }
        let code = String(decoding: first, as: UTF8.self)
        guard words.count > 1 else { return code }
        let numbers = words[1].split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        let isEnhanced =
            numbers.count == 3 && numbers.allSatisfy { (1...3).contains($0.count) && $0.allSatisfy(isDigit) }
        return isEnhanced ? "\(code) \(String(decoding: words[1], as: UTF8.self))" : code
    }
}
