extension StoredTable {
    /// Which mailboxes of members were sent a code, and which have a token.
    static let members = [
        StoredTable(
            "member_code",
            key: ["petition_id", "tag"],
            integers: ["petition_id", "tries", "ends_at"],
            blobs: ["tag", "hash"]
        ),
        StoredTable(
            "member_mailbox",
            key: ["petition_id", "tag"],
            integers: ["petition_id"],
            blobs: ["tag", "request_hash"]
        ),
        StoredTable(
            "member_voucher",
            key: ["petition_id", "hash"],
            integers: ["petition_id"],
            blobs: ["hash", "request_hash"]
        ),
        StoredTable("outside_issuer", key: ["petition_id"], integers: ["petition_id", "issued", "asked_on"]),
    ]
}
