/// Where and how mail is handed to a mail server.
package struct SMTPSettings: Sendable, Equatable {
    /// How the connection is protected.
    package enum Security: Sendable, Equatable {
        /// `smtp://`: STARTTLS, without which nothing is sent; the certificate is checked.
        case startTLS
        /// `smtps://`: TLS from the first byte; the certificate is checked.
        case implicitTLS
        /// TLS where it is offered, no certificate checked. Only by name in the configuration; red in `doctor` (S-43).
        case insecure
    }

    /// A user of the mail server.
    package struct Login: Sendable, Equatable {
        package var user: String
        package var password: String

        package init(user: String, password: String) {
            self.user = user
            self.password = password
        }
    }

    package var host: String
    package var port: Int
    package var security: Security
    package var login: Login?
    /// A file of PEM certificates trusted instead of the system's.
    package var authorityFile: String?
    /// How many mails are handed over at a time, each on its own connection.
    package var connectionLimit = 4
    package var connectLimitMilliseconds = 15_000
    /// For one whole delivery, connecting included.
    package var totalLimitMilliseconds = 60_000

    package init(host: String, port: Int, security: Security, login: Login? = nil, authorityFile: String? = nil) {
        self.host = host
        self.port = port
        self.security = security
        self.login = login
        self.authorityFile = authorityFile
    }
}
