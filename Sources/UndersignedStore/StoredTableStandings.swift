extension StoredTable {
    /// Where targets stand, and what they answered.
    static let standings = [
        StoredTable(
            "standing",
            key: ["campaign_id", "target", "number"],
            integers: ["campaign_id", "number", "since", "source", "recorded_at"],
            texts: ["target", "state", "answered_on", "answer", "correction"],
            blobs: ["document", "hash"],
            sliceCount: 128
        )
    ]
}
