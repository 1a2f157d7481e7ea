import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// Asks organisers whether somebody whom a petition was handed over to has answered.
///
/// What was asked and the mails commit together: nobody is asked twice.
struct FollowUps {
    private let site: Site

    init(site: Site) {
        self.site = site
    }

    /// Queues the mails that are due.
    ///
    /// - Throws: A fault of the database or of the keys folder.
    func queueDue(_ now: Moment) async throws {
        // The house is kept every minute: only what is due takes the one writer's time.
        let due = try await site.database.read { transaction in
            try transaction.deliveries(since: now - FollowUp.patience).filter { petitionID, delivery in
                let asked = try transaction.weeksAsked(about: delivery.tokenHash, of: petitionID)
                return FollowUp.week(since: delivery.deliveredAt, asked: asked, now: now) != nil
            }
        }
        for (petitionID, delivery) in due {
            try await site.database.write { [site] transaction in
                let asked = try transaction.weeksAsked(about: delivery.tokenHash, of: petitionID)
                guard let week = FollowUp.week(since: delivery.deliveredAt, asked: asked, now: now),
                    let petition = try transaction.petition(id: petitionID)
                else { return }
                try transaction.saveFollowUp(week, about: delivery.tokenHash, of: petitionID, at: now)
                guard try !Self.isAnswered(delivery, of: petition, transaction) else { return }
                try site.tellOrganisers(.answerDue, of: petition, in: transaction, now: now)
            }
        }
    }

    /// Whether an answer since the hand-over is on record; one that waits to be published was told of when it came.
    private static func isAnswered(
        _ delivery: StoredDelivery,
        of petition: Petition,
        _ transaction: any Transaction
    ) throws -> Bool {
        guard let campaignID = petition.campaignID else { return false }
        return try transaction.standings(ofCampaign: campaignID).contains { row in
            row.target == delivery.target && row.standing.answer != nil && row.recordedAt >= delivery.deliveredAt
        }
    }
}

extension Site {
    /// Queues a mail to everybody who may write in a petition's campaign.
    ///
    /// - Parameters:
    ///   - kind: What has happened; its link leads to the page of the petition's hand-overs.
    ///   - petition: About which.
    ///   - transaction: A write transaction.
    ///   - now: Its moment.
    /// - Throws: A fault of the database or of the keys folder.
    func tellOrganisers(
        _ kind: OutboxMail.Kind,
        of petition: Petition,
        in transaction: any Transaction,
        now: Moment
    ) throws {
        guard let campaignID = petition.campaignID,
            let campaign = try transaction.campaigns().first(where: { $0.id == campaignID })?.campaign
        else { return }
        let link = "\(address.base)/admin/campaigns/\(campaign.slug)/petitions/\(petition.slug)/deliveries"
        for account in try transaction.accounts() where account.state == .active && account.may(.write, in: campaignID)
        {
            try tell((account.address, account.name), kind, of: petition, link, in: transaction, now: now)
        }
    }

    /// Queues a mail to one of those who run a campaign.
    ///
    /// - Parameters:
    ///   - receiver: To whom: mail address and name.
    ///   - kind: What has happened.
    ///   - petition: About which.
    ///   - link: Where it is seen; about a sensitive petition the desk takes its place.
    ///   - transaction: A write transaction.
    ///   - now: Its moment.
    /// - Throws: A fault of the database or of the keys folder.
    func tell(
        _ receiver: (address: String, name: String),
        _ kind: OutboxMail.Kind,
        of petition: Petition,
        _ link: String,
        in transaction: any Transaction,
        now: Moment
    ) throws {
        let mail = try sealedMail(
            OutboxPayload(
                address: receiver.address,
                // Such an address holds short names, and whoever sees the mailbox would read them (P-25).
                link: petition.sheet.isSensitive ? "\(address.base)/admin" : link,
                name: receiver.name,
                language: LanguageTag.english.text
            ),
            kind,
            petitionID: petition.id,
            messageID: messageID(chance: ambient.randomBytes(16)),
            now: now
        )
        try transaction.enqueue(mail, signatureID: nil, at: now)
    }
}
