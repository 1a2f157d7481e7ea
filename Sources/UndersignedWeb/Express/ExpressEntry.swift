import HummingbirdCore
package import NIOCore

/// Opens the express lane of a connection.
///
/// The lane stands behind the handler that counts a connection's requests and closes idle ones, so that both hold for its
/// requests too; that handler comes after this one, so the lane is added when the first request arrives.
package final class ExpressEntry: ChannelInboundHandler, RemovableChannelHandler {
    package typealias InboundIn = Never

    private let responder: ExpressResponder

    package init(_ responder: ExpressResponder) {
        self.responder = responder
    }

    package func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let pipeline = context.pipeline.syncOperations
        do {
            let counter = try pipeline.handler(type: HTTPConnectionStateHandler.self)
            let lane = ExpressLane(responder: responder, eventLoop: context.eventLoop)
            try pipeline.addHandler(lane, position: .after(counter))
        } catch {
            return context.fireErrorCaught(error)
        }
        context.fireChannelRead(data)
        pipeline.removeHandler(context: context, promise: nil)
    }
}
