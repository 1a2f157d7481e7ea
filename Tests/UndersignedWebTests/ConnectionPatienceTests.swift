import HTTPTypes
import NIOCore
import NIOEmbedded
import NIOHTTPTypes
import Testing
import UndersignedWeb

/// slow, silent and endless clients; the event loop's time is moved by hand.
@Suite struct ConnectionPatienceTests {
    private static let head = HTTPRequestPart.head(
        HTTPRequest(method: .post, scheme: "http", authority: "a.example.org", path: "/s/AAAA")
    )
    private static let answer = HTTPResponsePart.head(HTTPResponse(status: .ok))

    private static func connect(_ crowd: ConnectionCrowd, from address: String = "192.0.2.1") throws -> EmbeddedChannel
    {
        let channel = EmbeddedChannel(handler: ConnectionPatience(crowd: crowd))
        let peer = try SocketAddress(ipAddress: address, port: 40_000)
        channel.remoteAddress = peer
        channel.connect(to: peer, promise: nil)
        return channel
    }

    private static func isOpen(_ channel: EmbeddedChannel, after time: TimeAmount) -> Bool {
        channel.embeddedEventLoop.advanceTime(by: time)
        return channel.isActive
    }

    private static func answer(_ channel: EmbeddedChannel) throws {
        try channel.writeOutbound(answer)
        try channel.writeOutbound(HTTPResponsePart.end(nil))
    }

    @Test func `a head that never comes is waited for fifteen seconds`() throws {
        let channel = try Self.connect(ConnectionCrowd(limit: 100))
        #expect(Self.isOpen(channel, after: .seconds(14)))
        #expect(!Self.isOpen(channel, after: .seconds(2)))
    }

    @Test func `a body that never ends is waited for thirty seconds`() throws {
        let channel = try Self.connect(ConnectionCrowd(limit: 100))
        try channel.writeInbound(Self.head)
        for _ in 0..<29 {
            try channel.writeInbound(HTTPRequestPart.body(ByteBuffer(string: "x")))
            #expect(Self.isOpen(channel, after: .seconds(1)))
        }
        #expect(!Self.isOpen(channel, after: .seconds(2)), "drops of a body do not buy time")
    }

    @Test func `an answer takes as long as it takes, and a quiet minute after it ends the connection`() throws {
        let channel = try Self.connect(ConnectionCrowd(limit: 100))
        try channel.writeInbound(Self.head)
        try channel.writeInbound(HTTPRequestPart.end(nil))
        #expect(Self.isOpen(channel, after: .minutes(5)))
        try Self.answer(channel)
        #expect(Self.isOpen(channel, after: .seconds(58)))
        #expect(!Self.isOpen(channel, after: .seconds(5)))
    }

    @Test func `a body of more than a megabyte ends the connection`() throws {
        let channel = try Self.connect(ConnectionCrowd(limit: 100))
        try channel.writeInbound(Self.head)
        let part = ByteBuffer(repeating: 0x61, count: ConnectionPatience.bodyLimit / 4)
        for _ in 0..<4 { try channel.writeInbound(HTTPRequestPart.body(part)) }
        #expect(Self.isOpen(channel, after: .zero))
        try channel.writeInbound(HTTPRequestPart.body(ByteBuffer(string: "x")))
        #expect(!Self.isOpen(channel, after: .zero))
    }

    @Test func `a file of an organiser may be longer, is waited for accordingly, and ends too`() throws {
        for (path, isTaken) in [("/admin/evidence", true), ("/administration", false)] {
            let channel = try Self.connect(ConnectionCrowd(limit: 100))
            var request = HTTPRequest(method: .post, scheme: nil, authority: nil, path: path)
            request.headerFields[.contentLength] = "\(3 * ConnectionPatience.bodyLimit)"
            try channel.writeInbound(HTTPRequestPart.head(request))
            let part = ByteBuffer(repeating: 0x61, count: ConnectionPatience.bodyLimit / 2)
            for _ in 0..<3 { try channel.writeInbound(HTTPRequestPart.body(part)) }
            #expect(Self.isOpen(channel, after: .seconds(80)) == isTaken, "\(path)")
            guard isTaken else { continue }
            for _ in 0..<3 { try channel.writeInbound(HTTPRequestPart.body(part)) }
            #expect(Self.isOpen(channel, after: .zero))
            try channel.writeInbound(HTTPRequestPart.body(ByteBuffer(string: "x")))
            #expect(!Self.isOpen(channel, after: .zero))
        }
    }

    @Test func `the more connections there are, the less patience each finds`() throws {
        let crowd = ConnectionCrowd(limit: 10)
        let first = try Self.connect(crowd)
        try first.writeInbound(Self.head)
        try first.writeInbound(HTTPRequestPart.end(nil))
        try Self.answer(first)
        #expect(crowd.patience == .roomy)
        var others = try (0..<4).map { _ in try Self.connect(crowd) }
        #expect(crowd.openCount == 5 && crowd.patience == .crowded)
        others += try (0..<3).map { _ in try Self.connect(crowd) }
        #expect(crowd.openCount == 8 && crowd.patience == .full)
        #expect(!Self.isOpen(first, after: .seconds(6)), "who is quiet makes room")
        #expect(crowd.openCount == 7 && crowd.patience == .crowded)
        for other in others { other.embeddedEventLoop.advanceTime(by: .seconds(20)) }
        #expect(crowd.openCount == 0 && crowd.patience == .roomy)
    }

    @Test func `one address may be held to a number of connections, and others are not`() throws {
        let crowd = ConnectionCrowd(limit: 100, limitPerAddress: 2)
        let first = try Self.connect(crowd)
        _ = try Self.connect(crowd)
        #expect(!Self.isOpen(try Self.connect(crowd), after: .zero))
        #expect(Self.isOpen(try Self.connect(crowd, from: "192.0.2.2"), after: .zero))
        #expect(crowd.openCount == 3)
        _ = try first.finish()
        #expect(Self.isOpen(try Self.connect(crowd), after: .zero), "its place is free again")
    }

    //
    @Test func `a server that ends waits three seconds for the rest of a body`() throws {
        let channel = try Self.connect(ConnectionCrowd(limit: 100))
        try channel.writeInbound(Self.head)
        channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
        #expect(Self.isOpen(channel, after: .seconds(2)))
        #expect(!Self.isOpen(channel, after: .seconds(2)))
    }

    @Test func `a server that ends finishes the answer that is under way`() throws {
        let channel = try Self.connect(ConnectionCrowd(limit: 100))
        try channel.writeInbound(Self.head)
        try channel.writeInbound(HTTPRequestPart.end(nil))
        channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
        #expect(Self.isOpen(channel, after: .seconds(60)))
    }
}
