import CLibPQ
import Foundation

/// Where a database is and how its server is checked: a `postgres://` address with its gaps filled.
///
/// Prints without the password.
package struct PostgresAddress: Hashable, Sendable, CustomStringConvertible {
    /// The address does not read.
    package struct Malformed: Error, CustomStringConvertible {
        package let description: String
    }

    /// libpq's settings by name; the password may be among them.
    private var settings: [String: String]

    /// Reads an address.
    ///
    /// - Parameter text: `postgres://[USER[:PASSWORD]@]HOST[:PORT][,…]/DATABASE[?NAME=VALUE&…]`, with libpq's names.
    /// - Throws: `Malformed`, in words without a password.
    package init(_ text: String) throws(Malformed) {
        guard text.hasPrefix("postgres://") || text.hasPrefix("postgresql://") else {
            throw Malformed(description: "write postgres://USER@HOST/DATABASE")
        }
        guard !text.contains(where: \.isWhitespace) else {
            throw Malformed(description: "write a space in an address as %20")
        }
        settings = try Self.parsed(text)
        guard settings["dbname"] != nil else {
            throw Malformed(description: "name the database: postgres://USER@HOST/DATABASE")
        }
        // What is not written here must not come from the environment: it would not be looked at below.
        if settings["hostaddr"] == nil { fill("host", "/var/run/postgresql") }
        fill("client_encoding", "UTF8")
        fill("application_name", "undersigned")
        // After a failover, of several hosts the one that takes writes.
        fill("target_session_attrs", "read-write")
        // A server that went silent is given up within half a minute.
        fill("connect_timeout", "5")
        fill("keepalives_idle", "10")
        fill("keepalives_interval", "5")
        fill("keepalives_count", "3")
        fill("tcp_user_timeout", "20000")
        if !isLocal { demandCertificate() }
    }

    /// Whether each host is this machine: a socket's folder, or a loopback address.
    package var isLocal: Bool {
        let hosts = [settings["host"], settings["hostaddr"]].compactMap { $0 }.joined(separator: ",")
        return hosts.split(separator: ",").allSatisfy { host in
            host.hasPrefix("/") || host.hasPrefix("@") || host == "localhost" || host == "::1"
                || host.hasPrefix("127.")
        }
    }

    /// Whether the address itself holds a password, instead of naming a file that does.
    package var holdsPassword: Bool { settings["password"] != nil }

    /// Whether the server proves who it is: true on this machine, else only for `sslmode=verify-full`.
    package var isVerified: Bool { isLocal || settings["sslmode"] == "verify-full" }

    package var description: String {
        let host = settings["host"] ?? settings["hostaddr"] ?? "this machine"
        return "\(settings["dbname"] ?? "") at \(host)\(settings["port"].map { ":\($0)" } ?? "")"
    }

    /// The same database with a setting of the server for our sessions; for tests.
    ///
    /// - Parameters:
    ///   - name: Such as `search_path`.
    ///   - value: A plain word.
    /// - Returns: An address of the same database.
    package func with(_ name: String, _ value: String) -> PostgresAddress {
        var copy = self
        copy.settings["options"] = [settings["options"], "-c\(name)=\(value)"].compactMap { $0 }.joined(separator: " ")
        return copy
    }

    /// `name='value'` for each setting, as libpq reads it.
    var connectionText: String {
        settings.sorted { $0.key < $1.key }.map { name, value in
            let quoted = value.replacing("\\", with: "\\\\").replacing("'", with: "\\'")
            return "\(name)='\(quoted)'"
        }.joined(separator: " ")
    }

    private mutating func fill(_ name: String, _ value: String) {
        if settings[name] == nil { settings[name] = value }
    }

    /// Over a network a server shows a certificate, unless the address itself asks for less.
    private mutating func demandCertificate() {
        fill("sslmode", "verify-full")
        let debian = "/etc/ssl/certs/ca-certificates.crt"
        if FileManager.default.fileExists(atPath: debian) { fill("sslrootcert", debian) }
    }

    private static func parsed(_ text: String) throws(Malformed) -> [String: String] {
        guard let options = unsafe PQconninfoParse(text, nil) else {
            // libpq's own words would quote the address, and with it a password.
            throw Malformed(description: "the address does not read: write postgres://USER@HOST/DATABASE?NAME=VALUE")
        }
        defer { unsafe PQconninfoFree(options) }
        var settings: [String: String] = [:]
        var index = 0
        while let name = unsafe options[index].keyword {
            if let value = unsafe options[index].val {
                unsafe settings[String(cString: name)] = unsafe String(cString: value)
            }
            index += 1
        }
        return settings
    }
}
