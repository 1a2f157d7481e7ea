import HTTPTypes
package import NIOCore
package import NIOHTTPTypes

/// Closes a connection whose client is slow, silent or endless.
///
/// Nobody needs to know of each other: every connection looks at the crowd's patience by itself.
package final class ConnectionPatience: ChannelDuplexHandler, RemovableChannelHandler {
    package typealias InboundIn = HTTPRequestPart
    package typealias InboundOut = HTTPRequestPart
    package typealias OutboundIn = HTTPResponsePart
    package typealias OutboundOut = HTTPResponsePart

    /// No request of this site is longer but organisers' files; a body that goes on behind its refusal ends here.
    package static let bodyLimit = 1 << 20
    /// The same of a file of an organiser, with the form around it.
    package static let fileLimit = 17 << 20
    /// What is still being sent to a server that ends.
    package static let patienceAtEnd = TimeAmount.seconds(3)
    /// The patience may have changed after so long.
    private static let longestLook = TimeAmount.seconds(3)

    private let crowd: ConnectionCrowd
    private var address: String?
    private var look: Scheduled<Void>?
    /// Since when the client owes us something.
    private var since = NIODeadline.uptimeNanoseconds(0)
    private var isReceiving = false
    private var isEnding = false
    private var answering = 0
    private var hasAnswered = false
    private var bodyBytes = 0
    /// Of the request that is under way, in whole bodies as they are allowed elsewhere.
    private var bodies = 1

    package init(crowd: ConnectionCrowd) {
        self.crowd = crowd
    }

    package func handlerAdded(context: ChannelHandlerContext) {
        if context.channel.isActive { begin(context) }
    }

    package func channelActive(context: ChannelHandlerContext) {
        begin(context)
        context.fireChannelActive()
    }

    package func channelInactive(context: ChannelHandlerContext) {
        end()
        context.fireChannelInactive()
    }

    package func handlerRemoved(context: ChannelHandlerContext) {
        end()
    }

    package func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            (isReceiving, bodyBytes) = (true, 0)
            bodies = Self.bodies(head)
            answering += 1
            since = context.eventLoop.now
        case .body(let part):
            bodyBytes += part.readableBytes
            guard bodyBytes <= bodies * Self.bodyLimit else { return context.close(promise: nil) }
        case .end: isReceiving = false
        }
        context.fireChannelRead(data)
    }

    package func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if case .end = unwrapOutboundIn(data) {
            answering -= 1
            hasAnswered = true
            // A body still under way keeps its own deadline.
            if !isReceiving { since = context.eventLoop.now }
        }
        context.write(data, promise: promise)
    }

    package func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is ChannelShouldQuiesceEvent {
            isEnding = true
            since = context.eventLoop.now
            look?.cancel()
            lookAgain(context, in: Self.patienceAtEnd)
        }
        context.fireUserInboundEventTriggered(event)
    }

    /// A file that an organiser sends is announced; each mebibyte of it has the time of a whole body elsewhere.
    private static func bodies(_ head: HTTPRequest) -> Int {
        guard head.path?.hasPrefix("/admin/") == true,
            let length = head.headerFields[.contentLength].flatMap({ Int($0) }), length > bodyLimit
        else { return 1 }
        return (min(length, fileLimit) + bodyLimit - 1) / bodyLimit
    }

    private func begin(_ context: ChannelHandlerContext) {
        guard address == nil else { return }
        let peer = context.remoteAddress?.ipAddress ?? ""
        guard crowd.enter(peer) else { return context.close(promise: nil) }
        address = peer
        since = context.eventLoop.now
        lookAgain(context, in: Self.longestLook)
    }

    private func end() {
        look?.cancel()
        look = nil
        if let address { crowd.leave(address) }
        address = nil
    }

    private func lookAgain(_ context: ChannelHandlerContext, in time: TimeAmount) {
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        look = context.eventLoop.scheduleTask(in: time) {
            let (patience, context) = bound.value
            patience.closeOrLookAgain(context)
        }
    }

    private func closeOrLookAgain(_ context: ChannelHandlerContext) {
        guard let allowed else { return lookAgain(context, in: Self.longestLook) }
        let left = since + allowed - context.eventLoop.now
        if left <= .zero { return context.close(promise: nil) }
        lookAgain(context, in: min(left, Self.longestLook))
    }

    /// How long the client may take from `since` on; nil while it is our turn.
    private var allowed: TimeAmount? {
        let patience = crowd.patience
        if isReceiving { return isEnding ? Self.patienceAtEnd : patience.body * bodies }
        if answering > 0 { return nil }
        return hasAnswered ? patience.idle : patience.head
    }
}
