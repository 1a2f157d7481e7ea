extension StoredField {
    /// What is about a signatory.
    static let signatures = [
        StoredField("signature", "id petition_id", .place, "numbers of the row and of its petition"),
        StoredField(
            "signature",
            "state position number removed_position removal",
            .place,
            "where it stands in the log"
        ),
        StoredField("signature", "asked_at", .place, "the second of asking, for the week in which a link can be used"),
        StoredField("signature", "decided_at", .place, "the minute of the last change, or the day"),
        StoredField("signature", "text_version log_number", .place, "which text was signed, in which log"),
        StoredField("signature", "mailed_at", .request, "when mails were asked for, for the limit of three a day"),
        StoredField("signature", "request_key", .request, "a keyed code of what was typed, to know a repeated form"),
        StoredField("signature", "source", .place, "the partner whose link brought the person"),
        StoredField("signature", "undeliverable_at", .place, "the day on which mail came back"),
        StoredField("signature", "tag", .link, "a keyed code of the address, under a key of the petition alone"),
        StoredField("signature", "token_hash management_hash", .link, "codes of the mailed links"),
        StoredField("signature", "box", .contact, "all answers, locked with the mailed link: only it opens them"),
        StoredField("signature", "commitment", .log, "the salted hash that stands in the log"),
        StoredField("seal", "petition_id signature_id", .contact, "whose contact data is sealed"),
        StoredField(
            "seal",
            "encapsulation_id text_version log_number",
            .contact,
            "what opening it needs besides the key"
        ),
        StoredField(
            "seal",
            "content",
            .contact,
            "address, name, place and role, sealed to the petition’s key"
        ),
        StoredField(
            "encapsulation",
            "petition_id id recipient content",
            .contact,
            "a minute’s public half of a sealing key"
        ),
        StoredField(
            "paper_sheet",
            "petition_id hash lines position removed_position entered_at",
            .log,
            "a sheet of paper"
        ),
        StoredField("paper_sheet", "scan", .contact, "its scan, sealed to the petition’s key, where it was kept"),
        StoredField("consent", "petition_id signature_id recipient", .consent, "who wants updates"),
        StoredField(
            "consent",
            "wording text_version given_at",
            .consent,
            "by which words, beside which text, at which minute"
        ),
        StoredField(
            "consent_wording",
            "petition_id hash language sentence",
            .consent,
            "the words, once for all who saw them"
        ),
        StoredField("partner_record", "petition_id recipient number signature_id", .partner, "what a partner fetches"),
        StoredField("partner_record", "content", .partner, "name and address, sealed to the partner’s key"),
        StoredField(
            "partner_record",
            "encapsulation_id text_version log_number",
            .partner,
            "what opening it needs besides the key"
        ),
        StoredField(
            "partner_record",
            "wording given_at",
            .consent,
            "by which words, and at which minute, the person agreed"
        ),
        StoredField("partner_record", "is_withdrawn", .partner, "that a consent was taken back"),
        StoredField("suppression", "code", .suppression, "a keyed code of an address, without petition and time"),
        StoredField("outbox", "id petition_id signature_id kind update_number", .mail, "which mail, about what"),
        StoredField("outbox", "message_id", .mail, "a random name"),
        StoredField(
            "outbox",
            "sealed key_hour",
            .mail,
            "address, greeting and link, under a key that is erased each hour"
        ),
        StoredField(
            "outbox",
            "state attempts due_at queued_at final_at reply",
            .mail,
            "how far it came; codes of servers"
        ),
        StoredField("outbox", "bounce_hash", .link, "the code of its return address"),
        StoredField("correction_item", "petition_id correction_id signature_id", .place, "what a rule takes out"),
    ]

    /// What signatories chose to show, and what is decided about it.
    static let display = [
        StoredField(
            "public_name",
            "petition_id day shuffle signature_id",
            .shownName,
            "the day, and a random order in it"
        ),
        StoredField("public_name", "name comment", .shownName, "name and comment as they are shown"),
        StoredField(
            "held_name",
            "petition_id signature_id shuffle extent rule",
            .moderation,
            "what is shown once it counts"
        ),
        StoredField("held_name", "name comment", .moderation, "name and comment of a signature that waits"),
        StoredField(
            "display_case",
            "petition_id signature_id day shuffle",
            .moderation,
            "whose, and where in the list"
        ),
        StoredField("display_case", "name comment", .moderation, "name and comment that were held or reported"),
        StoredField("display_case", "extent is_waiting rule reason batch since", .moderation, "how it was decided"),
        StoredField(
            "display_case",
            "reports decided_reports tell_at is_told",
            .moderation,
            "reports; whether it was told"
        ),
        StoredField("display_batch", "petition_id number account_id act reason decided_at", .trail, "decisions"),
        StoredField("display_step", "petition_id signature_id batch", .moderation, "which decision was about whom"),
        StoredField("display_step", "was_extent was_waiting was_reason was_batch", .moderation, "how it stood before"),
        StoredField("name_report", "petition_id signature_id number reason words", .moderation, "what readers said"),
    ]
}
