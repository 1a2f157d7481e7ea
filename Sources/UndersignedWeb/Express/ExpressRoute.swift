import HTTPTypes

/// Who answers a request of the express lane.
package enum ExpressRoute: Sendable {
    /// A route that was found by its first and last letters, and what stands in its place.
    case found(SiteRouter.Answering, String)
    /// The router is asked.
    case other
}

/// The busiest routes, found without the router: it cuts an address into pieces and goes through a tree of all.
struct ExpressTable: Sendable {
    private let ask: SiteRouter.Answering?
    private let press: SiteRouter.Answering?
    private let page: SiteRouter.Answering?

    init(_ router: SiteRouter) {
        ask = router.answering(.post, "/petitions/{slug}/signatures")
        press = router.answering(.post, "/s/{token}")
        page = router.answering(.get, "/petitions/{slug}")
    }

    /// The route of a request.
    ///
    /// - Parameters:
    ///   - method: Of the request.
    ///   - path: Its address, a query included.
    /// - Returns: Nil where it is not one of the busy few.
    func route(_ method: HTTPRequest.Method, _ path: String) -> ExpressRoute? {
        switch method {
        case .post where path.hasPrefix(Self.links):
            return found(press, path.dropFirst(Self.links.utf8.count))
        case .post where path.hasPrefix(Self.petitions) && path.hasSuffix(Self.asks):
            return found(ask, path.dropFirst(Self.petitions.utf8.count).dropLast(Self.asks.utf8.count))
        case .get where path.hasPrefix(Self.petitions):
            let rest = path.utf8.dropFirst(Self.petitions.utf8.count).drop { $0 != UInt8(ascii: "/") }
            if rest.isEmpty { return found(page, path.dropFirst(Self.petitions.utf8.count)) }
            return rest.starts(with: "/log/".utf8) || rest.elementsEqual("/count.json".utf8) ? .other : nil
        default: return nil
        }
    }

    /// Anything but plain letters, such as a query or an escape, is read by the router.
    private func found(_ answer: SiteRouter.Answering?, _ part: Substring) -> ExpressRoute {
        let isPlain = part.utf8.allSatisfy { byte in
            (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte) || byte == 0x2D || byte == 0x5F
        }
        guard let answer, isPlain, !part.isEmpty else { return .other }
        return .found(answer, String(part))
    }

    private static let petitions = "/petitions/"
    private static let asks = "/signatures"
    private static let links = "/s/"
}
