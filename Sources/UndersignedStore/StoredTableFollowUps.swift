extension StoredTable {
    /// When organisers were asked for an answer.
    static let followUps = [
        StoredTable(
            "follow_up",
            key: ["petition_id", "token_hash", "week"],
            integers: ["petition_id", "week", "asked_at"],
            blobs: ["token_hash"]
        )
    ]
}
