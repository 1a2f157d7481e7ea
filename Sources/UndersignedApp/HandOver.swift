package import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// A packet that was handed over, and what came back, as organisers see it.
package struct HandOver: Sendable {
    package var target: Slug
    /// SHA-256 of `packet.json`, 32 bytes.
    package var packetHash: [UInt8]
    /// How far the delivered count reaches into the log.
    package var size: UInt64
    /// Index of the `delivered` entry.
    package var position: UInt64
    package var deliveredAt: Moment
    /// Nil before the one addressed said that it has arrived.
    package var acknowledgedAt: Moment?
    /// Oldest first.
    package var answers: [Answer]

    package init(
        target: Slug,
        packetHash: [UInt8],
        size: UInt64,
        position: UInt64,
        deliveredAt: Moment,
        acknowledgedAt: Moment?,
        answers: [Answer]
    ) {
        self.target = target
        self.packetHash = packetHash
        self.size = size
        self.position = position
        self.deliveredAt = deliveredAt
        self.acknowledgedAt = acknowledgedAt
        self.answers = answers
    }

    /// What somebody addressed wrote on the private page; not public until it is recorded.
    package struct Answer: Sendable {
        /// By which it is known, 32 bytes.
        package var hash: [UInt8]
        /// Plain text; paragraphs with empty lines between.
        package var text: String
        /// Name and role, where they were given.
        package var who: [String]
        package var writtenAt: Moment
        /// When an organiser made it public; nil before that.
        package var recordedAt: Moment?

        package init(
            hash: [UInt8],
            text: String,
            who: [String],
            writtenAt: Moment,
            recordedAt: Moment? = nil
        ) {
            self.hash = hash
            self.text = text
            self.who = who
            self.writtenAt = writtenAt
            self.recordedAt = recordedAt
        }
    }
}

extension Delivering {
    /// All hand-overs of a petition, in the order of its log.
    ///
    /// - Throws: `Refusal.unknownPetition`, or a fault of the database.
    package func list(_ slug: Slug) async throws -> [HandOver] {
        try await site.database.read { transaction in
            guard let petition = try transaction.petition(slug) else { throw Refusal.unknownPetition }
            return try transaction.deliveries(of: petition.id).map { delivery in
                HandOver(
                    target: delivery.target,
                    packetHash: delivery.packetHash,
                    size: delivery.size,
                    position: delivery.position,
                    deliveredAt: delivery.deliveredAt,
                    acknowledgedAt: delivery.acknowledgedAt,
                    answers: try transaction.answers(to: delivery.tokenHash, of: petition.id).map(HandOver.Answer.init)
                )
            }
        }
    }

    /// What somebody addressed wrote after any hand-over of a campaign, by its hash; nil for none.
    ///
    /// - Throws: A fault of the database.
    package func answer(_ hash: [UInt8], of target: Slug, in campaignID: Int64) async throws -> HandOver.Answer? {
        try await site.database.read { transaction in
            for petition in try transaction.petitions(ofCampaign: campaignID) {
                let answers = try transaction.targetAnswers(of: petition.id)
                if let answer = answers.first(where: { $0.hash == hash && $0.target == target }) {
                    return HandOver.Answer(answer)
                }
            }
            return nil
        }
    }

    /// Notes that an organiser made an answer public that came on a private page.
    ///
    /// - Throws: A fault of the database.
    package func noteRecorded(_ hash: [UInt8], of target: Slug, in campaignID: Int64) async throws {
        let now = site.ambient.now()
        try await site.database.write { transaction in
            for petition in try transaction.petitions(ofCampaign: campaignID) {
                let answers = try transaction.targetAnswers(of: petition.id)
                guard answers.contains(where: { $0.hash == hash && $0.target == target }) else { continue }
                try transaction.noteRecorded(hash, of: petition.id, at: now)
            }
        }
    }
}

extension HandOver.Answer {
    fileprivate init(_ answer: TargetAnswer) {
        self.init(
            hash: answer.hash,
            text: answer.text,
            who: [answer.name, answer.role].compactMap { $0 },
            writtenAt: answer.writtenAt,
            recordedAt: answer.recordedAt
        )
    }
}
