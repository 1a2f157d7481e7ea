import ArgumentParser
import Foundation
import Hummingbird
import Logging
import NIOCore
import TransparencyLog
import UndersignedApp
import UndersignedCore
import UndersignedSQLite
import UndersignedStore
import UndersignedWeb

/// `undersigned witness`: cosigns the logs of other people's sites (c2sp.org/tlog-witness).
struct WitnessCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "witness",
        abstract: "Watch the logs of other sites and cosign their checkpoints.",
        discussion: """
            undersigned witness init --data ./witness --name witness.example.org
            undersigned witness add --data ./witness petitions.example.org/petitions/save-the-library/log+6465ec63+AQO…
            undersigned witness --data ./witness --listen 127.0.0.1:8090
            """,
        subcommands: [Serve.self, Init.self, Add.self, Show.self],
        defaultSubcommand: Serve.self
    )

    struct Init: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Make the witness's key and print its public half.")

        @Option(help: "The folder where the witness keeps its key and what it saw.")
        var data: String

        @Option(help: "The witness's name for ever: an address without https://, such as witness.example.org.")
        var name: String

        func run() async throws {
            print(try await WitnessFolder.make(in: data, name: name))
        }
    }

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Watch a log from now on.",
            discussion: "The key is log.vkey in the petition's document.json; its name is the log's origin."
        )

        @Option(help: "The witness's folder.")
        var data: String

        @Argument(help: "The log's verifier key.")
        var key: String

        func run() async throws {
            let folder = try await WitnessFolder(opening: data)
            let verifierKey: NoteVerifierKey
            do {
                verifierKey = try NoteVerifierKey(key)
            } catch {
                throw stop(2, "the log's key does not read: \(error)")
            }
            guard verifierKey.algorithm == .ed25519 else { throw stop(2, "this is the key of a witness, not of a log") }
            let (origin, text) = (verifierKey.name, "\(verifierKey)")
            let isNew = try await folder.database.write { try $0.watchLog(origin: origin, verifierKey: text) }
            print("\(isNew ? "watching" : "already watching") \(origin)")
            try folder.database.close()
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show the witness's key and what it saw.")

        @Option(help: "The witness's folder.")
        var data: String

        func run() async throws {
            let folder = try await WitnessFolder(opening: data)
            let (logs, sightings, forks) = try await folder.database.read { transaction in
                (try transaction.watchedLogs(), try transaction.sightings(), try transaction.forks())
            }
            print("key  \(folder.key.verifierKey)")
            for log in logs {
                let seen = sightings.first { $0.origin == log.origin }
                let what = seen.map { "\($0.size) entries at \(CalendarDate($0.time).secondText)" } ?? "nothing yet"
                print("log  \(log.verifierKey)\n     \(what)")
            }
            for fork in forks {
                print("!!   \(fork.origin) signed two logs of \(fork.size) entries:")
                print("\(fork.checkpoint)\n\(fork.other)")
            }
            try folder.database.close()
        }
    }
}

extension WitnessCommand {
    struct Serve: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Answer the logs that ask. The default.")

        @Option(help: "The witness's folder.")
        var data: String

        @Option(help: "HOST:PORT to listen on.")
        var listen = "127.0.0.1:8090"

        @Flag(help: "Say that this machine's clock is right, although a cosignature's time lies ahead of it.")
        var acceptClock = false

        func run() async throws {
            guard let (host, port) = ServeConfiguration.hostAndPort(listen) else {
                throw stop(2, "listen: write HOST:PORT, such as 127.0.0.1:8090")
            }
            let folder = try await WitnessFolder(opening: data)
            if acceptClock {
                let now = Ambient.system.now()
                try await folder.database.write { try $0.forgetTimes(after: now) }
            }
            let logger = Logger(label: "undersigned") { StreamLogHandler.standardError(label: $0) }
            let witness = Witness(database: folder.database, key: folder.key, ambient: .system)
            let name = folder.key.verifierKey.name
            let application = Application(
                router: WitnessRouter(witness, logger: logger).built,
                server: .http1(configuration: .init(idleTimeout: .seconds(60))),
                configuration: .init(address: .hostname(host, port: port)),
                onServerRunning: { channel in
                    let place = "http://\(host):\(channel.localAddress?.port ?? port)"
                    FileHandle.standardError.write(Data("undersigned: witnessing as \(name) on \(place)\n".utf8))
                },
                logger: logger
            )
            do {
                try await application.runService()
            } catch let error as IOError {
                throw stop(1, "listen: \(host):\(port) can't be used: \(error)")
            }
            try folder.database.close()
        }
    }
}
