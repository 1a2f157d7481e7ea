import ArgumentParser
import Configuration
import Foundation
import SystemPackage

/// The options of every command that works on a data folder.
struct DataOptions: ParsableArguments {
    @Option(help: "The folder where everything is kept.")
    var data: String?

    @Option(help: "The folder of secret keys. Default: DATA/keys.")
    var keys: String?

    @Option(help: "sqlite, or postgres://USER@HOST/DATABASE without a password. Default: sqlite.")
    var database: String?

    @Option(name: .customLong("database-file"), help: "A file with the address of the database, password and all.")
    var databaseFile: String?

    @Option(help: "local, or replicated: refuses to start without a synchronous standby.")
    var durability: String?

    @Option(name: .customLong("base-url"), help: "The address under which people reach the site.")
    var baseURL: String?

    @Option(help: "A JSON file with the same settings; see docs/configuration.md.")
    var config: String?

    /// Arguments before environment before file.
    ///
    /// - Parameter more: Further arguments of the command, by key.
    /// - Returns: The checked configuration.
    /// - Throws: `ExitCode(2)` after printing every problem with its fix.
    func configuration(_ more: [String: String?] = [:]) async throws -> ServeConfiguration {
        let own = [
            "data": data, "keys": keys, "base-url": baseURL, "database": database, "database-file": databaseFile,
            "durability": durability,
        ]
        return try await Self.configuration(own.merging(more) { own, _ in own }, file: config)
    }

    /// The same for a command with other arguments.
    ///
    /// - Parameters:
    ///   - given: Arguments by key.
    ///   - config: The JSON file, where one was named.
    /// - Returns: The checked configuration.
    /// - Throws: `ExitCode(2)` after printing every problem with its fix.
    static func configuration(_ given: [String: String?], file config: String?) async throws -> ServeConfiguration {
        let arguments = Dictionary(
            uniqueKeysWithValues: given.compactMap { key, value in
                value.map { (AbsoluteConfigKey([key]), ConfigValue(.string($0), isSecret: false)) }
            }
        )
        do {
            var providers: [any ConfigProvider] = [
                InMemoryProvider(name: "arguments", values: arguments),
                EnvironmentVariablesProvider(environmentVariables: environment),
            ]
            if let config {
                try checkNames(in: config)
                providers.append(try await FileProvider<JSONSnapshot>(filePath: FilePath(config)))
            }
            return try ServeConfiguration(ConfigReader(providers: providers))
        } catch let problems as ServeConfiguration.Problems {
            throw stop(
                2,
                (["the configuration does not work:"] + problems.all.map { "  \($0)" }).joined(separator: "\n")
            )
        } catch let exit as ExitCode {
            throw exit
        } catch {
            throw stop(2, "config: the file \(config ?? "") does not read as JSON: \(error)")
        }
    }

    /// `UNDERSIGNED_BASE_URL` is the key `base-url`.
    private static var environment: [String: String] {
        let prefix = "UNDERSIGNED_"
        return Dictionary(
            uniqueKeysWithValues: ProcessInfo.processInfo.environment.compactMap { name, value in
                name.hasPrefix(prefix) ? (String(name.dropFirst(prefix.count)), value) : nil
            }
        )
    }

    /// A misspelt setting is an error, not a default (O-33).
    private static func checkNames(in file: String) throws {
        let known: Set = [
            "data", "keys", "listen", "base-url", "database", "mail", "mail-from", "site-name", "limits",
            "trusted-proxies", "bounce-address", "witnesses", "database-file", "durability", "connections",
            "connections-per-address", "mails-per-second", "backup", "updates-per-minute", "log-level",
            "updates-per-minute-most",
        ]
        guard FileManager.default.isReadableFile(atPath: file) else {
            throw stop(2, "config: the file \(file) does not exist or can't be read")
        }
        let content: Any
        do {
            content = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(filePath: file)))
        } catch {
            throw stop(2, "config: the file \(file) does not read as JSON")
        }
        guard let object = content as? [String: Any] else {
            throw stop(2, "config: the file \(file) must hold one JSON object")
        }
        for name in object.keys.sorted() where !known.contains(name) {
            throw stop(
                2,
                "config: ‘\(name)’ in \(file) is not a setting; the settings are \(known.sorted().joined(separator: ", "))"
            )
        }
    }
}
