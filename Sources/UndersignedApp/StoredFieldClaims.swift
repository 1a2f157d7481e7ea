extension StoredField {
    /// What campaigns claim, and on what grounds.
    static let claims = [
        StoredField(
            "claim",
            "campaign_id number name version published_at withdrawn_at withdrawal",
            .document,
            "a claim, whether it is public, and why it was withdrawn"
        ),
        StoredField(
            "claim_version",
            "campaign_id claim_number number content note shown_at",
            .document,
            "what it says, on which sources, and what was corrected"
        ),
        StoredField("claim_version", "account_id saved_at", .trail, "who saved it"),
        StoredField("claim_link", "campaign_id kind name claim_number", .document, "whom and what it is about"),
        StoredField(
            "claim_copy",
            "campaign_id claim_number hash kind content",
            .document,
            "the copy of a source that may be shown"
        ),
    ]
}
