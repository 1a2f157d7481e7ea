package import Logging
package import TransparencyLog
package import UndersignedCore
package import UndersignedDatabase

/// What every story needs; made once, by the assembly.
package final class Site: Sendable {
    package let database: any TransactionalDatabase
    package let keys: KeyFolder
    package let outboxKeys: OutboxKeys
    package let custody: Custody
    package let sequencer: Sequencer
    package let ambient: Ambient
    package let clock: ClockGuard
    package let address: SiteAddress
    package let limits: Limits
    /// Nil where mails carry no return address of their own.
    package let bounceAddress: BounceAddress?
    let returned = ReturnedMails()
    let displayRules = DisplayRuleBook()
    package let sentences = ConsentSentences()
    let tokenTerms = TokenTerms()
    /// How many codes a member's mailbox was sent of late.
    let memberCodes: MemberCodePace
    /// How many signatures come from which mail domain.
    package let mailDomains = MailDomains()
    package let logger: Logger
    /// Which witnesses are asked, and which cosignatures are enough; nil for none.
    package let witnesses: WitnessPolicy?

    package init(
        database: any TransactionalDatabase,
        keys: KeyFolder,
        outboxKeys: OutboxKeys,
        sequencer: Sequencer,
        ambient: Ambient,
        clock: ClockGuard,
        address: SiteAddress,
        limits: Limits,
        bounceAddress: BounceAddress? = nil,
        logger: Logger,
        witnesses: WitnessPolicy? = nil
    ) {
        self.database = database
        self.keys = keys
        self.outboxKeys = outboxKeys
        custody = Custody(ambient: ambient)
        self.sequencer = sequencer
        self.ambient = ambient
        memberCodes = MemberCodePace(ambient: ambient)
        self.clock = clock
        self.address = address
        self.limits = limits
        self.bounceAddress = bounceAddress
        self.logger = logger
        self.witnesses = witnesses
    }

    /// The last published checkpoints, beside the keys.
    package var highWater: HighWater { sequencer.highWater }

    /// Whether limits against floods hold.
    package enum Limits: String, Sendable {
        case `default`, off
    }
}

/// The address under which people reach the site.
package struct SiteAddress: Hashable, Sendable {
    /// Without trailing slash: `https://petitions.example.org`, a path allowed.
    package let base: String
    /// Host, the port where it is not the scheme's own, and the path: the start of every log's origin.
    package let originPrefix: String
    package let host: String

    /// Reads `http://host[:port][/path]` or `https://…`; nil for anything else.
    package init?(_ text: String) {
        guard let scheme = ["https://", "http://"].first(where: { text.hasPrefix($0) }) else { return nil }
        var rest = text.dropFirst(scheme.count)
        while rest.hasSuffix("/") { rest = rest.dropLast() }
        let defaultPort = scheme == "https://" ? ":443" : ":80"
        let parts = rest.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let authority = parts.first, !authority.isEmpty else { return nil }
        let isPlain = rest.utf8.allSatisfy { byte in
            (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || "-._:/[]".utf8.contains(byte)
        }
        guard isPlain else { return nil }
        let named = authority.hasSuffix(defaultPort) ? authority.dropLast(defaultPort.count) : authority
        let path = parts.count == 2 ? "/\(parts[1])" : ""
        base = scheme + named + path
        originPrefix = named + path
        host = String(named.hasPrefix("[") ? named : named.prefix { $0 != ":" })
    }

    /// The origin of a petition's log.
    package func origin(of slug: Slug) -> String { "\(originPrefix)/petitions/\(slug)/log" }

    /// The address of a mailed link.
    package func link(_ token: LinkToken) -> String { "\(base)/s/\(token.text)" }

    /// The private address at which somebody who is addressed acknowledges a delivery and answers.
    package func delivery(_ token: LinkToken) -> String { "\(base)/deliveries/\(token.text)" }

    package func petition(_ slug: Slug) -> String { "\(base)/petitions/\(slug)" }
}
