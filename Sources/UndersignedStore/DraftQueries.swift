package import UndersignedCore
package import UndersignedDatabase

/// A text of a draft as somebody saved it.
package struct DraftText: Sendable {
    /// Counts from 1 within the petition.
    package let number: Int
    package let sheet: PetitionSheet
    /// Nil for the command line.
    package let accountID: Int64?
    package let savedAt: Moment
}

extension Transaction {
    /// Inserts a draft; nil when the slug is taken.
    package func insertDraft(_ sheet: PetitionSheet, campaignID: Int64) throws -> Int64? {
        try row(
            """
            INSERT INTO petition (slug, campaign_id, state, sheet, text_version, is_private)
            VALUES (\(sheet.slug.text), \(campaignID), 'draft', \(SheetText.encode(sheet)), 1, 1)
            ON CONFLICT (slug) DO NOTHING RETURNING id
            """
        )?.integer("id")
    }

    /// Replaces the sheet of a draft; false when it has left the draft state.
    package func replaceDraft(_ petitionID: Int64, with sheet: PetitionSheet) throws -> Bool {
        let isDraft =
            try row(
                """
                UPDATE petition SET sheet = \(SheetText.encode(sheet)) WHERE id = \(petitionID) AND state = 'draft'
                RETURNING id
                """
            ) != nil
        if isDraft { try refreshSearch(of: petitionID) }
        return isDraft
    }

    /// Keeps a text that somebody saved.
    ///
    /// - Parameters:
    ///   - sheet: The text.
    ///   - petitionID: Of the draft; its row is locked by the caller's own change of it.
    ///   - accountID: Who saved it.
    ///   - now: When.
    /// - Returns: Its number.
    /// - Throws: A fault of the database.
    @discardableResult
    package func keepDraftText(
        _ sheet: PetitionSheet,
        of petitionID: Int64,
        by accountID: Int64?,
        at now: Moment
    ) throws -> Int {
        let last = try row("SELECT MAX(number) AS last FROM draft_text WHERE petition_id = \(petitionID)")
        let number = Int(try last?.optionalInteger("last") ?? 0) + 1
        try rows(
            """
            INSERT INTO draft_text (petition_id, number, sheet, account_id, saved_at)
            VALUES (\(petitionID), \(number), \(SheetText.encode(sheet)), \(accountID), \(now.seconds))
            """
        )
        return number
    }

    /// Keeps a text of a draft that there was before.
    ///
    /// One that stands from here on is that of who saved it, and of everybody who had a part in the one before: otherwise
    /// a comma of somebody else's would make a stranger to the text of who wrote it.
    ///
    /// - Parameters:
    ///   - sheet: The text.
    ///   - former: The draft as it stood, its row locked.
    ///   - stands: False for a text that came too late.
    ///   - accountID: Who saved it.
    ///   - now: When.
    /// - Throws: A fault of the database.
    package func keepText(
        _ sheet: PetitionSheet,
        of former: Petition,
        stands: Bool,
        by accountID: Int64,
        at now: Moment
    ) throws {
        let others = stands ? try authors(of: former).subtracting([accountID]).sorted() : []
        for author in others + [accountID] { try keepDraftText(sheet, of: former.id, by: author, at: now) }
    }

    /// The texts of a draft, newest first.
    package func draftTexts(of petitionID: Int64, limit: Int) throws -> [DraftText] {
        try rows(
            "SELECT * FROM draft_text WHERE petition_id = \(petitionID) ORDER BY number DESC LIMIT \(limit)"
        ).map { row in
            DraftText(
                number: Int(try row.integer("number")),
                sheet: try SheetText.sheet(row.text("sheet")),
                accountID: try row.optionalInteger("account_id"),
                savedAt: Moment(seconds: try row.integer("saved_at"))
            )
        }
    }

    /// Everybody who had a part in the text of a draft that stands; empty where it came from the command line alone.
    ///
    /// Not whoever saved last: a text that came too late is kept and does not stand.
    package func authors(of draft: Petition) throws -> Set<Int64> {
        let content = try SheetText.encode(draft.sheet)
        let rows = try rows(
            """
            SELECT DISTINCT account_id FROM draft_text
            WHERE petition_id = \(draft.id) AND sheet = \(content) AND account_id IS NOT NULL
            """
        )
        return Set(try rows.map { try $0.integer("account_id") })
    }

    /// Deletes the texts of a draft: it was opened, and is public from here.
    package func forgetDraftTexts(of petitionID: Int64) throws {
        try rows("DELETE FROM draft_text WHERE petition_id = \(petitionID)")
        try rows("DELETE FROM offered_text WHERE petition_id = \(petitionID)")
    }

    /// Remembers which text was given to review; one that was given before stays the same.
    package func noteOffer(of sheet: PetitionSheet, petitionID: Int64) throws {
        let content = try SheetText.encode(sheet)
        let standing = try row(
            "SELECT MAX(number) AS number FROM draft_text WHERE petition_id = \(petitionID) AND sheet = \(content)"
        )?.optionalInteger("number")
        // A draft of the command line has no texts.
        guard let standing else { return }
        try rows(
            """
            INSERT INTO offered_text (petition_id, number, former) VALUES (\(petitionID), \(standing), NULL)
            ON CONFLICT (petition_id) DO UPDATE SET former = offered_text.number, number = excluded.number
            WHERE offered_text.number <> excluded.number
            """
        )
    }

    /// The text that the reader of a draft may know: the one that was given to review before; nil for none.
    ///
    /// - Parameters:
    ///   - petitionID: Of the draft.
    ///   - isOffered: Whether the last one that was given to review still waits there.
    /// - Returns: Its sheet.
    /// - Throws: A fault of the database.
    package func formerOffer(of petitionID: Int64, isOffered: Bool) throws -> PetitionSheet? {
        try row(
            """
            SELECT t.sheet FROM offered_text o JOIN draft_text t ON t.petition_id = o.petition_id
                AND t.number = CASE WHEN \(isOffered) = 1 THEN o.former ELSE o.number END
            WHERE o.petition_id = \(petitionID)
            """
        ).map { try SheetText.sheet($0.text("sheet")) }
    }

    /// Who gave a draft to review, or nil.
    package func review(of petitionID: Int64) throws -> Review? {
        try lockedRow("SELECT offered_by, offered_at FROM review WHERE petition_id = \(petitionID)").map { row in
            Review(offeredBy: try row.integer("offered_by"), offeredAt: Moment(seconds: try row.integer("offered_at")))
        }
    }

    /// Gives a draft to review, or takes it back with nil.
    package func setReview(_ review: Review?, of petitionID: Int64) throws {
        try rows("DELETE FROM review WHERE petition_id = \(petitionID)")
        guard let review else { return }
        try rows(
            """
            INSERT INTO review (petition_id, offered_by, offered_at)
            VALUES (\(petitionID), \(review.offeredBy), \(review.offeredAt.seconds))
            """
        )
    }
}
