import TransparencyLog
import UndersignedApp
import UndersignedCore

/// A mailed link, opened.
struct DemoLink: Sendable {
    /// From `/s/` on.
    let path: String
    let recipient: String
    let slug: String
    let page: DemoPage

    /// The button's form, while the link waits for it.
    var button: DemoPage.Form? { page.form(to: path) }

    var canWithdraw: Bool { page.form(to: "\(path)/withdrawal") != nil }
}

/// A person, a petition, and the link between them.
struct DemoSignature: Sendable {
    let ask: DemoAsk
    let link: DemoLink
}

/// What people do with their links.
struct DemoLinks: Sendable {
    let visitor: DemoVisitor
    /// The headings of the pages, in the language that the visitor asks for.
    private let words: Catalogue

    init(visitor: DemoVisitor) throws {
        self.visitor = visitor
        guard let english = try Messages.catalogues().first else { throw DemoFailure("there are no words") }
        words = english
    }

    /// Looks at a link as mail scanners and people do: counts nothing.
    func open(_ path: String, of recipient: String) async throws -> DemoLink {
        let head = try await visitor.head(path)
        guard head.status == 200, head.body.isEmpty else {
            throw DemoFailure("HEAD of the link mailed to \(recipient) answered \(head.status)")
        }
        let page = try await visitor.page(path)
        let prefix = "/petitions/"
        guard let address = page.links.first(where: { $0.hasPrefix(prefix) }) else {
            throw DemoFailure("the link mailed to \(recipient) does not say what it is for")
        }
        let slug = address.dropFirst(prefix.count).prefix { $0 != "#" && $0 != "/" }
        return DemoLink(path: path, recipient: recipient, slug: String(slug), page: page)
    }

    /// Presses the button, once or twice at the same time; it counts once.
    func confirm(_ signature: DemoSignature, isDouble: Bool) async throws {
        let path = signature.link.path
        guard let button = signature.link.button else { throw DemoFailure("\(signature.link.recipient): no button") }
        guard signature.link.page.shows(signature.ask.person.name) else {
            throw DemoFailure("the link mailed to \(signature.link.recipient) does not show the name as it was typed")
        }
        async let second = isDouble ? visitor.post(path, button.hidden) : nil
        let answers = [try await visitor.post(path, button.hidden), try await second].compactMap { $0 }
        for answer in answers where answer.status != 303 || answer.location != path {
            throw DemoFailure("the button of \(signature.link.recipient) was answered with \(answer.status)")
        }
        let page = try await visitor.page(path)
        guard page.heading == words.text("signed.title"), page.links.contains("\(path)/receipt") else {
            throw DemoFailure("after the button, \(signature.link.recipient) reads ‘\(page.heading)’")
        }
    }

    /// Downloads the receipt and checks it as `undersigned receipt verify` does.
    func checkReceipt(_ signature: DemoSignature) async throws {
        let who = signature.link.recipient
        guard let bytes = try await visitor.file("\(signature.link.path)/receipt") else {
            throw DemoFailure("there is no receipt for \(who)")
        }
        let receipt: Receipt
        do {
            receipt = try Receipt(parsing: bytes)
            _ = try receipt.verified(by: receipt.statedKey)
        } catch let error as Receipt.Malformed {
            throw DemoFailure.notProven("the receipt of \(who): \(ReceiptCommandReport.text(of: error))")
        } catch let error as Receipt.Problem {
            throw DemoFailure.notProven("the receipt of \(who): \(ReceiptCommandReport.text(of: error))")
        }
        let ask = signature.ask
        guard receipt.statedKey == ask.petition.log?.key else {
            throw DemoFailure.notProven("the receipt of \(who) names another key than the petition's document")
        }
        let statement = receipt.statement
        guard statement.email == ask.email, statement.name == ask.person.name,
            statement.isShown == ask.person.isShown
        else { throw DemoFailure.notProven("the receipt of \(who) states something else than was typed") }
    }

    /// Takes a signature back; the link says so, and gives no receipt any more.
    func withdraw(_ signature: DemoSignature) async throws {
        let path = signature.link.path
        let answer = try await visitor.post("\(path)/withdrawal", [])
        guard answer.status == 303, answer.location == path else {
            throw DemoFailure("the withdrawal of \(signature.link.recipient) was answered with \(answer.status)")
        }
        let page = try await visitor.page(path)
        guard page.heading == words.text("outcome.withdrawn.title") else {
            throw DemoFailure("after the withdrawal, \(signature.link.recipient) reads ‘\(page.heading)’")
        }
        let receipt = try await visitor.get("\(path)/receipt")
        guard receipt.status == 404 else {
            throw DemoFailure("the withdrawn signature of \(signature.link.recipient) still has a receipt")
        }
    }

    /// Whether a link is that of an address which had signed before.
    func isManagement(_ link: DemoLink) -> Bool {
        link.page.heading == words.text("manage.title") && link.canWithdraw && link.button == nil
    }
}
