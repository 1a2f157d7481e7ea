extension StoredTable {
    /// What partners fetch, and with which secrets.
    static let partners = [
        StoredTable(
            "partner_record",
            key: ["petition_id", "recipient", "number"],
            integers: [
                "petition_id", "number", "signature_id", "is_withdrawn", "encapsulation_id", "text_version",
                "log_number", "given_at",
            ],
            texts: ["recipient"],
            blobs: ["content", "wording"]
        ),
        StoredTable(
            "partner_token",
            key: ["campaign_id", "partner"],
            integers: ["campaign_id", "made_at", "used_on"],
            texts: ["partner"],
            blobs: ["hash"]
        ),
        StoredTable(
            "partner_logo",
            key: ["campaign_id", "partner"],
            integers: ["campaign_id", "width", "height"],
            texts: ["partner"],
            blobs: ["hash", "picture"]
        ),
        StoredTable(
            "invitation",
            key: ["hash"],
            integers: ["campaign_id", "account_id", "sent_at", "ends_at", "is_withdrawn"],
            texts: ["role", "partner", "address", "name"],
            blobs: ["hash"]
        ),
    ]
}
