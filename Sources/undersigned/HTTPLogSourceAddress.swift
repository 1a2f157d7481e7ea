import Foundation
import UndersignedCore

/// Where a petition and its log are served, from any of the addresses that a person may have at hand.
struct HTTPLogSourceAddress: Hashable, Sendable {
    /// Such as `https://example.org/petitions/save-the-library/log`.
    let log: String
    /// Such as `https://example.org/petitions/save-the-library`.
    let petition: String
    /// Whether the log itself was asked for.
    private let isOfLog: Bool

    /// Nil for what is no `http` or `https` address with a host.
    ///
    /// Reads the petition's page, its log's prefix, or the checkpoint's address.
    init?(_ text: String) {
        guard var parts = URLComponents(string: text), ["http", "https"].contains(parts.scheme?.lowercased()),
            parts.host?.isEmpty == false
        else { return nil }
        parts.query = nil
        parts.fragment = nil
        while parts.path.hasSuffix("/") {
            parts.path.removeLast()
        }
        let isCheckpoint = parts.path.hasSuffix("/checkpoint")
        if isCheckpoint {
            parts.path.removeLast("/checkpoint".count)
        }
        let steps = parts.path.split(separator: "/", omittingEmptySubsequences: false)
        let stepsOfLog = Self.stepsOfLog(steps)
        guard let address = parts.string else { return nil }
        parts.path = steps.dropLast(stepsOfLog).joined(separator: "/")
        guard let petition = parts.string else { return nil }
        self.petition = petition
        isOfLog = isCheckpoint || stepsOfLog > 0
        log = isOfLog ? address : address + "/log"
    }

    private init(log: String, petition: String) {
        (self.log, self.petition, isOfLog) = (log, petition, true)
    }

    /// The address with the log that the petition's document names; the same one where the log itself was asked for.
    func following(_ origin: LogOrigin) -> HTTPLogSourceAddress {
        isOfLog ? self : HTTPLogSourceAddress(log: "\(petition)/\(origin.path)", petition: petition)
    }

    /// What a log that was opened at this address is named; nil for an address that no log can be named after.
    var origin: String? {
        guard var parts = URLComponents(string: log), let host = parts.host?.lowercased() else { return nil }
        let ownPort = parts.scheme?.lowercased() == "https" ? 443 : 80
        if parts.port == ownPort { parts.port = nil }
        return host + (parts.port.map { ":\($0)" } ?? "") + parts.path
    }

    /// How many steps at the end of a path name the log: `log`, or `log/2` for a later log of the same petition.
    private static func stepsOfLog(_ steps: [Substring]) -> Int {
        // A petition's slug may be "log" itself.
        if steps.suffix(2) == ["petitions", "log"] { return 0 }
        if steps.last == "log" { return 1 }
        let isNumbered = steps.dropLast().last == "log" && steps.last.flatMap { UInt($0) } != nil
        return isNumbered ? 2 : 0
    }
}
