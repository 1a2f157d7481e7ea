import ArgumentParser
import Foundation
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle
import UndersignedApp
import UndersignedWeb

/// `undersigned serve`: the site, the outbox and the housekeeping in one process.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Serve the site from a data folder.",
        discussion: "undersigned serve --data ./data --listen 127.0.0.1:8080 --base-url https://petitions.example.org"
    )

    @OptionGroup var options: DataOptions

    @Option(help: "HOST:PORT to listen on. Default: 127.0.0.1:8080.")
    var listen: String?

    @Option(help: "Where mail goes: folder:DIR, smtp://…, smtps://…. Default: folder:DATA/mail.")
    var mail: String?

    @Option(name: .customLong("mail-from"), help: "The sender's address. Default: petitions@ the site's host.")
    var mailFrom: String?

    @Option(
        name: .customLong("bounce-address"),
        help: "The form of return addresses, such as bounces+{}@example.org. Default: none."
    )
    var bounceAddress: String?

    @Option(name: .customLong("site-name"), help: "The name in the header of every page.")
    var siteName: String?

    @Option(help: "default or off; off is refused unless it listens on loopback.")
    var limits: String?

    @Option(name: .customLong("trusted-proxies"), help: "Addresses whose X-Forwarded-For is believed, with commas.")
    var trustedProxies: String?

    @Option(name: .customLong("mails-per-second"), help: "How many mails leave in a second at most. Default: 400.")
    var mailsPerSecond: String?

    @Option(name: .customLong("updates-per-minute"), help: "Updates a minute to one mail domain at first. Default: 20.")
    var updatesPerMinute: String?

    @Option(name: .customLong("updates-per-minute-most"), help: "The same at most. Default: 600.")
    var updatesPerMinuteMost: String?

    @Option(help: "How many connections at most. Default: as many as open files allow, 12000 at most.")
    var connections: String?

    @Option(name: .customLong("connections-per-address"), help: "How many of one address. Default: no such limit.")
    var connectionsPerAddress: String?

    @Option(help: "A policy file (c2sp.org/tlog-policy) of the witnesses that are asked to cosign.")
    var witnesses: String?

    @Option(
        name: .customLong("log-level"),
        help: "trace, debug, info, notice, warning, error or critical. Default: info."
    )
    var logLevel: String?

    @Flag(
        name: .customLong("accept-rollback"),
        help: "Give up, in public, published entries that no copy of the data has; for one start only."
    )
    var acceptsRollback = false

    func run() async throws {
        let configuration = try await options.configuration([
            "listen": listen, "mail": mail, "mail-from": mailFrom, "site-name": siteName,
            "limits": limits, "trusted-proxies": trustedProxies, "bounce-address": bounceAddress,
            "witnesses": witnesses, "connections": connections, "connections-per-address": connectionsPerAddress,
            "mails-per-second": mailsPerSecond, "updates-per-minute": updatesPerMinute,
            "updates-per-minute-most": updatesPerMinuteMost, "log-level": logLevel,
        ])
        let logger = Self.logger(configuration.logLevel)
        let assembly = try await Assembly(
            configuration,
            logger: logger,
            rollbacks: acceptsRollback ? .accepted : .refusedByWitnesses
        )
        try await assembly.refuseUnfit(forIssuer: false)
        let web = try assembly.web()
        let worker = try assembly.outboxWorker()
        try await assembly.welcome()
        for words in try await assembly.tellingSenders() { logger.warning("\(words)") }
        let router = SiteRouter(web)
        let express = ExpressResponder(router, web)
        let crowd = Self.crowd(configuration)
        var application = Application(
            router: router.built,
            server: .http1(configuration: Self.channel(crowd, express)),
            configuration: .init(
                address: .hostname(configuration.host, port: configuration.port),
                backlog: 4_096,
                availableConnectionsDelegate: .maximum(crowd.limit, logger: logger)
            ),
            onServerRunning: { Self.announce(configuration, port: $0.localAddress?.port) },
            eventLoopGroupProvider: .shared(Self.loops),
            logger: logger
        )
        for service in services(assembly, worker, web.packets) { application.addServices(service) }
        application.addServices(
            PressureWatch(pressure: web.pressure, sequencer: assembly.site.sequencer, logger: logger)
        )
        try await Self.serve(application, configuration, Ending(assembly, logger: logger))
    }

    /// More than processors: the writer's thread runs beside them, and small portions fill the gaps while it waits for the disk.
    ///
    /// Only short requests are answered on them (docs/performance.md).
    private static let loops = MultiThreadedEventLoopGroup(numberOfThreads: 2 * System.coreCount)

    static func logger(_ level: Logger.Level) -> Logger {
        var logger = Logger(label: "undersigned") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = level
        return logger
    }

    static func crowd(_ configuration: ServeConfiguration) -> ConnectionCrowd {
        let room = min(OpenFiles.raiseLimit(), configuration.connections ?? ServeConfiguration.connectionsByDefault)
        return ConnectionCrowd(limit: room, limitPerAddress: configuration.connectionsPerAddress)
    }

    static func channel(
        _ crowd: ConnectionCrowd,
        _ express: ExpressResponder?
    ) -> HTTP1Channel.Configuration {
        // No form and no link has a head of more than a few kB; browsers and proxies stop at much the same.
        HTTP1Channel.Configuration(
            additionalChannelHandlers: [OldClients(), ConnectionPatience(crowd: crowd)]
                + (express.map { [ExpressEntry($0)] } ?? []),
            httpDecoderConfiguration: .init(
                maxHeaderFieldSize: 16_384,
                maxHeaderListSize: 32_768,
                maxHeaderFieldCount: 100
            )
        )
    }

    /// What runs beside the site, in one process with it.
    private func services(
        _ assembly: Assembly,
        _ worker: OutboxWorker,
        _ packets: PacketShelf
    ) -> [any Service] {
        let (site, logger) = (assembly.site, assembly.logger)
        var services: [any Service] = [
            OutboxLoop(worker: worker),
            HousekeepingLoop(
                housekeeping: Housekeeping(site: site, issuers: HTTPIssuerClient(), client: MemberModules.hashes),
                corrections: Corrections(site: site),
                packets: packets,
                figures: FigureKeeping(site: site),
                logger: logger
            ),
            DiskWatch(site: site, folder: assembly.configuration.data, keysFolder: assembly.configuration.keys),
        ]
        services += Self.mailLoops(site, logger)
        let evidence = EvidenceWorker(site: site)
        services.append(
            WorkLoop(failure: "a file of contract records could not be brought to its end", logger: logger) {
                while !Task.isCancelled, try await evidence.doSome() {}
            }
        )
        if let policy = assembly.configuration.witnesses {
            services.append(
                WitnessLoop(witnessing: Witnessing(site: site, policy: policy, client: HTTPWitnessClient()))
            )
        }
        if let path = OperatorAddress.path(inside: assembly.configuration.data) {
            services.append(OperatorSocket(path: path, operations: Operations(site), logger: logger))
        } else {
            logger.warning("the data folder's path is too long for a socket: stop the server to use other commands")
        }
        return services
    }

    /// What tells people by itself: of a changed text, of what is not shown, of news.
    private static func mailLoops(_ site: Site, _ logger: Logger) -> [any Service] {
        let (texts, displays, updates) = (TextNotices(site: site), DisplayNotices(site: site), UpdateMails(site: site))
        return [
            WorkLoop(failure: "signatories could not be told of a changed text", logger: logger) {
                try await texts.queueSome()
            },
            WorkLoop(failure: "signatories could not be told what is not shown", logger: logger) {
                try await displays.queueSome()
            },
            WorkLoop(failure: "updates could not be made", logger: logger) {
                while !Task.isCancelled, try await updates.queueSome() {}
            },
        ]
    }

    static func serve(
        _ application: some ApplicationProtocol,
        _ configuration: ServeConfiguration,
        _ ending: Ending
    ) async throws {
        do {
            try await ending.serve(application)
        } catch let error as IOError where error.errnoCode == EADDRINUSE {
            throw stop(
                1,
                "listen: another program listens on \(configuration.host):\(configuration.port); choose another port"
            )
        } catch let error as IOError {
            throw stop(1, "listen: \(configuration.host):\(configuration.port) can't be used: \(error)")
        }
    }

    static func announce(_ configuration: ServeConfiguration, port: Int?) {
        let place = "http://\(configuration.host):\(port ?? configuration.port)"
        FileHandle.standardError.write(
            Data("undersigned: serving \(configuration.address.base) on \(place)\n".utf8)
        )
    }
}

/// Sends what waits until the process ends.
struct OutboxLoop: Service {
    let worker: OutboxWorker

    func run() async throws {
        await cancelWhenGracefulShutdown { await worker.run() }
    }
}

/// Asks the witnesses until the process ends.
struct WitnessLoop: Service {
    let witnessing: Witnessing

    func run() async throws {
        await cancelWhenGracefulShutdown { await witnessing.run() }
    }
}
