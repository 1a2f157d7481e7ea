package import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// An update as its mails tell it.
package struct OutboxUpdate: Hashable, Sendable {
    package var number: Int
    package var text: UpdateText
    /// Who writes; nil where the petition belongs to no campaign.
    package var sender: String?

    package init(number: Int, text: UpdateText, sender: String?) {
        self.number = number
        self.text = text
        self.sender = sender
    }
}

/// What the mails of a pass are about, read once for all of them.
struct OutboxSubjects: Sendable {
    private struct Name: Hashable {
        let petitionID: Int64
        let number: Int
        let kind: OutboxMail.Kind

        /// Nil for a mail about no update.
        init?(_ waiting: WaitingMail) {
            guard let number = waiting.updateNumber else { return nil }
            (petitionID, self.number, kind) = (waiting.mail.petitionID, number, waiting.mail.kind)
        }
    }

    private var sheets: [Int64: PetitionSheet] = [:]
    private var updates: [Name: OutboxUpdate] = [:]

    init(of mails: [WaitingMail], _ transaction: any Transaction) throws {
        for id in Set(mails.map(\.mail.petitionID)) {
            guard let petition = try transaction.petition(id: id) else { continue }
            sheets[id] = petition.sheet
            for name in Set(mails.filter { $0.mail.petitionID == id }.compactMap(Name.init)) {
                guard let text = try Self.text(of: name, transaction) else { continue }
                let campaign = try petition.campaignID.flatMap { try transaction.campaign(id: $0) }
                updates[name] = OutboxUpdate(number: name.number, text: text, sender: campaign?.sponsor.name)
            }
        }
    }

    /// Organisers try out the text that stands; signatories get the one that somebody sent with passphrase and code.
    private static func text(of name: Name, _ transaction: any Transaction) throws -> UpdateText? {
        name.kind == .updateTest
            ? try transaction.update(name.number, in: name.petitionID)?.text
            : try transaction.mailedText(of: name.number, in: name.petitionID)
    }

    /// Nil for a petition that is gone.
    func sheet(of waiting: WaitingMail) -> PetitionSheet? { sheets[waiting.mail.petitionID] }

    /// Nil for a mail about no update.
    func update(of waiting: WaitingMail) -> OutboxUpdate? {
        Name(waiting).flatMap { updates[$0] }
    }
}
