extension StoredTable {
    /// What organisers write to signatories, and how far the mails have come.
    static let updates = [
        StoredTable(
            "petition_update",
            key: ["petition_id", "number"],
            integers: ["petition_id", "number", "text_number", "published_at"]
        ),
        StoredTable(
            "update_text",
            key: ["petition_id", "update_number", "number"],
            integers: ["petition_id", "update_number", "number", "account_id", "saved_at", "shown_at"],
            texts: ["title", "body"],
            sliceCount: 128
        ),
        StoredTable(
            "update_mailing",
            key: ["petition_id", "update_number"],
            integers: [
                "petition_id", "update_number", "done_through", "last_id", "queued", "began_at", "text_number",
                "is_restored",
            ],
            texts: ["state"]
        ),
        StoredTable(
            "consent_wording",
            key: ["petition_id", "hash"],
            integers: ["petition_id"],
            texts: ["language", "sentence"],
            blobs: ["hash"]
        ),
    ]
}
