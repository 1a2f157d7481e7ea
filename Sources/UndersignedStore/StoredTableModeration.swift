extension StoredTable {
    /// What is shown of names and comments, and why not.
    static let moderation: [StoredTable] = [
        StoredTable(
            "display_case",
            key: ["petition_id", "signature_id"],
            integers: [
                "petition_id", "signature_id", "day", "shuffle", "is_waiting", "reports", "decided_reports", "since",
                "batch", "tell_at", "is_told",
            ],
            texts: ["name", "comment", "extent", "rule", "reason"]
        ),
        StoredTable(
            "display_batch",
            key: ["petition_id", "number"],
            integers: ["petition_id", "number", "account_id", "decided_at"],
            texts: ["act", "reason"]
        ),
        StoredTable(
            "display_step",
            key: ["petition_id", "signature_id", "batch"],
            integers: ["petition_id", "signature_id", "batch", "was_waiting", "was_batch"],
            texts: ["was_extent", "was_reason"]
        ),
        StoredTable(
            "name_report",
            key: ["petition_id", "signature_id", "number"],
            integers: ["petition_id", "signature_id", "number"],
            texts: ["reason", "words"]
        ),
    ]
}
