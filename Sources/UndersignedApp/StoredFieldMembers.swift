extension StoredField {
    /// What is kept of mailboxes that show who is a member: nothing that leads to a token or a signature.
    static let members = [
        StoredField("member_code", "petition_id tag", .link, "a keyed code of a mailbox, for ten minutes"),
        StoredField(
            "member_code",
            "hash tries ends_at",
            .link,
            "a keyed code of what was mailed to it, for ten minutes"
        ),
        StoredField(
            "member_mailbox",
            "petition_id tag request_hash",
            .link,
            "a keyed code of a mailbox that had its token, and the hash of the blinded request"
        ),
        StoredField(
            "member_voucher",
            "petition_id hash request_hash",
            .link,
            "the hash of a code that somebody was given, and of the blinded request that it was used for"
        ),
        StoredField(
            "outside_issuer",
            "petition_id issued asked_on",
            .figure,
            "how many tokens were signed for a letter, as known once a day, and that day"
        ),
    ]
}
