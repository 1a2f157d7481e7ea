import ArgumentParser
import Foundation
import Hummingbird
import HummingbirdCore
import Logging
import ServiceLifecycle
import UndersignedApp
import UndersignedWeb

extension IssuerCommand {
    /// `undersigned issuer serve`: attestation, signing and the mail with codes, in one process.
    struct Serve: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "serve",
            abstract: "Mail codes to members and sign their tokens; nothing else is answered.",
            discussion: "The options mean what they mean for undersigned serve: docs/configuration.md"
        )

        @OptionGroup var options: DataOptions
        @Option(help: "HOST:PORT to listen on. Default: 127.0.0.1:8080.") var listen: String?
        @Option(help: "Where mail goes: folder:DIR, smtp://…, smtps://…. Default: folder:DATA/mail.") var mail: String?
        @Option(name: .customLong("mail-from"), help: "The sender's address. Default: petitions@ the issuer's host.")
        var mailFrom: String?
        @Option(help: "default or off; off is refused unless it listens on loopback.") var limits: String?
        @Option(name: .customLong("trusted-proxies"), help: "Addresses whose X-Forwarded-For is believed, with commas.")
        var trustedProxies: String?
        @Option(help: "How many connections at most. Default: as many as open files allow, 12000 at most.")
        var connections: String?
        @Option(name: .customLong("connections-per-address"), help: "How many of one address. Default: no such limit.")
        var connectionsPerAddress: String?
        @Option(
            name: .customLong("log-level"),
            help: "trace, debug, info, notice, warning, error or critical. Default: info."
        )
        var logLevel: String?

        func run() async throws {
            let configuration = try await options.configuration([
                "listen": listen, "mail": mail, "mail-from": mailFrom, "limits": limits,
                "trusted-proxies": trustedProxies, "connections": connections,
                "connections-per-address": connectionsPerAddress, "log-level": logLevel,
            ])
            let logger = ServeCommand.logger(configuration.logLevel)
            let assembly = try await Assembly(configuration, logger: logger, mayBeNew: false)
            try await assembly.refuseUnfit(forIssuer: true)
            let web = try assembly.web()
            let crowd = ServeCommand.crowd(configuration)
            var application = Application(
                router: SiteRouter(issuing: web).built,
                server: .http1(configuration: ServeCommand.channel(crowd, nil)),
                configuration: .init(
                    address: .hostname(configuration.host, port: configuration.port),
                    availableConnectionsDelegate: .maximum(crowd.limit, logger: logger)
                ),
                onServerRunning: { channel in
                    ServeCommand.announce(configuration, port: channel.localAddress?.port)
                },
                logger: logger
            )
            for service in try services(assembly, web.packets) { application.addServices(service) }
            try await ServeCommand.serve(application, configuration, Ending(assembly, logger: logger))
        }

        private func services(_ assembly: Assembly, _ packets: PacketShelf) throws -> [any Service] {
            let (site, logger) = (assembly.site, assembly.logger)
            let house = HousekeepingLoop(
                housekeeping: Housekeeping(site: site, letters: HTTPLetters()),
                corrections: Corrections(site: site),
                packets: packets,
                figures: FigureKeeping(site: site),
                logger: logger
            )
            let (folder, keys) = (assembly.configuration.data, assembly.configuration.keys)
            var services: [any Service] = [
                OutboxLoop(worker: try assembly.outboxWorker()), house,
                DiskWatch(site: site, folder: folder, keysFolder: keys),
            ]
            if let path = OperatorAddress.path(inside: folder) {
                services.append(OperatorSocket(path: path, operations: Operations(site), logger: logger))
            } else {
                logger.warning("the data folder's path is too long for a socket: stop the server to use other commands")
            }
            return services
        }
    }
}

extension Assembly {
    /// Refuses to serve a site's data as an issuer's, or an issuer's as a site's, and a folder that takes no socket.
    ///
    /// - Throws: `ExitCode(2)`.
    func refuseUnfit(forIssuer isIssuer: Bool) async throws {
        guard try await IssuerDesk.owns(database) == isIssuer else {
            let words = "an issuer of members' tokens has this folder: undersigned issuer serve"
            throw stop(2, "data: \(isIssuer ? IssuerDesk.Refusal.noIssuer.words : words)")
        }
        // The operator's socket is made anew in the data folder at each start.
        guard access(configuration.data, W_OK | X_OK) == 0 else {
            throw stop(2, "data: no file can be made in the folder \(configuration.data); check its permissions")
        }
    }
}
