import Foundation

/// Where mail goes, as the configuration writes it.
///
/// `folder:DIR`, `smtp://[user@]host[:port]` or `smtps://…`. After a question mark: `ca=FILE` trusts the certificates
/// in a file instead of the system's, `password-file=FILE` holds the password, `tls=insecure` checks no certificate.
package enum MailDestination: Sendable, Equatable {
    case folder(String)
    case server(SMTPSettings, user: String?, passwordFile: String?)

    /// - Throws: `Problem` with a sentence about what is wrong; never with a part of a password.
    package init(_ text: String) throws(Problem) {
        if let folder = text.wholeMatch(of: /folder:(.+)/)?.1 {
            self = .folder(String(folder))
            return
        }
        let pattern = /(smtps?):\/\/(?:([^@\/?]*)@)?(\[[0-9a-fA-F:]+\]|[\w.\-]+)(?::([0-9]{1,5}))?\/?(?:\?(.*))?/
        guard let parts = text.wholeMatch(of: pattern) else { throw .unknownForm }
        let isImplicit = parts.1 == "smtps"
        let port = parts.4.flatMap { Int($0) } ?? (isImplicit ? 465 : 25)
        guard (1...65_535).contains(port) else { throw .unknownForm }
        let host = parts.3.trimmingCharacters(in: ["[", "]"])
        var settings = SMTPSettings(host: host, port: port, security: isImplicit ? .implicitTLS : .startTLS)
        let options = try Self.options(parts.5 ?? "")
        settings.authorityFile = options["ca"]
        if options["tls"] != nil {
            guard !isImplicit, options["ca"] == nil else { throw .contradiction }
            settings.security = .insecure
        }
        let user = try Self.user(parts.2)
        guard (user == nil) == (options["password-file"] == nil) else { throw .loginIncomplete }
        guard user == nil || settings.security != .insecure else { throw .insecureLogin }
        self = .server(settings, user: user, passwordFile: options["password-file"])
    }

    /// Whether anyone on the way could read or change the mail; `doctor` shows it in red (S-43).
    package var isInsecure: Bool {
        if case .server(let settings, _, _) = self { settings.security == .insecure } else { false }
    }

    /// How many deliveries go on at once: a mail server is spared, a folder syncs many files together.
    package var parallelCount: Int {
        if case .folder = self { 128 } else { 4 }
    }

    /// Makes the courier; reads the password file where there is one.
    ///
    /// - Returns: A courier that has not connected yet.
    /// - Throws: `Problem.unreadablePassword`.
    package func courier() throws(Problem) -> any Courier {
        switch self {
        case .folder(let folder):
            return FolderCourier(folder: folder)
        case .server(var settings, let user, let passwordFile):
            if let user, let passwordFile {
                settings.login = SMTPSettings.Login(user: user, password: try Self.password(in: passwordFile))
            }
            return SMTPCourier(settings)
        }
    }

    /// What is wrong with the setting, in words that say what to write instead.
    package enum Problem: Error, Hashable, Sendable, CustomStringConvertible {
        case unknownForm, unknownOption(String), contradiction, inlinePassword, loginIncomplete, insecureLogin
        case unreadablePassword

        package var description: String {
            switch self {
            case .unknownForm: "write folder:DIR, smtp://[user@]host[:port] or smtps://[user@]host[:port]"
            case .unknownOption(let name): "‘\(name)’ is not an option: use ca=FILE, password-file=FILE or tls=insecure"
            case .contradiction: "tls=insecure goes with neither smtps:// nor ca=FILE"
            case .inlinePassword:
                "a password here can be read by everyone on this machine: put it into a file, and name it with"
                    + " ?password-file=FILE"
            case .loginIncomplete: "a user needs ?password-file=FILE, and a password file needs a user"
            case .insecureLogin: "a password is not sent over a connection that nobody checked: leave tls=insecure out"
            case .unreadablePassword: "the password file cannot be read, is empty, or has more than one line"
            }
        }
    }

    private static func options(_ text: Substring) throws(Problem) -> [String: String] {
        var options: [String: String] = [:]
        for pair in text.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1)
            let name = String(parts[0])
            guard ["ca", "password-file", "tls"].contains(name) else { throw .unknownOption(name) }
            guard parts.count == 2, let value = parts[1].removingPercentEncoding, options[name] == nil,
                name != "tls" || value == "insecure"
            else { throw .unknownOption(name) }
            options[name] = value
        }
        return options
    }

    private static func user(_ text: Substring?) throws(Problem) -> String? {
        guard let text else { return nil }
        guard !text.contains(":") else { throw .inlinePassword }
        guard let user = text.removingPercentEncoding, !user.isEmpty else { throw .unknownForm }
        return user
    }

    private static func password(in file: String) throws(Problem) -> String {
        let text: String
        do {
            text = try String(contentsOfFile: file, encoding: .utf8)
        } catch {
            throw .unreadablePassword
        }
        let lines = text.split(whereSeparator: \.isNewline)
        guard lines.count == 1 else { throw .unreadablePassword }
        return String(lines[0])
    }
}
