import Configuration
import Foundation
import Logging
import TransparencyLog
import UndersignedApp
import UndersignedCore
import UndersignedMail

/// What `serve` and the other commands on a data folder are told; documented in docs/configuration.md.
///
/// Arguments come first, then the environment, then the file named by `--config`, then the defaults here.
struct ServeConfiguration {
    var data: String
    var keys: String
    var host: String
    var port: Int
    var address: SiteAddress
    /// Whether `base-url` was given: a petition's log is named after it for ever.
    var hasOwnAddress: Bool
    var mail: MailDestination
    var sender: Mailbox
    /// Nil where mails carry no return address of their own.
    var bounceAddress: BounceAddress?
    var siteName: String
    var limits: Site.Limits
    var trustedProxies: Set<String>
    /// So many mails leave in a second at most.
    var mailsPerSecond: Int
    /// How many updates go to one receiving domain.
    var updatePace: MailPace.Limits
    /// How many connections may be open; nil for the default.
    var connections: Int?
    /// How many of one address; nil for no such limit.
    var connectionsPerAddress: Int?
    /// The witnesses that are asked to cosign; nil for none.
    var witnesses: WitnessPolicy?
    var database: DatabaseChoice
    /// The file that the regular backup writes, whose age `doctor` tells; nil where none is named.
    var backup: String?
    /// How much the program says of what it does.
    var logLevel: Logger.Level

    /// So many connections stay within 512 MB (Benchmarks/overload measures it).
    static let connectionsByDefault = 12_000

    /// Little enough that on a busy day the machine's work goes to those who sign.
    static let mailsPerSecondByDefault = 400

    /// One thing that is wrong, and what to do about it.
    struct Problem: Error, CustomStringConvertible {
        let key: String
        let fix: String

        var description: String { "\(key): \(fix)" }
    }

    /// All that is wrong, at once.
    struct Problems: Error {
        let all: [Problem]
    }

    /// Reads and checks everything.
    ///
    /// - Throws: `Problems`, all at once.
    init(_ reader: ConfigReader) throws {
        var findings = Findings()
        let data = findings.check("data", "name the folder where everything is kept, such as --data ./data") {
            reader.string(forKey: "data").flatMap { $0.isEmpty ? nil : $0 }
        }
        let listen = findings.check("listen", "write HOST:PORT, such as 127.0.0.1:8080") {
            Self.hostAndPort(reader.string(forKey: "listen", default: "127.0.0.1:8080"))
        }
        let address = findings.check("base-url", "write http://HOST[:PORT] or https://HOST[/PATH], in small letters") {
            SiteAddress(reader.string(forKey: "base-url") ?? listen.map { "http://\($0.host):\($0.port)" } ?? "")
        }
        let mail = findings.check("mail", "write folder:DIR, smtp://HOST[:PORT] or smtps://HOST[:PORT]") {
            try MailDestination(reader.string(forKey: "mail") ?? "folder:\(data ?? ".")/mail")
        }
        let limits = findings.limits(reader.string(forKey: "limits", default: "default"), host: listen?.host)
        let sender = findings.check("mail-from", "write an address, such as petitions@example.org") {
            Self.sender(reader.string(forKey: "mail-from") ?? "petitions@\(address?.mailHost ?? "localhost")")
        }
        let proxies = findings.check("trusted-proxies", "write IP addresses with commas between, such as 127.0.0.1,::1")
        {
            Self.addresses(reader.string(forKey: "trusted-proxies", default: ""))
        }
        bounceAddress = findings.bounceAddress(reader.string(forKey: "bounce-address", default: ""))
        (connections, connectionsPerAddress, mailsPerSecond) = findings.rates(reader)
        (updatePace, witnesses) = (findings.pace(reader), findings.policy(reader.string(forKey: "witnesses")))
        let level = findings.level(reader.string(forKey: "log-level", default: "info"))
        let database = findings.database(reader)
        guard findings.problems.isEmpty, let data, let listen, let address, let mail, let limits, let sender,
            let proxies, let level, let database
        else {
            throw Problems(all: findings.problems)
        }
        siteName = reader.string(forKey: "site-name", default: "Undersigned")
        keys = reader.string(forKey: "keys") ?? data + "/keys"
        (backup, logLevel) = (reader.string(forKey: "backup"), level)
        (self.data, host, port) = (data, listen.host, listen.port)
        (self.address, hasOwnAddress) = (address, reader.string(forKey: "base-url") != nil)
        (self.mail, self.sender) = (mail, Mailbox(name: siteName, address: sender))
        (self.limits, trustedProxies, self.database) = (limits, proxies, database)
    }

