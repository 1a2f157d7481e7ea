package import Hummingbird
import NIOCore

/// What travels with one request.
package struct WebContext: RequestContext {
    package var coreContext: CoreRequestContextStorage
    private let channel: any Channel

    package init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        channel = source.channel
    }

    /// The peer of the connection, as text; never written anywhere.
    package var peer: String { channel.remoteAddress?.ipAddress ?? "unknown" }
}
