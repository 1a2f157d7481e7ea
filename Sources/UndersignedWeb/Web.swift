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
    package let series: SeriesBoard
    /// Files for programs that cost something to make, by address.
    package let files: PacedCache<SharedBody>
    package let tickets: TicketSealer
    package let formTokens: FormTokens
    package let limiter: RateLimiter?
    /// Peers whose `X-Forwarded-For` is believed; empty by default (S-31).
    package let trustedProxies: Set<String>

    /// - Parameters:
    ///   - site: What every story needs.
    ///   - board: The latest snapshots.
    ///   - renderer: Makes pages.
    ///   - formTokens: For the forms.
    ///   - trustedProxies: Peers that may name their own peers.
    ///   - pause: Between two makings of a series, a table or another file that is read whole.
    package init(
        site: Site,
        board: PetitionBoard,
        renderer: PageRenderer,
        formTokens: FormTokens,
        trustedProxies: Set<String>,
        pause: Duration = .seconds(5)
    ) {
        self.site = site
        self.board = board
        self.renderer = renderer
        self.formTokens = formTokens
        self.trustedProxies = trustedProxies
        pages = PageCache()
        tiles = TileCache()
        series = SeriesBoard(site: site, pause: pause)
        files = PacedCache(pause: pause, limit: 200)
        tickets = TicketSealer(ambient: site.ambient)
        limiter = site.limits == .off ? nil : RateLimiter(allowance: .asks, ambient: site.ambient)
    }

    package var logger: Logger { site.logger }
}
