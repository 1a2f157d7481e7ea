extension StoredTable {
    /// What was handed over, and what came back.
    static let deliveries = [
        StoredTable(
            "delivery",
            key: ["petition_id", "token_hash"],
            integers: ["petition_id", "size", "position", "delivered_at", "acknowledged_at"],
            texts: ["target", "checkpoint"],
            blobs: ["token_hash", "packet_hash"]
        ),
        StoredTable(
            "target_answer",
            key: ["petition_id", "token_hash", "hash"],
            integers: ["petition_id", "written_at", "recorded_at"],
            texts: ["text", "name", "role"],
            blobs: ["token_hash", "hash"]
        ),
    ]
}
