extension StoredTable {
    /// The people who run campaigns: who was signed in, or was to set something up, is not so after a restore.
    static let accounts = [
        StoredTable(
            "account",
            key: ["id"],
            integers: ["id", "code_step", "made_at"],
            texts: ["address", "name", "state", "passphrase"],
            blobs: ["code_secret"]
        ),
        StoredTable(
            "membership",
            key: ["account_id", "campaign_id", "role", "partner"],
            integers: ["account_id", "campaign_id"],
            texts: ["role", "partner"]
        ),
        StoredTable("recovery_code", key: ["account_id", "hash"], integers: ["account_id"], blobs: ["hash"]),
        StoredTable(
            "session",
            key: ["hash"],
            integers: ["account_id", "began_at", "seen_at", "proven_at"],
            blobs: ["hash"],
            condition: "1 = 0"
        ),
        StoredTable(
            "setup",
            key: ["hash"],
            integers: ["account_id", "ends_at"],
            texts: ["purpose"],
            blobs: ["hash"],
            condition: "1 = 0"
        ),
        StoredTable(
            "trail",
            key: ["id"],
            integers: ["id", "done_at", "account_id", "campaign_id"],
            texts: ["act", "object", "detail"]
        ),
    ]

    /// Texts of petitions before they open.
    static let drafts = [
        StoredTable(
            "draft_text",
            key: ["petition_id", "number"],
            integers: ["petition_id", "number", "account_id", "saved_at"],
            texts: ["sheet"],
            sliceCount: 16
        ),
        StoredTable("review", key: ["petition_id"], integers: ["petition_id", "offered_by", "offered_at"]),
    ]
}
