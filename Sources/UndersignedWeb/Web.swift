package import Logging
package import UndersignedApp
import UndersignedCore

/// What the routes share; made once, by the assembly.
package final class Web: Sendable {
    package let site: Site
    package let board: PetitionBoard
    package let renderer: PageRenderer
    package let pages: PageCache
    package let tiles: TileCache
    package let series: SeriesBoard
    /// Files for programs that cost something to make, by address.
    package let files: PacedCache<SharedBody>
    /// What partners brought, by campaign and partner.
    package let partnerFigures: PacedCache<PartnerFigures>
    package let tickets: TicketSealer
    package let formTokens: FormTokens
    /// What organisers make to hand over.
    package let packets: PacketShelf
    /// The people who run campaigns.
    package let accounts: Accounts
    /// Draws organisations' pictures.
    package let logoPress: PartnerLogos.Press
    package let limiter: RateLimiter?
    /// What is left out while the site works hard.
    package let pressure: Pressure
    /// Peers whose `X-Forwarded-For` is believed; empty by default (S-31).
    package let trustedProxies: Set<String>

    /// - Parameters:
    ///   - site: What every story needs.
    ///   - board: The latest snapshots.
    ///   - renderer: Makes pages.
    ///   - formTokens: For the forms.
    ///   - packets: What organisers make to hand over.
    ///   - accounts: The people who run campaigns.
    ///   - logoPress: Draws organisations' pictures.
    ///   - trustedProxies: Peers that may name their own peers.
    ///   - pressure: How hard the site works.
    ///   - pause: Between two makings of a series, a table or another file that is read whole.
    package init(
        site: Site,
        board: PetitionBoard,
        renderer: PageRenderer,
        formTokens: FormTokens,
        packets: PacketShelf,
        accounts: Accounts,
        logoPress: @escaping PartnerLogos.Press,
        trustedProxies: Set<String>,
        pressure: Pressure = Pressure(),
        pause: Duration = .seconds(5)
    ) {
        self.site = site
        self.board = board
        self.renderer = renderer
        self.formTokens = formTokens
        self.packets = packets
        self.accounts = accounts
        self.logoPress = logoPress
        self.trustedProxies = trustedProxies
        self.pressure = pressure
        pages = PageCache()
        tiles = TileCache()
        series = SeriesBoard(site: site, pause: pause)
        files = PacedCache(pause: pause, limit: 200)
        partnerFigures = PacedCache(pause: pause, limit: 200)
        tickets = TicketSealer(ambient: site.ambient)
        limiter = site.limits == .off ? nil : RateLimiter(allowance: .asks, ambient: site.ambient)
    }

    package var logger: Logger { site.logger }
}
