import HTTPTypes
import Hummingbird
import UndersignedApp
import UndersignedCore

/// The only cookies there are: on addresses of organisers alone, none on public pages (red line 3).
struct SessionCookie {
    private let isSecure: Bool

    init(_ address: SiteAddress) {
        isSecure = address.base.hasPrefix("https://")
    }

    /// The session's secret.
    func secret(_ request: Request) -> String? { value(sessionName, request) }

    /// The mark of a device that somebody signed in from.
    func device(_ request: Request) -> String? { value(deviceName, request) }

    func session(_ secret: String) -> HTTPField {
        // Without an age: gone with the browser, and with the session at the latest.
        cookie(sessionName, secret, path: "/admin", more: "")
    }

    func device(_ mark: String) -> HTTPField {
        cookie(deviceName, mark, path: "/admin/sign-in", more: "; Max-Age=31536000")
    }

    /// Takes the session's cookie away.
    var none: HTTPField { cookie(sessionName, "", path: "/admin", more: "; Max-Age=0") }

    // A name with this prefix is set over TLS alone, so that nobody on the way sets one.
    private var sessionName: String { (isSecure ? "__Secure-" : "") + "session" }
    private var deviceName: String { (isSecure ? "__Secure-" : "") + "device" }

    private func cookie(_ name: String, _ value: String, path: String, more: String) -> HTTPField {
        let security = isSecure ? "; Secure" : ""
        return HTTPField(
            name: .setCookie,
            value: "\(name)=\(value); Path=\(path); HttpOnly; SameSite=Strict\(security)\(more)"
        )
    }

    /// Nil where there are two: somebody beside this site set one of them.
    private func value(_ name: String, _ request: Request) -> String? {
        var found: [Substring] = []
        for field in request.headers[values: .cookie] {
            for pair in field.split(separator: ";") {
                let parts = pair.drop { $0 == " " }.split(separator: "=", maxSplits: 1)
                if parts.count == 2, parts[0] == name { found.append(parts[1]) }
            }
        }
        return found.count == 1 ? String(found[0]) : nil
    }
}
