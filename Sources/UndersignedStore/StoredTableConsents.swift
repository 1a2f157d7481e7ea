extension StoredTable {
    /// What signatories agreed to beyond signing, and who wants no mail.
    static let consents = [
        StoredTable(
            "consent",
            key: ["petition_id", "recipient", "signature_id"],
            integers: ["petition_id", "signature_id", "text_version", "given_at"],
            texts: ["recipient"],
            blobs: ["wording"]
        ),
        StoredTable("suppression", key: ["code"], blobs: ["code"]),
    ]
}
