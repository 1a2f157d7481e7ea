package import Hummingbird
import NIOCore

/// What travels with one request.
package struct WebContext: RequestContext {
    package var coreContext: CoreRequestContextStorage
    /// The peer of the connection, as text; never written anywhere.
    package let peer: String

    package init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        peer = source.channel.remoteAddress?.ipAddress ?? "unknown"
    }
}
