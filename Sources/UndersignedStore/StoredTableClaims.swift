extension StoredTable {
    /// Claims of campaigns, and what they rest on.
    static let claims = [
        StoredTable(
            "claim",
            key: ["campaign_id", "number"],
            integers: ["campaign_id", "number", "version", "published_at", "withdrawn_at"],
            texts: ["name", "withdrawal"]
        ),
        StoredTable(
            "claim_version",
            key: ["campaign_id", "claim_number", "number"],
            integers: ["campaign_id", "claim_number", "number", "account_id", "saved_at", "shown_at"],
            texts: ["content", "note"],
            sliceCount: 128
        ),
        StoredTable(
            "claim_link",
            key: ["campaign_id", "kind", "name", "claim_number"],
            integers: ["campaign_id", "claim_number"],
            texts: ["kind", "name"]
        ),
        StoredTable(
            "claim_copy",
            key: ["campaign_id", "claim_number", "hash"],
            integers: ["campaign_id", "claim_number"],
            texts: ["kind"],
            blobs: ["hash", "content"],
            // A copy has up to 5 MiB.
            sliceCount: 1
        ),
    ]
}
