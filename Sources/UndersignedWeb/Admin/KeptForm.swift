import Hummingbird
import UndersignedApp
import UndersignedCore

/// A form that was sent and can't be taken yet: the session had ended, or passphrase and code are asked for again.
///
/// It comes back inside of the next form, as one field, so that nothing typed is lost and nothing of it is stored here. A
/// seal over it names the person who sent it: nobody else's sign-in sends it on. Where nobody was signed in, whoever
/// signs in next is shown it, and asked.
package struct KeptForm: Sendable {
    /// Who sent it.
    package enum Writer: Hashable, Sendable {
        case account(Int64)
        /// Somebody at this browser who was not signed in.
        case nobody

        fileprivate var text: String {
            switch self {
            case .account(let id): String(id)
            case .nobody: "nobody"
            }
        }
    }

    /// An address of organisers, without a query.
    let path: String
    let fields: [(name: String, value: String)]
    let writer: Writer

    /// Secrets are typed again, and the form gets a token of its own.
    private static let dropped: Set<String> = ["t", "passphrase", "code", "new"]

    package init(path: String, _ fields: [(name: String, value: String)], by writer: Writer) {
        self.path = path
        self.fields = fields.filter { !Self.dropped.contains($0.name) }
        self.writer = writer
    }

    /// Reads what `text` gave; nil for none, one that leads elsewhere (S-30), or one of another person.
    init?(_ body: FieldBody, by writer: Writer, _ tokens: FormTokens) {
        let (path, text) = (body["to"], body["kept"])
        guard AdminPath.isOurs(path), tokens.isSeal(body["seal"], of: path, text, by: writer),
            let bytes = Base64URL.decode(text),
            let form = try? FieldBody(form: bytes, limit: AdminGate.fieldLimit)  // sealed here, so it reads
        else { return nil }
        self.init(path: path, form.fields, by: writer)
    }

    var text: String {
        let pairs = fields.map { "\(PercentText.encode($0.name))=\(PercentText.encode($0.value))" }
        return Base64URL.encode(Array(pairs.joined(separator: "&").utf8))
    }

    /// What goes into the next form.
    func hidden(_ tokens: FormTokens) -> HiddenForm {
        HiddenForm(path: path, text: text, seal: tokens.seal(path, text, by: writer))
    }
}

/// A kept form on its way through another one.
package struct HiddenForm: Sendable {
    let path: String
    let text: String
    let seal: String

    package init(path: String, text: String, seal: String) {
        self.path = path
        self.text = text
        self.seal = seal
    }

    /// As it came with a form that was not taken; whether it is ours is asked when it is.
    init?(_ body: FieldBody) {
        guard AdminPath.isOurs(body["to"]) else { return nil }
        self.init(path: body["to"], text: body["kept"], seal: body["seal"])
    }
}

extension FormTokens {
    /// Says of a kept form whose it is.
    fileprivate func seal(_ path: String, _ text: String, by writer: KeptForm.Writer) -> String {
        code(["undersigned/v1 kept form", path, text, writer.text])
    }

    fileprivate func isSeal(_ seal: String, of path: String, _ text: String, by writer: KeptForm.Writer) -> Bool {
        seal.utf8.isSameSecret(as: self.seal(path, text, by: writer).utf8)
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
                && part.utf8.allSatisfy { byte in
                    (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || "-.".utf8.contains(byte)
                } && !part.hasPrefix(".")
        }
    }
}
