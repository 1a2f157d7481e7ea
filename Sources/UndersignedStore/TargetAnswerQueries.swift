package import UndersignedCore
package import UndersignedDatabase

/// What somebody a petition is addressed to wrote at the private address; not public until an organiser publishes it.
package struct TargetAnswer: Hashable, Sendable {
    /// By which the same answer, sent twice, is known: 32 bytes.
    package var hash: [UInt8]
    /// Who was asked: the id of one the petition is addressed to.
    package var target: Slug
    /// Plain text; paragraphs with empty lines between.
    package var text: String
    /// Who wrote it, as they named themselves.
    package var name: String?
    package var role: String?
    /// To the minute.
    package var writtenAt: Moment
    /// When an organiser made it public; nil before that.
    package var recordedAt: Moment?
}

extension Transaction {
    /// Stores an answer; the same one again changes nothing.
    package func saveAnswer(_ draft: AnswerDraft, to tokenHash: [UInt8], of petitionID: Int64, at now: Moment) throws {
        try rows(
            """
            INSERT INTO target_answer (petition_id, token_hash, hash, text, name, role, written_at)
            VALUES (\(petitionID), \(tokenHash), \(draft.hash), \(draft.text), \(draft.name), \(draft.role),
                \(now.minute.seconds))
            ON CONFLICT (petition_id, token_hash, hash) DO NOTHING
            """
        )
    }

    /// What was answered to one delivery, oldest first.
    package func answers(to tokenHash: [UInt8], of petitionID: Int64) throws -> [TargetAnswer] {
        try rows(
            """
            SELECT a.hash, a.text, a.name, a.role, a.written_at, a.recorded_at, d.target FROM target_answer a
            JOIN delivery d ON d.petition_id = a.petition_id AND d.token_hash = a.token_hash
            WHERE a.petition_id = \(petitionID) AND a.token_hash = \(tokenHash) ORDER BY a.written_at, a.hash
            """
        ).map(TargetAnswer.init)
    }

    /// What was answered to all deliveries of a petition, oldest first: for organisers, who publish it.
    package func targetAnswers(of petitionID: Int64) throws -> [TargetAnswer] {
        try rows(
            """
            SELECT a.hash, a.text, a.name, a.role, a.written_at, a.recorded_at, d.target FROM target_answer a
            JOIN delivery d ON d.petition_id = a.petition_id AND d.token_hash = a.token_hash
            WHERE a.petition_id = \(petitionID) ORDER BY a.written_at, a.hash
            """
        ).map(TargetAnswer.init)
    }
}

extension Transaction {
    /// Notes that an answer is public; the first time stays.
    package func noteRecorded(_ answerHash: [UInt8], of petitionID: Int64, at now: Moment) throws {
        try rows(
            """
            UPDATE target_answer SET recorded_at = \(now.seconds)
            WHERE petition_id = \(petitionID) AND hash = \(answerHash) AND recorded_at IS NULL
            """
        )
    }
}

extension TargetAnswer {
    fileprivate init(_ row: QueryRow) throws {
        guard let target = Slug(try row.text("target")) else {
            throw DatabaseFailure.unexpectedShape("delivery.target")
        }
        self.init(
            hash: try row.blob("hash"),
            target: target,
            text: try row.text("text"),
            name: try row.optionalText("name"),
            role: try row.optionalText("role"),
            writtenAt: Moment(seconds: try row.integer("written_at")),
            recordedAt: try row.optionalInteger("recorded_at").map { Moment(seconds: $0) }
        )
    }
}
