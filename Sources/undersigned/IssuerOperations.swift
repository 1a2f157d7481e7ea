import Foundation
import UndersignedApp
import UndersignedCore

/// What an issuer's operator does, and organisers who invite members.
struct IssuerOperations {
    /// So many codes are stored with one write: the site answers others meanwhile.
    private static let codesPerWrite = 2_000

    let site: Site
    let board: PetitionBoard

    func perform(_ operation: Operation, _ tell: Operations.Tell) async throws {
        switch operation {
        case .addLetter(let order): try await add(order, tell)
        case .listLetters: try await list(tell)
        case .closeLetter(let slug):
            try await IssuerDesk(site: site).close(slug)
            await tell(.line("\(slug) is closed: its key is destroyed, and nobody gets a token any more."))
        case .invite(let slug, let hashes): try await invite(hashes, slug, tell)
        default: preconditionFailure("an operation of another kind")
        }
    }

    private func add(_ order: IssuerOrder, _ tell: Operations.Tell) async throws {
        let address = site.address.petition(order.slug)
        guard order.url == address else {
            throw Declined(code: 2, "--url: this issuer is reached at \(site.address.base), so write \(address)")
        }
        let desk = IssuerDesk(site: site)
        let letter = try await desk.add(
            order.slug,
            at: order.letter,
            as: order.name,
            order.rules,
            closesAt: order.closesAt
        )
        let key = Data(letter.key).base64EncodedString()
        await tell(.line("\(order.slug): its members' tokens are signed here. For \"members\" in its campaign file:"))
        await tell(.line(""))
        await tell(.line("issuer:"))
        await tell(.line("  name: \(Self.quoted(order.name))"))
        await tell(.line("  key: \"\(key)\""))
        await tell(.line("  url: \"\(order.url)\""))
    }

    private func list(_ tell: Operations.Tell) async throws {
        for (letter, signed) in try await IssuerDesk(site: site).letters() {
            let petition = letter.petition
            let counts = "\(signed) signed\t\(letter.issued) told"
            let key = Data(letter.key.sha256).base64EncodedString()
            await tell(.line("\(petition.state.rawValue)\t\(counts)\t\(petition.slug)\t\(key)\t\(letter.address)"))
        }
    }

    private func invite(_ hashes: [Data], _ slug: Slug, _ tell: Operations.Tell) async throws {
        guard let petition = try await board.snapshot(slug)?.petition else {
            throw Declined("there is no petition ‘\(slug)’; see undersigned petition list")
        }
        let issuing = MemberIssuing(site: site)
        var added = 0
        do {
            for start in stride(from: 0, to: hashes.count, by: Self.codesPerWrite) {
                let some = hashes[start..<min(start + Self.codesPerWrite, hashes.count)]
                added += try await issuing.invite(some.map { Array($0) }, to: petition)
                await tell(.progress(done: start + some.count, of: hashes.count))
            }
        } catch let refusal as MemberIssuing.Refusal {
            throw Declined("\(slug): \(refusal.wordsForInvitation)")
        }
        let known = hashes.count - added
        await tell(.line("\(added) codes let somebody in from now on" + (known > 0 ? "; \(known) did before." : ".")))
    }

    /// As YAML and JSON write a text of printable ASCII.
    private static func quoted(_ text: String) -> String {
        "\"\(text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\""
    }
}

extension MemberIssuing.Refusal {
    fileprivate var wordsForInvitation: String {
        switch self {
        case .issuedElsewhere: "no tokens are signed here; hand the file to its issuer, for undersigned issuer invite"
        case .notByInvitation:
            "it takes no invitations; a campaign file says invitations: true, an issuer --invitations"
        case .petition(.closed): "it is closed"
        case .petition(.notOpenYet): "it is not open yet"
        default: "it takes no invitations now"
        }
    }
}

extension IssuerDesk.Refusal: OperatorRefusal {
    var words: String {
        switch self {
        case .site: "there is a site in this data folder; an issuer needs one of its own, on another host"
        case .noIssuer: "there is no issuer in this data folder; undersigned issuer add makes one"
        case .unknown: "there is no such letter here; see undersigned issuer list"
        case .known: "it was added before; see undersigned issuer list"
        case .members(let problem): Self.words(of: problem)
        case .failed: "it can't be closed now; see undersigned doctor"
        }
    }

    var exitCode: Int32 {
        switch self {
        case .members: 2
        default: 1
        }
    }

    /// The same as of a campaign file, by the names of the options.
    private static func words(of problem: MemberRules.Problem) -> String {
        switch problem {
        case .noDomain: "--domain: name the mail domains of the organisation, or give --invitations"
        case .domain(let domain):
            "--domain: ‘\(domain)’ is no mail domain, is given twice, or anybody can have a mailbox there"
        case .vouchers(let number): "--vouchers: \(number) is none, or too many; write 1 to \(MemberRules.mostVouchers)"
        case .issuerName: "--name: write at most 255 letters, digits and signs of ASCII"
        default: problem.words
        }
    }
}
