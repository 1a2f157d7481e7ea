package import Logging
package import UndersignedApp
import UndersignedCore

/// What the routes share; made once, by the assembly.
package struct Web: Sendable {
    package let site: Site
    package let board: PetitionBoard
    package let renderer: PageRenderer
    package let pages: PageCache
    package let tiles: TileCache
    package let tickets: TicketSealer
    package let formTokens: FormTokens
    package let limiter: RateLimiter?
    /// Peers whose `X-Forwarded-For` is believed; empty by default (S-31).
    package let trustedProxies: Set<String>

    package init(
        site: Site,
        board: PetitionBoard,
        renderer: PageRenderer,
        formTokens: FormTokens,
        trustedProxies: Set<String>
    ) {
        self.site = site
        self.board = board
        self.renderer = renderer
        self.formTokens = formTokens
        self.trustedProxies = trustedProxies
        pages = PageCache()
        tiles = TileCache()
        tickets = TicketSealer(ambient: site.ambient)
        limiter = site.limits == .off ? nil : RateLimiter(allowance: .asks, ambient: site.ambient)
    }

    package var logger: Logger { site.logger }
}
