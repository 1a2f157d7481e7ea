package import Hummingbird
import NIOCore

/// What travels with one request.
package struct WebContext: RequestContext {
    package var coreContext: CoreRequestContextStorage
    private let channel: any Channel
    /// What stands in the only such place of a route that was found without the router.
    var found: String?

    package init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        channel = source.channel
    }

    /// What stands in the place of a name in the route's address.
    func part(_ name: String) -> String? { found ?? parameters.get(name) }

    /// The peer of the connection, as text; never written anywhere.
    package var peer: String { channel.remoteAddress?.ipAddress ?? "unknown" }
}
