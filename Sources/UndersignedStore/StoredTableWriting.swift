extension StoredTable {
    /// Drafts on their way to being opened.
    static let writing = [
        StoredTable("offered_text", key: ["petition_id"], integers: ["petition_id", "number", "former"]),
        StoredTable(
            "scheduled_opening",
            key: ["petition_id"],
            integers: ["petition_id", "account_id", "set_at"],
            texts: ["mark"]
        ),
        StoredTable(
            "discarded_draft",
            key: ["petition_id"],
            integers: ["petition_id", "account_id", "discarded_at"]
        ),
    ]
}