    /// What was found wrong so far.
    private struct Findings {
        var problems: [Problem] = []

        mutating func check<T>(_ key: String, _ fix: String, _ value: () throws -> T?) -> T? {
            do {
                if let value = try value() { return value }
                problems.append(Problem(key: key, fix: fix))
            } catch {
                problems.append(Problem(key: key, fix: "\(error)"))
            }
            return nil
        }

        mutating func level(_ text: String) -> Logger.Level? {
            let levels = Logger.Level.allCases.map(\.rawValue).joined(separator: ", ")
            return check("log-level", "write one of \(levels)") { Logger.Level(rawValue: text) }
        }

        /// Nil for an empty text too: mails then carry no return address of their own.
        mutating func bounceAddress(_ text: String) -> BounceAddress? {
            guard !text.isEmpty else { return nil }
            let fix = "write an address with {} for the code, such as bounces+{}@example.org"
            return check("bounce-address", fix) { BounceAddress(text) }
        }

        mutating func database(_ reader: ConfigReader) -> DatabaseChoice? {
            check("database", "write sqlite or postgres://USER@HOST/DATABASE") {
                try DatabaseChoice(
                    address: reader.string(forKey: "database"),
                    file: reader.string(forKey: "database-file"),
                    durability: reader.string(forKey: "durability", default: "local")
                )
            }
        }

        /// Nil where none was given.
        mutating func count(_ key: String, _ text: String?, _ range: ClosedRange<Int>) -> Int? {
            text.flatMap { text in
                check(key, "write a number from \(range.lowerBound) to \(range.upperBound)") {
                    Int(text).flatMap { range.contains($0) ? $0 : nil }
                }
            }
        }

        mutating func rates(_ reader: ConfigReader) -> (connections: Int?, perAddress: Int?, mails: Int) {
            let most = 1_000_000
            let mails = count("mails-per-second", reader.string(forKey: "mails-per-second"), 1...most)
            return (
                count("connections", reader.string(forKey: "connections"), 16...most),
                count("connections-per-address", reader.string(forKey: "connections-per-address"), 1...most),
                mails ?? ServeConfiguration.mailsPerSecondByDefault
            )
        }

        mutating func pace(_ reader: ConfigReader) -> MailPace.Limits {
            let standard = MailPace.Limits()
            let start = count("updates-per-minute", reader.string(forKey: "updates-per-minute"), 1...100_000)
            let most = count("updates-per-minute-most", reader.string(forKey: "updates-per-minute-most"), 1...100_000)
            return MailPace.Limits(start: start ?? standard.start, most: most ?? standard.most)
        }

        mutating func policy(_ file: String?) -> WitnessPolicy? {
            file.flatMap { file in
                check("witnesses", "name a policy file") { try WitnessPolicyFile.readWithAddresses(file) }
            }
        }

        mutating func limits(_ text: String, host: String?) -> Site.Limits? {
            let limits = check("limits", "write default or off") { Site.Limits(rawValue: text) }
            if limits == .off, let host, !ServeConfiguration.isLoopback(host) {
                let fix = "off is refused unless the server listens on loopback: leave it out, or listen on 127.0.0.1"
                problems.append(Problem(key: "limits", fix: fix))
            }
            return limits
        }
    }

    static func hostAndPort(_ text: String) -> (host: String, port: Int)? {
        guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]),
            (0...65_535).contains(port)
        else { return nil }
        let host = text[..<colon].trimmingCharacters(in: ["[", "]"])
        return host.isEmpty ? nil : (host, port)
    }

    private static func isLoopback(_ host: String) -> Bool {
        host == "localhost" || host == "::1" || host.hasPrefix("127.")
    }

    /// IP addresses; nil when one of them is something else, which would never match a peer.
    private static func addresses(_ text: String) -> Set<String>? {
        let parts = text.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
        let areAddresses = parts.allSatisfy { part in
            part.contains { ".:".contains($0) } && part.allSatisfy { $0.isHexDigit || ".:".contains($0) }
        }
        return areAddresses ? Set(parts) : nil
    }

    private static func sender(_ text: String) -> String? {
        let isOneLine = text.allSatisfy { !$0.isWhitespace && !$0.isNewline && $0.isASCII }
        return isOneLine && text.filter { $0 == "@" }.count == 1 ? text : nil
    }
}

extension SiteAddress {
    /// A host that can stand in a mail address.
    var mailHost: String { host.hasPrefix("[") || host.contains(":") ? "localhost" : host }
}
