import Foundation
import Testing
import UndersignedCurl

struct HTTPClientTests {
    /// Long enough for a busy machine: who answers is heard in time.
    private static let bounds = HTTPBounds(seconds: 10, limitBytes: 64 * 1_024)

    private func silence(of stranger: HTTPStranger, _ client: HTTPClient) async -> HTTPSilence? {
        do {
            _ = try await client.answer(to: HTTPRequest(stranger.address))
            return nil
        } catch {
            return error
        }
    }

    @Test(.timeLimit(.minutes(5)))
    func `servers that flood, hang or drip are left, and hold up no other`() async throws {
        let client = HTTPClient(Self.bounds, connections: 8)
        let manners: [(HTTPStranger.Manner, HTTPSilence?)] = [
            (.flood, .tooLong), (.flood, .tooLong), (.flood, .tooLong), (.flood, .tooLong), (.hang, .late),
            (.drip, .late),
            (.answer("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"), nil),
        ]
        try await withThrowingTaskGroup { group in
            for (manner, expected) in manners {
                group.addTask { [self] in
                    let stranger = try HTTPStranger(manner)
                    defer { stranger.stop() }
                    let found = await silence(of: stranger, client)
                    #expect(found == expected)
                }
            }
            try await group.waitForAll()
        }
    }

    @Test func `an answer comes as it is, and so does the next one`() async throws {
        let stranger = try HTTPStranger(
            .answer("HTTP/1.1 409 No\r\nContent-Type: Text/X.Tlog.Size; a=b\r\nContent-Length: 3\r\n\r\n20\n")
        )
        defer { stranger.stop() }
        let client = HTTPClient(Self.bounds, connections: 1)
        let body = Array("old 3\n\n".utf8)
        for _ in 0..<2 {
            let answer = try await client.answer(
                to: HTTPRequest(stranger.address + "/add-checkpoint", sending: body, as: "text/plain; charset=utf-8")
            )
            #expect(answer.status == 409)
            #expect(answer.mediaType == "text/x.tlog.size")
            #expect(answer.redirect == nil)
            #expect(answer.body == Array("20\n".utf8))
        }
        let request = try #require(stranger.requests.first)
        #expect(request.hasPrefix("POST /add-checkpoint HTTP/1.1\r\n"))
        #expect(request.hasSuffix("\r\n\r\nold 3\n\n"))
        #expect(request.contains("Content-Type: text/plain; charset=utf-8\r\n"))
        // What was sent before is not sent again.
        _ = try await client.answer(to: HTTPRequest(stranger.address))
        #expect(stranger.requests.last?.hasPrefix("GET / HTTP/1.1\r\n") == true)
        #expect(stranger.requests.last?.hasSuffix("\r\n\r\n") == true)
    }

    @Test func `a redirect is told and not followed`() async throws {
        let stranger = try HTTPStranger(
            .answer("HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n")
        )
        defer { stranger.stop() }
        let answer = try await HTTPClient(Self.bounds, connections: 1).answer(to: HTTPRequest(stranger.address))
        #expect(answer.status == 302)
        #expect(answer.redirect == stranger.address + "/elsewhere")
        #expect(stranger.requests.count == 1)
    }

    @Test(.timeLimit(.minutes(5)))
    func `who asks no longer is not kept waiting`() async throws {
        let (asked, signal) = AsyncStream.makeStream(of: Void.self)
        let stranger = try HTTPStranger(.hang) { signal.yield() }
        defer { stranger.stop() }
        let client = HTTPClient(HTTPBounds(seconds: 600, limitBytes: 1), connections: 1)
        let task = Task { await silence(of: stranger, client) }
        for await _ in asked { break }
        task.cancel()
        #expect(await task.value == .cancelled)
    }

    @Test(arguments: ["file:///etc/hostname", "ftp://127.0.0.1:1/", "gopher://127.0.0.1:1/", "127.0.0.1:1"])
    func `nothing but HTTP is spoken`(address: String) async throws {
        let client = HTTPClient(Self.bounds, connections: 1)
        let silence = await #expect(throws: HTTPSilence.self) {
            try await client.answer(to: HTTPRequest(address))
        }
        guard case .broken = silence else {
            Issue.record("\(address): \(String(describing: silence))")
            return
        }
    }

    @Test func `a name that nobody has is told apart`() async throws {
        let client = HTTPClient(HTTPBounds(seconds: 60, limitBytes: 1), connections: 1)
        await #expect(throws: HTTPSilence.unknownHost) {
            try await client.answer(to: HTTPRequest("http://nobody.invalid/"))
        }
    }
}
