package import UndersignedCore
package import UndersignedDatabase

/// A text of an update as somebody saved it.
package struct SavedUpdateText: Hashable, Sendable {
    package let text: UpdateText
    /// Nil for somebody whose account is gone.
    package let accountID: Int64?
    package let savedAt: Moment
    /// Since when it was public; nil for one that never was.
    package let shownAt: Moment?
}

extension Transaction {
    /// Begins an update with its first text; gives its number.
    ///
    /// The caller has locked the petition's row.
    package func insertUpdate(
        _ form: UpdateForm,
        of petitionID: Int64,
        by accountID: Int64,
        at now: Moment
    ) throws -> Int {
        let last = try row("SELECT MAX(number) AS last FROM petition_update WHERE petition_id = \(petitionID)")
        let number = Int(try last?.optionalInteger("last") ?? 0) + 1
        try rows(
            "INSERT INTO petition_update (petition_id, number, text_number) VALUES (\(petitionID), \(number), 1)"
        )
        try keepUpdateText(form, of: number, in: petitionID, by: accountID, at: now)
        return number
    }

    /// Keeps a text that somebody saved; gives its number.
    ///
    /// The caller has locked the petition's row.
    @discardableResult
    package func keepUpdateText(
        _ form: UpdateForm,
        of number: Int,
        in petitionID: Int64,
        by accountID: Int64,
        at now: Moment
    ) throws -> Int {
        let last = try row(
            """
            SELECT MAX(number) AS last FROM update_text
            WHERE petition_id = \(petitionID) AND update_number = \(number)
            """
        )
        let textNumber = Int(try last?.optionalInteger("last") ?? 0) + 1
        try rows(
            """
            INSERT INTO update_text (petition_id, update_number, number, title, body, account_id, saved_at)
            VALUES (\(petitionID), \(number), \(textNumber), \(form.title), \(form.body), \(accountID), \(now.seconds))
            """
        )
        return textNumber
    }

    /// Makes a text the one that stands.
    package func setUpdateText(_ textNumber: Int, of number: Int, in petitionID: Int64) throws {
        try rows(
            """
            UPDATE petition_update SET text_number = \(textNumber)
            WHERE petition_id = \(petitionID) AND number = \(number)
            """
        )
    }

    /// Notes that a text is public from now on.
    package func showUpdateText(_ textNumber: Int, of number: Int, in petitionID: Int64, at now: Moment) throws {
        try rows(
            """
            UPDATE update_text SET shown_at = \(now.seconds) WHERE petition_id = \(petitionID)
                AND update_number = \(number) AND number = \(textNumber) AND shown_at IS NULL
            """
        )
    }

    /// Makes a draft public; false for an update that is.
    package func publishUpdate(_ number: Int, in petitionID: Int64, at now: Moment) throws -> Bool {
        try row(
            """
            UPDATE petition_update SET published_at = \(now.seconds)
            WHERE petition_id = \(petitionID) AND number = \(number) AND published_at IS NULL RETURNING number
            """
        ) != nil
    }

    /// An update, or nil.
    package func update(_ number: Int, in petitionID: Int64) throws -> Update? {
        try row(
            """
            SELECT u.number, u.published_at, t.number AS text_number, t.title, t.body, t.shown_at
            FROM petition_update u JOIN update_text t ON t.petition_id = u.petition_id
                AND t.update_number = u.number AND t.number = u.text_number
            WHERE u.petition_id = \(petitionID) AND u.number = \(number)
            """
        ).map(Update.init)
    }

    /// A petition's updates, drafts too, the newest first.
    package func updates(in petitionID: Int64, limit: Int) throws -> [Update] {
        try rows(
            """
            SELECT u.number, u.published_at, t.number AS text_number, t.title, t.body, t.shown_at
            FROM petition_update u JOIN update_text t ON t.petition_id = u.petition_id
                AND t.update_number = u.number AND t.number = u.text_number
            WHERE u.petition_id = \(petitionID) ORDER BY u.number DESC LIMIT \(limit)
            """
        ).map(Update.init)
    }

    /// What is public of a petition's updates, published last first.
    package func publishedUpdates(in petitionID: Int64, limit: Int) throws -> [Update] {
        try rows(
            """
            SELECT u.number, u.published_at, t.number AS text_number, t.title, t.body, t.shown_at
            FROM petition_update u JOIN update_text t ON t.petition_id = u.petition_id
                AND t.update_number = u.number AND t.number = u.text_number
            WHERE u.petition_id = \(petitionID) AND u.published_at IS NOT NULL
            ORDER BY u.published_at DESC, u.number DESC LIMIT \(limit)
            """
        ).map(Update.init)
    }

    /// How many texts of a petition's updates have ever been public.
    package func shownUpdateTexts(in petitionID: Int64) throws -> Int {
        let row = try row("SELECT COUNT(shown_at) AS n FROM update_text WHERE petition_id = \(petitionID)")
        return Int(try row?.integer("n") ?? 0)
    }

    /// Every text of an update that was saved, newest first.
    package func updateTexts(of number: Int, in petitionID: Int64, limit: Int) throws -> [SavedUpdateText] {
        try rows(
            """
            SELECT * FROM update_text WHERE petition_id = \(petitionID) AND update_number = \(number)
            ORDER BY number DESC LIMIT \(limit)
            """
        ).map { row in
            SavedUpdateText(
                text: UpdateText(
                    number: Int(try row.integer("number")),
                    title: try row.text("title"),
                    body: try row.text("body")
                ),
                accountID: try row.optionalInteger("account_id"),
                savedAt: Moment(seconds: try row.integer("saved_at")),
                shownAt: try row.optionalInteger("shown_at").map(Moment.init(seconds:))
            )
        }
    }
}

extension Update {
    fileprivate init(_ row: QueryRow) throws {
        let publishedAt = try row.optionalInteger("published_at").map(Moment.init(seconds:))
        let shownAt = try row.optionalInteger("shown_at").map(Moment.init(seconds:))
        self.init(
            number: Int(try row.integer("number")),
            text: UpdateText(
                number: Int(try row.integer("text_number")),
                title: try row.text("title"),
                body: try row.text("body")
            ),
            publishedAt: publishedAt,
            correctedAt: publishedAt.flatMap { published in shownAt.flatMap { $0 > published ? $0 : nil } }
        )
    }
}
