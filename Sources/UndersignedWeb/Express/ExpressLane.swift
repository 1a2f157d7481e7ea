import HTTPTypes
import Hummingbird
import NIOCore
import NIOHTTPTypes

/// Answers short requests for the busiest addresses on the connection's event loop.
///
/// Hummingbird hands each part of a request from the event loop to a task and each part of the answer back; for a form
/// that is half of the work. This handler collects a short request where it arrives and asks the same router with the
/// same middleware, so that nothing is written twice. Whatever it does not take goes on to Hummingbird.
///
/// One request of a connection is answered at a time, in order: what arrives meanwhile waits here, and the socket is not
/// read again until it is gone.
final class ExpressLane: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private enum State {
        /// Nothing is under way.
        case idle
        /// A request of ours, its body not yet whole.
        case reading(HTTPRequest, ByteBuffer, ExpressRoute)
        /// A request of ours, whole.
        case answering(isLast: Bool)
        /// A request of Hummingbird's: over when it is read and answered.
        case passing(isLast: Bool, isRead: Bool, isAnswered: Bool)
        /// The last answer is given: what still comes is not read.
        case over
    }

    /// What comes in and must stay in its order.
    private enum Arrival {
        case part(HTTPRequestPart)
        case event(any Sendable)
        case fault(any Error)
    }

    private let responder: ExpressResponder
    private let executor: EventLoopExecutor
    private var state = State.idle
    private var waiting = CircularBuffer<Arrival>()
    private var mustRead = false
    /// Nil when the connection is gone.
    private var context: ChannelHandlerContext?

    init(responder: ExpressResponder, eventLoop: any EventLoop) {
        self.responder = responder
        executor = EventLoopExecutor(eventLoop)
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.context = nil
        waiting.removeAll()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        arrive(.part(unwrapInboundIn(data)), context)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        guard let closed = event as? ChannelEvent else { return context.fireUserInboundEventTriggered(event) }
        // Who has sent all of it still waits for the answer.
        arrive(.event(closed), context)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        arrive(.fault(error), context)
    }

    func read(context: ChannelHandlerContext) {
        if waiting.isEmpty { context.read() } else { mustRead = true }
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        context.write(data, promise: promise)
        guard case .end = unwrapOutboundIn(data), case .passing(let isLast, let isRead, _) = state else { return }
        state = .passing(isLast: isLast, isRead: isRead, isAnswered: true)
        if isRead { goOn(context, after: isLast) }
    }

    private var isBusy: Bool {
        switch state {
        case .answering, .passing(_, isRead: true, _): true
        case .idle, .reading, .passing, .over: false
        }
    }

    private func arrive(_ arrival: Arrival, _ context: ChannelHandlerContext) {
        if isBusy || !waiting.isEmpty { waiting.append(arrival) } else { take(arrival, context) }
    }

    private func take(_ arrival: Arrival, _ context: ChannelHandlerContext) {
        switch arrival {
        case .part(let part): take(part, context)
        case .event(let event): context.fireUserInboundEventTriggered(event)
        case .fault(let error):
            // Hummingbird answers what is no HTTP, and ends the connection.
            state = .over
            context.fireErrorCaught(error)
        }
    }

    private func take(_ part: HTTPRequestPart, _ context: ChannelHandlerContext) {
        switch (state, part) {
        case (.idle, .head(let head)):
            if let route = responder.route(of: head) {
                state = .reading(head, ByteBuffer(), route)
            } else {
                state = .passing(isLast: head.isLast, isRead: false, isAnswered: false)
                context.fireChannelRead(wrapInboundOut(part))
            }
        case (.reading(let head, var body, let route), .body(var more)):
            if body.readableBytes + more.readableBytes > Request.bodyLimit {
                handOver(head, body, more, context)
            } else if body.readableBytes == 0 {
                state = .reading(head, more, route)
            } else {
                // Not in the state while it grows, so that its bytes are not copied.
                state = .idle
                body.writeBuffer(&more)
                state = .reading(head, body, route)
            }
        case (.reading(let head, let body, let route), .end): answer(head, body, route, context)
        case (.passing(let isLast, _, let isAnswered), .end):
            state = .passing(isLast: isLast, isRead: true, isAnswered: isAnswered)
            context.fireChannelRead(wrapInboundOut(part))
            if isAnswered { goOn(context, after: isLast) }
        case (.over, _): return
        case (.idle, _), (.passing, _), (.answering, _), (.reading, .head):
            context.fireChannelRead(wrapInboundOut(part))
        }
    }

    /// A body that is too long after all is Hummingbird's, from its first byte.
    private func handOver(_ head: HTTPRequest, _ body: ByteBuffer, _ more: ByteBuffer, _ context: ChannelHandlerContext)
    {
        state = .passing(isLast: head.isLast, isRead: false, isAnswered: false)
        context.fireChannelRead(wrapInboundOut(.head(head)))
        if body.readableBytes > 0 { context.fireChannelRead(wrapInboundOut(.body(body))) }
        context.fireChannelRead(wrapInboundOut(.body(more)))
    }

    private func answer(
        _ head: HTTPRequest,
        _ body: ByteBuffer,
        _ route: ExpressRoute,
        _ context: ChannelHandlerContext
    ) {
        state = .answering(isLast: head.isLast)
        let lane = NIOLoopBound(self, eventLoop: context.eventLoop)
        let (responder, channel) = (responder, context.channel)
        // On this event loop from its first line to its last: nothing is handed to another thread but the write.
        Task(executorPreference: executor) {
            let answer = await responder.answer(head, body, route, channel)
            lane.value.finish(answer)
        }
    }

    private func finish(_ answer: ExpressResponder.Answer) {
        guard let context, case .answering(let isLast) = state else { return }
        context.write(wrapOutboundOut(.head(answer.head)), promise: nil)
        if answer.body.readableBytes > 0 { context.write(wrapOutboundOut(.body(answer.body)), promise: nil) }
        if isLast {
            let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
            context.writeAndFlush(wrapOutboundOut(.end(nil))).whenComplete { _ in
                bound.value.close(mode: .output, promise: nil)
            }
        } else {
            context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        }
        goOn(context, after: isLast)
    }

    private func goOn(_ context: ChannelHandlerContext, after isLast: Bool) {
        state = isLast ? .over : .idle
        if !waiting.isEmpty {
            while !isBusy, let arrival = waiting.popFirst() { take(arrival, context) }
            // Hummingbird is given what was passed on only when this says so.
            context.fireChannelReadComplete()
        }
        guard mustRead, waiting.isEmpty else { return }
        mustRead = false
        context.read()
    }
}

extension HTTPRequest {
    /// Whether the client ends the connection after this request.
    fileprivate var isLast: Bool { headerFields.value(of: .connection) == "close" }
}
