import NIOCore

/// One request of the replay, with the time it was due.
struct BenchReplayRequest {
    /// What it is, for the series; signing and looking have connections of their own.
    enum Kind: Int, CaseIterable {
        case ask, confirm, page, count
        /// A whole page, read as a person reads it, once a second.
        case samplePage
        /// `count.json`, the same.
        case sampleCount

        var isSigning: Bool { self == .ask || self == .confirm }
        var isSample: Bool { self == .samplePage || self == .sampleCount }
    }

    let kind: Kind
    /// The person's number; 0 for those who look.
    let person: Int
    let due: NIODeadline
    let bytes: ByteBuffer
    /// Sent again once where a connection that had been quiet for a while turns out to be closed.
    var isRepeated = false

    /// Whether an answer is the one that was hoped for.
    func isFulfilled(by status: Int) -> Bool {
        switch kind {
        case .ask, .confirm: status == 303
        case .page, .count: status == 200 || status == 304
        case .samplePage, .sampleCount: status == 200
        }
    }
}

/// What came back.
struct BenchReplayAnswer {
    /// The HTTP status; 0 where no answer came.
    let status: Int
    /// Kept of samples only.
    let body: [UInt8]
    let at: NIODeadline
}

/// The bytes of the requests.
struct BenchReplayWriter {
    let host: String
    let slug: String
    /// Tells this run's people from those of other runs.
    let run: String
    /// The hidden field of the petition's page.
    var formToken: String

    private static let given = ["Amina", "Zo%C3%AB", "Jos%C3%A9", "Mary+Ann", "Bj%C3%B6rn", "Wei", "Fatima"]
    private static let family = ["O%27Neill", "M%C3%BCller", "Diallo", "Tanaka", "Silva"]

    /// The local part of a person's address.
    func mailbox(_ person: Int) -> String { "\(run)-\(person)" }

    func ask(_ person: Int, due: NIODeadline) -> BenchReplayRequest {
        let name = Self.given[person % Self.given.count] + "+" + Self.family[person % Self.family.count]
        let body = """
            key=\(run)\(person)&t=\(formToken)&name=\(name)&email=\(mailbox(person))%40example.org\
            \(person % 3 == 0 ? "&shown=yes" : "")&place=&comment=
            """
        return BenchReplayRequest(
            kind: .ask,
            person: person,
            due: due,
            bytes: post("/petitions/\(slug)/signatures", body)
        )
    }

    func confirm(_ person: Int, link: String, due: NIODeadline) -> BenchReplayRequest {
        BenchReplayRequest(kind: .confirm, person: person, due: due, bytes: post(link, "text=1"))
    }

    /// A page as browsers ask for it.
    func page() -> ByteBuffer { get("/petitions/\(slug)", "Accept-Encoding: gzip, br\r\n") }

    /// A page as text.
    func plainPage() -> ByteBuffer { get("/petitions/\(slug)", "") }

    /// A poll of the count.
    func count() -> ByteBuffer { get("/petitions/\(slug)/count.json", "") }

    private func get(_ path: String, _ more: String) -> ByteBuffer {
        ByteBuffer(string: "GET \(path) HTTP/1.1\r\nHost: \(host)\r\nAccept-Language: en\r\n\(more)\r\n")
    }

    private func post(_ path: String, _ body: String) -> ByteBuffer {
        ByteBuffer(
            string: """
                POST \(path) HTTP/1.1\r\nHost: \(host)\r\nAccept-Language: en\r\nSec-Fetch-Site: same-origin\r\n\
                Content-Type: application/x-www-form-urlencoded\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)
                """
        )
    }
}
