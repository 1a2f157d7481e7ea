extension StoredTable {
    /// Organisers' figures, and what they have decided on account of them.
    static let figures: [StoredTable] = [
        StoredTable(
            "figure",
            key: ["petition_id", "dimension", "start", "value"],
            integers: ["petition_id", "start", "added", "removed"],
            texts: ["dimension", "value"]
        ),
        StoredTable(
            "gauge",
            key: ["petition_id", "name", "start"],
            integers: ["petition_id", "start", "amount", "read_at"],
            texts: ["name"]
        ),
        StoredTable(
            "hold_rule",
            key: ["petition_id", "id"],
            integers: ["petition_id", "id", "per_hour", "began_at", "ended_at"],
            texts: ["domain"]
        ),
        StoredTable(
            "held_name",
            key: ["petition_id", "signature_id"],
            integers: ["petition_id", "signature_id", "shuffle"],
            texts: ["name", "comment", "extent", "rule"]
        ),
        StoredTable(
            "removal_proposal",
            key: ["petition_id", "id"],
            integers: ["petition_id", "id", "found", "proposed_by", "proposed_at"],
            texts: ["content"]
        ),
    ]
}
