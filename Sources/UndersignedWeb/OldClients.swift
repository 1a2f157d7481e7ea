package import NIOCore
import NIOHTTP1
import NIOHTTPTypesHTTP1

/// Closes connections of HTTP/1.0 clients after their answer, as they expect (RFC 9112 §9.3): text browsers wait for it.
///
/// The server's codec drops the version, so a second handler must stand before it.
package final class OldClients: ChannelInboundHandler, RemovableChannelHandler {
    package typealias InboundIn = Never

    package init() {}

    package func handlerAdded(context: ChannelHandlerContext) {
        let pipeline = context.pipeline.syncOperations
        do {
            let codec = try pipeline.handler(type: HTTP1ToHTTPServerCodec.self)
            try pipeline.addHandler(OldClientsMark(), position: .before(codec))
        } catch {
            context.fireErrorCaught(error)
        }
    }

    package func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        context.fireChannelRead(data)
    }
}

/// Says "close" for a client whose version means it.
private final class OldClientsMark: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard case .head(var head) = unwrapInboundIn(data), head.version.major == 1, head.version.minor == 0,
            !head.isKeepAlive
        else { return context.fireChannelRead(data) }
        head.headers.replaceOrAdd(name: "connection", value: "close")
        context.fireChannelRead(wrapInboundOut(.head(head)))
    }
}
