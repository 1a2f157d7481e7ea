import HTTPTypes
import Hummingbird
import Testing
import UndersignedApp
import UndersignedCore
import UndersignedStore
import UndersignedTestSupport
import UndersignedWeb

/// Short requests are answered on the event loop as the router answers them, whatever a client does with its connection.
@Suite struct ExpressLaneTests {
    private static let page = "/petitions/save-the-library"
    private static let path = "/petitions/save-the-library/signatures"

    private static func get(_ path: String, _ more: String = "") -> String {
        "GET \(path) HTTP/1.1\r\nHost: x\r\n\(more)\r\n"
    }

    private static func post(_ path: String, _ body: String, _ more: String = "") -> String {
        "POST \(path) HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            + "Content-Length: \(body.utf8.count)\r\n\(more)\r\n\(body)"
    }

    private static func form(_ number: Int, _ site: WebSite, _ petition: Petition) -> String {
        let token = site.web.formTokens.issue(petitionID: petition.id, now: site.test.now)
        return "name=Person+\(number)&email=person\(number)%40example.org&t=\(token)"
    }

    @Test func `it takes short requests for the busiest addresses, and no others`() async throws {
        let site = try await WebSite()
        let responder = ExpressResponder(SiteRouter(site.web), site.web)
        func takes(_ method: HTTPRequest.Method, _ path: String, _ fields: HTTPFields = [:]) -> Bool {
            responder.route(
                of: HTTPRequest(method: method, scheme: "http", authority: "x", path: path, headerFields: fields)
            ) != nil
        }
        for path in [
            Self.page, "/petitions/x/count.json", "/petitions/x/log/checkpoint", "/petitions/x/log/tile/0/000",
        ] {
            #expect(takes(.get, path), "\(path)")
            #expect(!takes(.head, path) && !takes(.post, path))
        }
        #expect(takes(.post, Self.path) && takes(.post, "/s/x") && takes(.post, "/s/x/withdrawal"))
        for path in ["/", "/petitions/x/history", "/petitions/x/verify", "/petitions/x/names", "/s/x", "/healthz"] {
            #expect(!takes(.get, path), "\(path)")
        }
        #expect(
            !takes(.post, Self.path, [.contentLength: "16385"]) && takes(.post, Self.path, [.contentLength: "16384"])
        )
        #expect(!takes(.post, Self.path, [.expect: "100-continue"]) && !takes(.post, "/hooks/bounces"))
    }

    @Test func `every answer is the one that the router gives`() async throws {
        let site = try await WebSite()
        let petition = try await site.test.open()
        let pending = try Samples.required(try await site.test.ask(Samples.amina, petition))
        let counted = try await site.test.sign(Samples.wei, petition)
        let gone = "/s/\(LinkToken(petitionID: 9, secret: [UInt8](repeating: 1, count: 32))?.text ?? "")"
        let requests = [
            Self.get(Self.page), Self.get(Self.page, "Accept-Encoding: gzip\r\n"), Self.get("/petitions/nobody"),
            Self.get(Self.page + "/count.json"), Self.get(Self.page + "/log/checkpoint"),
            Self.get(Self.page + "/log/x"),
            Self.get(Self.page + "/log/tile/0/000.p/4"), Self.get(Self.page + "/log/tile/entries/000.p/4"),
            Self.get(Self.page + "?lang=xx&p=nobody"), Self.get(Self.path), Self.get("/petitions/%00"),
            Self.post(Self.path, "name=a&name=b"), Self.post(Self.path, "name=%zz"), Self.post(Self.path, ""),
            Self.post(Self.path, "name=Amina", "Accept: application/json\r\n"), Self.post(gone, "text=1"),
            Self.post("/s/\(pending.text)", "text=0"), Self.post("/s/\(pending.text)", "text=9"),
            Self.post("/s/\(counted.text)", "text=1"), Self.post("/s/AAAA", "text=1"),
            Self.post("/s/\(pending.text)", "text=1", "Sec-Fetch-Site: cross-site\r\n"),
            "POST \(Self.path) HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nContent-Length: 1\r\n\r\nx",
        ]
        try await site.serve { plain in
            try await site.serve(express: true) { express in
                var statuses: Set<Int> = []
                for request in requests {
                    let expected = try await Self.one(request, plain)
                    #expect(try await Self.one(request, express) == expected, "\(request)")
                    statuses.insert(expected.status)
                }
                #expect(statuses.isSuperset(of: [200, 303, 400, 403, 404, 405, 409, 415, 422]))
            }
        }
    }

    /// The answer on a connection of its own, in which nothing differs from one moment to the next.
    private static func one(_ request: String, _ port: Int) async throws -> RawConnection.Answer {
        let connection = try RawConnection(port: port)
        try connection.send(request)
        let answer = try await connection.answer()
        #expect(answer.headers["date"]?.hasSuffix(" GMT") == true)
        return answer.comparable
    }

    @Test func `requests sent at once are answered in their order, whoever answers them`() async throws {
        let site = try await WebSite()
        let petition = try await site.test.open()
        let link = try Samples.required(try await site.test.ask(Samples.amina, petition))
        try await site.serve(express: true) { port in
            let connection = try RawConnection(port: port)
            let asks = (1...40).map { Self.post(Self.path, Self.form($0, site, petition)) }
            let others = [
                Self.get("/healthz"), Self.get(Self.page), Self.get(Self.page + "/names"),
                Self.post("/s/\(link.text)", "text=1"), Self.get("/nowhere"), Self.get(Self.page + "/count.json"),
            ]
            try connection.send((asks + others + asks.prefix(1)).joined())
            for _ in asks { #expect(try await connection.answer().status == 303) }
            var statuses: [Int] = []
            for _ in others { statuses.append(try await connection.answer().status) }
            #expect(statuses == [200, 200, 200, 303, 404, 200])
            #expect(try await connection.answer().status == 303)
        }
        #expect(try await site.test.rowCount(.signature) == 41)
        #expect(try await site.test.counts(petition).total == 1)
    }

    @Test func `a body that comes in pieces is one body, and others are answered meanwhile`() async throws {
        let site = try await WebSite()
        let petition = try await site.test.open()
        try await site.serve(express: true) { port in
            let slow = try RawConnection(port: port)
            let request = Self.post(Self.path, Self.form(1, site, petition))
            let pieces = [request.prefix(30), request.dropFirst(30).dropLast(20), request.suffix(20).prefix(19)]
            for (number, piece) in pieces.enumerated() {
                try slow.send(String(piece))
                #expect(
                    try await Self.one(Self.post(Self.path, Self.form(10 + number, site, petition)), port).status == 303
                )
            }
            try slow.send(String(request.suffix(1)))
            #expect(try await slow.answer().status == 303)
        }
        #expect(try await site.test.rowCount(.signature) == 4)
    }

    @Test func `a body over 16 KiB is refused, announced or not, and the connection goes on`() async throws {
        let site = try await WebSite()
        let petition = try await site.test.open()
        try await site.serve(express: true) { port in
            let connection = try RawConnection(port: port)
            let long = "name=" + String(repeating: "a", count: 20_000)
            try connection.send(Self.post(Self.path, long))
            #expect(try await connection.answer().status == 413)
            let chunk = String(repeating: "a", count: 1_000)
            let chunks = String(repeating: "3e8\r\n\(chunk)\r\n", count: 20) + "0\r\n\r\n"
            try connection.send(
                "POST \(Self.path) HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                    + "Transfer-Encoding: chunked\r\n\r\n\(chunks)"
            )
            #expect(try await connection.answer().status == 413)
            try connection.send(Self.post(Self.path, Self.form(1, site, petition)))
            #expect(try await connection.answer().status == 303)
        }
        #expect(try await site.test.rowCount(.signature) == 1)
    }

    @Test func `what is no HTTP is refused after the answers before it, and ends the connection`() async throws {
        let site = try await WebSite()
        let petition = try await site.test.open()
        try await site.serve(express: true) { port in
            let connection = try RawConnection(port: port)
            try connection.send(Self.post(Self.path, Self.form(1, site, petition)) + "nonsense\r\n\r\n")
            #expect(try await connection.answer().status == 303)
            #expect(try await connection.answer().status == 400)
            #expect(await connection.isEnded())
        }
        #expect(try await site.test.rowCount(.signature) == 1)
    }

    @Test func `a connection ends when its client said so, and not before the answer`() async throws {
        let site = try await WebSite()
        let petition = try await site.test.open()
        try await site.serve(express: true) { port in
            let closing = try RawConnection(port: port)
            let body = Self.form(1, site, petition)
            try closing.send(Self.post(Self.path, body, "Connection: close\r\n") + Self.get(Self.page))
            #expect(try await closing.answer().status == 303)
            #expect(await closing.isEnded(), "what comes after the last request is not read")

            let old = try RawConnection(port: port)
            try old.send("GET \(Self.page)/count.json HTTP/1.0\r\nHost: x\r\n\r\n")
            #expect(try await old.answer().status == 200)
            #expect(await old.isEnded())

            let half = try RawConnection(port: port)
            try half.send(Self.post(Self.path, Self.form(2, site, petition)))
            half.finishSending()
            #expect(try await half.answer().status == 303)
            #expect(await half.isEnded())
        }
        #expect(try await site.test.rowCount(.signature) == 2)
    }

    // said plainly, with the answers kept.
    @Test func `a full pool answers 503 with Retry-After here too`() async throws {
        let site = try await WebSite(poolLimit: 0)
        let petition = try await site.test.open()
        let token = try Samples.required(try await site.test.ask(Samples.amina, petition))
        try await site.serve(express: true) { port in
            let answer = try await Self.one(Self.post("/s/\(token.text)", "text=1"), port)
            #expect(answer.status == 503 && answer.headers["retry-after"] == "5")
            #expect(String(decoding: answer.body, as: UTF8.self).contains("name=\"text\""))
        }
    }
}
