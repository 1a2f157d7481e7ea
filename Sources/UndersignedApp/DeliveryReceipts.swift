package import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// What somebody who is addressed sees at the private address, and what they do there.
package struct DeliveryReceipts: Sendable {
    /// More answers to one delivery are a mistake or an attack.
    package static let answerLimit = 20

    /// A delivery as its page shows it.
    package struct View: Sendable {
        package var petition: Petition
        package var packet: DeliveryPacket
        /// SHA-256 of the packet, 32 bytes.
        package var hash: [UInt8]
        /// The log's, as it was handed over.
        package var checkpoint: String
        package var deliveredAt: Moment
        /// Nil before the one addressed said that it has arrived.
        package var acknowledgedAt: Moment?
        /// Oldest first.
        package var answers: [Answer]

        package init(
            petition: Petition,
            packet: DeliveryPacket,
            hash: [UInt8],
            checkpoint: String,
            deliveredAt: Moment,
            acknowledgedAt: Moment?,
            answers: [Answer]
        ) {
            self.petition = petition
            self.packet = packet
            self.hash = hash
            self.checkpoint = checkpoint
            self.deliveredAt = deliveredAt
            self.acknowledgedAt = acknowledgedAt
            self.answers = answers
        }
    }

    /// An answer that was sent.
    package struct Answer: Sendable {
        package var text: String
        /// Name and role, where they were given.
        package var who: [String]
        package var writtenAt: Moment

        package init(text: String, who: [String], writtenAt: Moment) {
            self.text = text
            self.who = who
            self.writtenAt = writtenAt
        }
    }

    /// What became of an answer.
    package enum Outcome: Hashable, Sendable {
        /// Stored, now or already before.
        case stored
        case tooMany
        case unknown
    }

    private let site: Site

    package init(site: Site) {
        self.site = site
    }

    /// Looks behind a private address; nil for an unknown one.
    ///
    /// Changes nothing.
    ///
    /// - Throws: A fault of the database.
    package func view(_ token: LinkToken) async throws -> View? {
        try await site.database.read { transaction in
            guard let petition = try transaction.petition(id: token.petitionID),
                let delivery = try transaction.delivery(tokenHash: token.hash, of: petition.id),
                let content = try transaction.document(hash: delivery.packetHash, of: petition.id)
            else { return nil }
            return View(
                petition: petition,
                packet: try DeliveryPacket(parsing: content),
                hash: delivery.packetHash,
                checkpoint: delivery.checkpoint,
                deliveredAt: delivery.deliveredAt,
                acknowledgedAt: delivery.acknowledgedAt,
                answers: try transaction.answers(to: token.hash, of: petition.id).map(Answer.init)
            )
        }
    }

    /// Writes down that the packet has arrived; pressing again changes nothing.
    ///
    /// - Returns: False for an unknown address.
    /// - Throws: A fault of the database.
    package func acknowledge(_ token: LinkToken) async throws -> Bool {
        let now = site.ambient.now()
        return try await site.database.write { transaction in
            guard try transaction.delivery(tokenHash: token.hash, of: token.petitionID) != nil else { return false }
            try transaction.acknowledge(token.hash, of: token.petitionID, at: now)
            return true
        }
    }

    /// Stores an answer for organisers to publish; the same one sent again changes nothing.
    ///
    /// Who answers has received what they answer to.
    ///
    /// - Throws: A fault of the database.
    package func answer(_ token: LinkToken, _ draft: AnswerDraft) async throws -> Outcome {
        let now = site.ambient.now()
        return try await site.database.write { [site] transaction in
            let id = token.petitionID
            guard try transaction.delivery(tokenHash: token.hash, of: id) != nil,
                let petition = try transaction.petition(id: id)
            else { return .unknown }
            let known = try transaction.answers(to: token.hash, of: id)
            if known.contains(where: { $0.hash == draft.hash }) { return .stored }
            guard known.count < Self.answerLimit else { return .tooMany }
            try transaction.saveAnswer(draft, to: token.hash, of: id, at: now)
            try transaction.acknowledge(token.hash, of: id, at: now)
            try site.tellOrganisers(.answerCame, of: petition, in: transaction, now: now)
            return .stored
        }
    }
}

extension DeliveryReceipts.Answer {
    fileprivate init(_ answer: TargetAnswer) {
        self.init(
            text: answer.text,
            who: [answer.name, answer.role].compactMap { $0 },
            writtenAt: answer.writtenAt
        )
    }
}
