import Hummingbird
import UndersignedCore

/// A form that was sent and can't be taken yet: the session had ended, or passphrase and code are asked for again.
///
/// It comes back inside of the next form, as one field, so that nothing typed is lost and nothing of it is stored here.
package struct KeptForm: Sendable {
    /// An address of organisers, without a query.
    let path: String
    let fields: [(name: String, value: String)]

    /// Secrets are typed again, and the form gets a token of its own.
    private static let dropped: Set<String> = ["t", "passphrase", "code", "new"]

    init(path: String, _ body: FieldBody) {
        self.path = path
        fields = body.fields.filter { !Self.dropped.contains($0.name) }
    }

    /// Reads what `text` gave; nil for none, or one that leads elsewhere (S-30).
    package init?(path: String, text: String) {
        guard !text.isEmpty, AdminPath.isOurs(path),
            let body = try? FieldBody(form: Array(text.utf8), limit: AdminGate.fieldLimit)  // somebody changed it
        else { return nil }
        self.init(path: path, body)
    }

    var text: String {
        fields.map { "\(PercentText.encode($0.name))=\(PercentText.encode($0.value))" }.joined(separator: "&")
    }
}

/// Addresses of organisers.
enum AdminPath {
    static let desk = "/admin"

    /// Whether a text is such an address, without host, query and tricks (S-30): a slash before each part, and in a part
    /// nothing but what our routes have.
    static func isOurs(_ text: String) -> Bool {
        guard text == desk || text.hasPrefix(desk + "/"), text.utf8.count <= 300 else { return false }
        return text.dropFirst().split(separator: "/", omittingEmptySubsequences: false).allSatisfy { part in
            !part.isEmpty
                && part.utf8.allSatisfy {
                    (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: "-")
                }
        }
    }
}
