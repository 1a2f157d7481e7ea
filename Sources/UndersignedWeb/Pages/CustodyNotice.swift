package import UndersignedCore

/// Who can open the contact data of a petition.
package enum CustodyNotice: Hashable, Sendable {
    /// Whoever runs the server.
    case server
    /// Only its organiser, with a key that the server never has; its fingerprint in words. Nil where no campaign names one.
    case organiser(name: String?, fingerprint: String)

    package init(_ sheet: PetitionSheet, organiser: String?) {
        self = sheet.custody.map { .organiser(name: organiser, fingerprint: $0.fingerprint) } ?? .server
    }

    var isSealed: Bool { self != .server }
}

/// The same as the template reads it.
struct CustodyView: Sendable {
    let custodyWhat: String
    /// What holds of every petition, sealed or not.
    let custodyLimits: String
    let fingerprint: String?

    init(_ notice: CustodyNotice, _ words: Words) {
        custodyLimits = words.text("custody.limits")
        switch notice {
        case .server:
            (custodyWhat, fingerprint) = (words.text("custody.server"), nil)
        case .organiser(let name, let fingerprint):
            custodyWhat =
                name.map { words.text("custody.sealed", ["organiser": $0]) } ?? words.text("custody.sealed.unnamed")
            self.fingerprint = fingerprint
        }
    }
}
