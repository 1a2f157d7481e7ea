package import UndersignedCore
package import UndersignedDatabase

/// A row of a target's history as the database keeps it: added once, never changed.
package struct StandingRow: Hashable, Sendable {
    package var campaignID: Int64
    package var target: Slug
    /// From 1, without gaps.
    package var number: Int
    package var standing: TargetStanding
    package var recordedAt: Moment
    /// The public document, and its SHA-256 of 32 bytes; nil for a first row that says no more than the campaign.
    package var document: [UInt8]?
    package var hash: [UInt8]?

    package init(
        campaignID: Int64,
        target: Slug,
        number: Int,
        standing: TargetStanding,
        recordedAt: Moment,
        document: [UInt8]? = nil,
        hash: [UInt8]? = nil
    ) {
        self.campaignID = campaignID
        self.target = target
        self.number = number
        self.standing = standing
        self.recordedAt = recordedAt
        self.document = document
        self.hash = hash
    }
}

/// An event that tells when a target was asked, or where its answer is public.
package struct StandingEvent: Hashable, Sendable {
    package let petitionID: Int64
    package let campaignID: Int64
    package let slug: Slug
    /// `opened` or `response`.
    package let verb: String
    /// Of the log's clock mark: an hour, or a day.
    package let hour: Moment
    package let hash: [UInt8]?
}

extension Transaction {
    /// Stores a row unless it is there.
    ///
    /// - Returns: False where another row has its number.
    /// - Throws: A fault of the database.
    package func keepStanding(_ row: StandingRow) throws -> Bool {
        let standing = row.standing
        let added = try self.row(
            """
            INSERT INTO standing (campaign_id, target, number, since, state, answered_on, answer, source, correction,
                recorded_at, document, hash)
            VALUES (\(row.campaignID), \(row.target.text), \(row.number), \(standing.since.seconds),
                \(standing.state.rawValue), \(standing.answer?.date), \(standing.answer?.text),
                \(standing.answer?.source.map(Int64.init)), \(standing.correction), \(row.recordedAt.seconds),
                \(row.document), \(row.hash))
            ON CONFLICT (campaign_id, target, number) DO NOTHING RETURNING number
            """
        )
        if added != nil { return true }
        let kept = try self.row(
            """
            SELECT * FROM standing WHERE campaign_id = \(row.campaignID) AND target = \(row.target.text)
                AND number = \(row.number)
            """
        ).map(StandingRow.init)
        return kept?.standing == standing && kept?.hash == row.hash
    }

    /// The rows of all targets of a campaign, by target, oldest first.
    package func standings(ofCampaign campaignID: Int64) throws -> [StandingRow] {
        try rows("SELECT * FROM standing WHERE campaign_id = \(campaignID) ORDER BY target, number")
            .map(StandingRow.init)
    }

    /// The rows of all campaigns, without their documents.
    package func standings() throws -> [StandingRow] {
        try rows(
            """
            SELECT campaign_id, target, number, since, state, answered_on, answer, source, correction, recorded_at,
                NULL AS document, hash FROM standing ORDER BY campaign_id, target, number
            """
        ).map(StandingRow.init)
    }

    /// When petitions of campaigns were opened, and which answers their logs name, in the order of the logs.
    ///
    /// - Parameter campaignID: Of one campaign; nil for all of them.
    /// - Returns: Events of petitions that belong to a campaign.
    /// - Throws: A fault of the database.
    package func standingEvents(ofCampaign campaignID: Int64?) throws -> [StandingEvent] {
        try rows(
            """
            SELECT p.id, p.campaign_id, p.slug, e.verb, e.hour, e.hash FROM petition p
            JOIN event e ON e.petition_id = p.id AND e.verb IN ('opened', 'response')
            WHERE p.campaign_id = COALESCE(\(campaignID), p.campaign_id) ORDER BY p.id, e.position
            """
        ).map(StandingEvent.init)
    }
}

extension StandingEvent {
    fileprivate init(_ row: QueryRow) throws {
        guard let slug = Slug(try row.text("slug")) else { throw DatabaseFailure.unexpectedShape("petition.slug") }
        self.init(
            petitionID: try row.integer("id"),
            campaignID: try row.integer("campaign_id"),
            slug: slug,
            verb: try row.text("verb"),
            hour: Moment(seconds: try row.integer("hour")),
            hash: try row.optionalBlob("hash")
        )
    }
}

extension StandingRow {
    fileprivate init(_ row: QueryRow) throws {
        guard let target = Slug(try row.text("target")),
            let state = Target.Standing(rawValue: try row.text("state"))
        else { throw DatabaseFailure.unexpectedShape("standing") }
        let source = try row.optionalInteger("source").map(Int.init)
        let text = try row.optionalText("answer")
        let answer = try row.optionalText("answered_on").map {
            Target.Answer(date: $0, text: text ?? "", source: source)
        }
        self.init(
            campaignID: try row.integer("campaign_id"),
            target: target,
            number: Int(try row.integer("number")),
            standing: TargetStanding(
                state: state,
                since: Moment(seconds: try row.integer("since")),
                answer: answer,
                correction: try row.optionalText("correction")
            ),
            recordedAt: Moment(seconds: try row.integer("recorded_at")),
            document: try row.optionalBlob("document"),
            hash: try row.optionalBlob("hash")
        )
    }
}
