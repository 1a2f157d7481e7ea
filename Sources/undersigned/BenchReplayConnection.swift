package import NIOCore

/// One kept connection: a request goes out, its answer comes back, then the next.
///
/// A reader of its own instead of a whole HTTP client: the load shares its cores with the server it measures.
final class BenchReplayConnection: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let pool: BenchReplayPool
    private var context: ChannelHandlerContext?
    private var received = ByteBuffer()
    private var head: BenchReplayHead?
    private(set) var request: BenchReplayRequest?
    private var hasAnswered = false

    init(pool: BenchReplayPool) {
        self.pool = pool
    }

    func channelActive(context: ChannelHandlerContext) {
        self.context = context
        pool.opened(self)
    }

    /// Sends a request; there is none under way.
    func send(_ request: BenchReplayRequest) {
        self.request = request
        context?.writeAndFlush(wrapOutboundOut(request.bytes), promise: nil)
    }

    func close() {
        context?.close(promise: nil)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var part = unwrapInboundIn(data)
        if received.readableBytes == 0 { received = part } else { received.writeBuffer(&part) }
        if head == nil {
            guard let found = BenchReplayHead(in: received) else { return }
            head = found
        }
        guard let head, received.readableBytes >= head.length + head.bodyLength, let request else { return }
        let body =
            request.kind.isSample
            ? received.getBytes(at: received.readerIndex + head.length, length: head.bodyLength) ?? [] : []
        received.clear()
        self.head = nil
        self.request = nil
        hasAnswered = true
        let answer = BenchReplayAnswer(status: head.status, body: body, at: .now())
        if head.isLast { context.close(promise: nil) } else { pool.isFree(self) }
        pool.answered(request, answer)
    }

    func channelInactive(context: ChannelHandlerContext) {
        self.context = nil
        let unanswered = request
        request = nil
        pool.closed(self)
        guard let unanswered else { return }
        // A server may close a quiet connection at the moment at which we use it (RFC 9112, 9.3.1).
        if hasAnswered, head == nil, received.readableBytes == 0, !unanswered.isRepeated {
            pool.repeated(unanswered)
        } else {
            pool.answered(unanswered, BenchReplayAnswer(status: 0, body: [], at: .now()))
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }
}

/// The head of an answer, as far as the load needs it.
package struct BenchReplayHead {
    package let status: Int
    /// Bytes up to the body.
    package let length: Int
    package let bodyLength: Int
    /// Whether the server closes the connection after it.
    package let isLast: Bool

    /// Nil while it is not there whole.
    package init?(in buffer: ByteBuffer) {
        let found = buffer.withUnsafeReadableBytes { bytes -> Self? in
            guard bytes.count > 12, let end = Self.end(of: bytes) else { return nil }
            var status = 0
            for place in 9..<12 { status = status * 10 + Int(bytes[place] &- 0x30) }
            let length = status == 304 ? 0 : Self.number(after: "content-length:", in: bytes, end)
            let isLast = Self.position(of: "connection: close", in: bytes, end) != nil
            return Self(status: status, length: end, bodyLength: length, isLast: isLast)
        }
        guard let found else { return nil }
        self = found
    }

    private init(status: Int, length: Int, bodyLength: Int, isLast: Bool) {
        (self.status, self.length, self.bodyLength, self.isLast) = (status, length, bodyLength, isLast)
    }

    private static func end(of bytes: UnsafeRawBufferPointer) -> Int? {
        var place = 3
        while place < bytes.count {
            // A line feed stands at every line's end only: three of four bytes are looked at once.
            if bytes[place] == 0x0A, bytes[place - 2] == 0x0A { return place + 1 }
            place += 1
        }
        return nil
    }

    private static func number(after name: StaticString, in bytes: UnsafeRawBufferPointer, _ end: Int) -> Int {
        guard var place = position(of: name, in: bytes, end).map({ $0 + name.utf8CodeUnitCount }) else { return 0 }
        var number = 0
        while place < end, bytes[place] == 0x20 { place += 1 }
        while place < end, (0x30...0x39).contains(bytes[place]) {
            number = number * 10 + Int(bytes[place] - 0x30)
            place += 1
        }
        return number
    }

    /// Where a line begins with a text of small letters, whatever the case in the head.
    private static func position(of text: StaticString, in bytes: UnsafeRawBufferPointer, _ end: Int) -> Int? {
        let wanted = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
        var line = 0
        while line + wanted.count < end {
            if wanted.indices.allSatisfy({ (bytes[line + $0] | 0x20) == (wanted[$0] | 0x20) }) { return line }
            while line < end, bytes[line] != 0x0A { line += 1 }
            line += 1
        }
        return nil
    }
}
