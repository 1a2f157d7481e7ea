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
    }

    private var sheets: [Int64: PetitionSheet] = [:]
    private var updates: [Name: OutboxUpdate] = [:]

    init(of mails: [WaitingMail], _ transaction: any Transaction) throws {
        for id in Set(mails.map(\.mail.petitionID)) {
            guard let petition = try transaction.petition(id: id) else { continue }
            sheets[id] = petition.sheet
            for number in Set(mails.filter { $0.mail.petitionID == id }.compactMap(\.updateNumber)) {
                guard let update = try transaction.update(number, in: id) else { continue }
                let campaign = try petition.campaignID.flatMap { try transaction.campaign(id: $0) }
                updates[Name(petitionID: id, number: number)] = OutboxUpdate(
                    number: number,
                    text: update.text,
                    sender: campaign?.sponsor.name
                )
            }
        }
    }

    /// Nil for a petition that is gone.
    func sheet(of waiting: WaitingMail) -> PetitionSheet? { sheets[waiting.mail.petitionID] }

    /// Nil for a mail about no update.
    func update(of waiting: WaitingMail) -> OutboxUpdate? {
        waiting.updateNumber.flatMap { updates[Name(petitionID: waiting.mail.petitionID, number: $0)] }
    }
}
