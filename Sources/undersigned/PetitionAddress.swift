import Foundation

/// A petition's address in the one way in which a member's file has it: as the URL Standard prints it.
///
/// Narrower than that standard, so that no two readers print it in different ways: ASCII, no port that goes without saying,
/// no steps that lead up.
struct PetitionAddress: Hashable, Sendable {
    /// Such as `https://example.org/petitions/dear-board`.
    let text: String
    /// The last step.
    let slug: String
    let host: String
    private let isSecret: Bool

    /// Nil for what is no such address.
    ///
    /// - Parameter text: What a person has at hand: the petition's address, its log's, or one with a slash at its end.
    init?(of text: String) {
        guard let address = HTTPLogSourceAddress(text)?.petition, var parts = URLComponents(string: address) else {
            return nil
        }
        parts.scheme = parts.scheme?.lowercased()
        // Not `host`, which would be encoded once more.
        parts.encodedHost = parts.encodedHost?.lowercased()
        if parts.port == (parts.scheme == "https" ? 443 : 80) { parts.port = nil }
        guard let printed = parts.string else { return nil }
        self.init(exactly: printed)
    }

    /// Nil unless it is written in the one way.
    init?(exactly text: String) {
        // Beyond ASCII, characters may be equal that are not the same bytes.
        guard text.utf8.allSatisfy({ $0 < 0x80 }), let match = text.wholeMatch(of: Self.shape) else { return nil }
        let (_, scheme, host, port, path, slug) = match.output
        let steps = path.split(separator: "/").map { $0.lowercased().replacing("%2e", with: ".") }
        guard !steps.contains("."), !steps.contains(".."), port != (scheme == "https" ? "443" : "80") else {
            return nil
        }
        self.text = text
        self.slug = String(slug)
        self.host = String(host)
        isSecret = scheme == "https"
    }

    /// Whether nobody on the way reads what is sent: over TLS, to this machine, or to a host that only Tor reaches.
    var isConfidential: Bool { isSecret || LoopbackHost.isOne(host) || host.hasSuffix(".onion") }

    private static var shape: Regex<(Substring, Substring, Substring, Substring?, Substring, Substring)> {
        #/
        (https?)://
        ([a-z0-9][a-z0-9.\-]*|\[[0-9a-f:]+\])
        (?::([1-9][0-9]{0,4}))?
        ((?:/[A-Za-z0-9._~!$&'()*+,;=:@%\-]+)*)
        /petitions/([a-z0-9\-]+)
        /#
    }
}
