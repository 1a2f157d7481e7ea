package import UndersignedCore
package import UndersignedDatabase

/// Claims of campaigns and their versions.
extension Transaction {
    /// Keeps others from writing claims of a campaign until the write transaction ends.
    package func lockClaims(in campaignID: Int64) throws {
        _ = try lockedRow("SELECT id FROM campaign WHERE id = \(campaignID)")
    }

    /// Begins a claim, which nobody sees yet; gives its number.
    ///
    /// The caller has locked the campaign's claims.
    ///
    /// - Parameters:
    ///   - text: What it says.
    ///   - name: Under which a campaign file brings it in; nil for one written in the browser.
    ///   - campaignID: The campaign.
    ///   - accountID: Who writes; nil for a command.
    ///   - now: When.
    /// - Returns: The number.
    /// - Throws: A fault of the database.
    package func insertClaim(
        _ text: ClaimText,
        named name: Slug? = nil,
        in campaignID: Int64,
        by accountID: Int64?,
        at now: Moment
    ) throws -> Int {
        let last = try row("SELECT MAX(number) AS last FROM claim WHERE campaign_id = \(campaignID)")
        let number = Int(try last?.optionalInteger("last") ?? 0) + 1
        try rows(
            """
            INSERT INTO claim (campaign_id, number, name, version)
            VALUES (\(campaignID), \(number), \(name?.text), 1)
            """
        )
        try keepVersion(1, text, note: nil, of: number, in: campaignID, by: accountID, at: now)
        return number
    }

    /// Replaces what a draft says.
    package func replaceDraftClaim(
        _ number: Int,
        with text: ClaimText,
        in campaignID: Int64,
        by accountID: Int64?,
        at now: Moment
    ) throws {
        let content = try SheetText.encode(text)
        try rows(
            """
            UPDATE claim_version SET content = \(content), account_id = \(accountID), saved_at = \(now.seconds)
            WHERE campaign_id = \(campaignID) AND claim_number = \(number) AND number = 1 AND shown_at IS NULL
            """
        )
    }

    /// Makes a further version the one that stands, public at once.
    package func correctClaim(
        _ claim: Claim,
        with text: ClaimText,
        note: String,
        in campaignID: Int64,
        by accountID: Int64?,
        at now: Moment
    ) throws {
        let next = claim.version.number + 1
        try keepVersion(next, text, note: note, of: claim.number, in: campaignID, by: accountID, at: now)
        try rows(
            "UPDATE claim SET version = \(next) WHERE campaign_id = \(campaignID) AND number = \(claim.number)"
        )
        try showClaim(claim.number, in: campaignID, at: now)
        try linkClaim(claim.number, text, in: campaignID)
    }

    /// Makes a draft public.
    package func publishClaim(_ claim: Claim, in campaignID: Int64, at now: Moment) throws {
        try rows(
            """
            UPDATE claim SET published_at = \(now.seconds)
            WHERE campaign_id = \(campaignID) AND number = \(claim.number)
            """
        )
        try showClaim(claim.number, in: campaignID, at: now)
        try linkClaim(claim.number, claim.version.text, in: campaignID)
    }

    /// Says that a claim does not stand any more; it stays to be read.
    package func withdrawClaim(_ number: Int, reason: String, in campaignID: Int64, at now: Moment) throws {
        try rows(
            """
            UPDATE claim SET withdrawn_at = \(now.seconds), withdrawal = \(reason)
            WHERE campaign_id = \(campaignID) AND number = \(number)
            """
        )
        try unlinkClaim(number, in: campaignID)
    }

    /// A claim, or nil.
    package func claim(_ number: Int, in campaignID: Int64) throws -> Claim? {
        try row(
            """
            SELECT c.*, v.content, v.note, v.saved_at, v.shown_at FROM claim c JOIN claim_version v
                ON v.campaign_id = c.campaign_id AND v.claim_number = c.number AND v.number = c.version
            WHERE c.campaign_id = \(campaignID) AND c.number = \(number)
            """
        ).map(Claim.init)
    }

    /// The number of the claim that a campaign file names, or nil.
    package func claimNumber(named name: Slug, in campaignID: Int64) throws -> Int? {
        try row("SELECT number FROM claim WHERE campaign_id = \(campaignID) AND name = \(name.text)").map {
            Int(try $0.integer("number"))
        }
    }

    /// A campaign's claims, drafts too, by number.
    package func claims(in campaignID: Int64, limit: Int) throws -> [Claim] {
        try rows(
            """
            SELECT c.*, v.content, v.note, v.saved_at, v.shown_at FROM claim c JOIN claim_version v
                ON v.campaign_id = c.campaign_id AND v.claim_number = c.number AND v.number = c.version
            WHERE c.campaign_id = \(campaignID) ORDER BY c.number LIMIT \(limit)
            """
        ).map(Claim.init)
    }

    /// The versions of a claim, the newest first.
    package func claimVersions(of number: Int, in campaignID: Int64, limit: Int) throws -> [ClaimVersion] {
        try rows(
            """
            SELECT number AS version, content, note, saved_at, shown_at FROM claim_version
            WHERE campaign_id = \(campaignID) AND claim_number = \(number) ORDER BY number DESC LIMIT \(limit)
            """
        ).map(ClaimVersion.init)
    }

    /// One version of a claim, or nil.
    package func claimVersion(_ version: Int, of number: Int, in campaignID: Int64) throws -> ClaimVersion? {
        try row(
            """
            SELECT number AS version, content, note, saved_at, shown_at FROM claim_version
            WHERE campaign_id = \(campaignID) AND claim_number = \(number) AND number = \(version)
            """
        ).map(ClaimVersion.init)
    }

    private func keepVersion(
        _ version: Int,
        _ text: ClaimText,
        note: String?,
        of number: Int,
        in campaignID: Int64,
        by accountID: Int64?,
        at now: Moment
    ) throws {
        let content = try SheetText.encode(text)
        try rows(
            """
            INSERT INTO claim_version (campaign_id, claim_number, number, content, note, account_id, saved_at)
            VALUES (\(campaignID), \(number), \(version), \(content), \(note), \(accountID), \(now.seconds))
            """
        )
    }

    private func showClaim(_ number: Int, in campaignID: Int64, at now: Moment) throws {
        try rows(
            """
            UPDATE claim_version SET shown_at = \(now.seconds)
            WHERE campaign_id = \(campaignID) AND claim_number = \(number) AND shown_at IS NULL
            """
        )
    }
}

extension Claim {
    init(_ row: QueryRow) throws {
        let withdrawnAt = try row.optionalInteger("withdrawn_at").map(Moment.init(seconds:))
        let reason = try row.optionalText("withdrawal") ?? ""
        self.init(
            number: Int(try row.integer("number")),
            version: try ClaimVersion(row),
            publishedAt: try row.optionalInteger("published_at").map(Moment.init(seconds:)),
            withdrawal: withdrawnAt.map { Withdrawal(at: $0, reason: reason) }
        )
    }
}

extension ClaimVersion {
    fileprivate init(_ row: QueryRow) throws {
        self.init(
            number: Int(try row.integer("version")),
            text: try SheetText.decode(ClaimText.self, row.text("content")),
            note: try row.optionalText("note"),
            savedAt: Moment(seconds: try row.integer("saved_at")),
            shownAt: try row.optionalInteger("shown_at").map(Moment.init(seconds:))
        )
    }
}
