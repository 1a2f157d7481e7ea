extension StoredField {
    /// What is about those who run campaigns.
    static let organisers = [
        StoredField("account", "id state made_at", .organiser, "an account"),
        StoredField("account", "address name", .organiser, "mail address and name"),
        StoredField("account", "passphrase", .organiser, "its scrypt hash"),
        StoredField(
            "account",
            "code_secret code_step",
            .organiser,
            "the device’s secret, sealed, and the last code’s step"
        ),
        StoredField("membership", "account_id campaign_id role partner", .organiser, "who may do what where"),
        StoredField("recovery_code", "account_id hash", .organiser, "hashes of unused recovery codes"),
        StoredField("session", "hash account_id began_at seen_at proven_at", .organiser, "who is signed in"),
        StoredField("setup", "hash account_id purpose ends_at", .organiser, "one-time addresses, by their hash"),
        StoredField("trail", "id done_at account_id act campaign_id", .trail, "who did what, when"),
        StoredField(
            "trail",
            "object detail",
            .trail,
            "to what: a short name, an account’s address; nothing of signatories"
        ),
        StoredField("partner_token", "campaign_id partner hash made_at used_on", .organiser, "a partner’s program"),
        StoredField(
            "partner_logo",
            "campaign_id partner hash picture width height",
            .document,
            "an organisation’s logo"
        ),
        StoredField(
            "invitation",
            "hash campaign_id role partner account_id sent_at ends_at is_withdrawn",
            .organiser,
            "who is asked to take a role"
        ),
        StoredField("invitation", "address name", .organiser, "mail address and name of who is asked, for a week"),
        StoredField("review", "petition_id offered_by offered_at", .trail, "who gave a draft to review"),
        StoredField("offered_text", "petition_id number former", .document, "which text was given to review"),
        StoredField("scheduled_opening", "petition_id mark account_id set_at", .trail, "who set the day of opening"),
        StoredField("discarded_draft", "petition_id account_id discarded_at", .trail, "who put a draft away"),
        StoredField(
            "removal_proposal",
            "petition_id id content found proposed_by proposed_at",
            .trail,
            "a large removal"
        ),
        StoredField("draft_text", "petition_id number account_id saved_at", .trail, "who saved a text"),
        StoredField("draft_text", "sheet", .document, "the text"),
    ]

    /// What organisers wrote, and what became of it.
    static let texts = [
        StoredField("campaign", "id slug content", .document, "a campaign: its organisations, targets, sources"),
        StoredField(
            "petition",
            "id campaign_id slug state sheet is_private",
            .document,
            "a petition, as it was written"
        ),
        StoredField("petition", "opens_at closes_at text_version", .document, "its dates and its text’s version"),
        StoredField("petition", "origin verifier_key document_hash", .log, "the name and the key of its log"),
        StoredField("document", "petition_id hash content", .document, "public documents that the log names"),
        StoredField("text_version", "petition_id version hash position added removed", .log, "versions of the text"),
        StoredField("petition_update", "petition_id number text_number published_at", .document, "news"),
        StoredField("update_text", "petition_id update_number number title body shown_at", .document, "its texts"),
        StoredField("update_text", "account_id saved_at", .trail, "who saved them"),
        StoredField(
            "standing",
            "campaign_id target number since state source correction",
            .recipientOfPetition,
            "a stand"
        ),
        StoredField("standing", "answered_on answer recorded_at document hash", .recipientOfPetition, "an answer"),
        StoredField("delivery", "petition_id token_hash packet_hash target size", .recipientOfPetition, "a hand-over"),
        StoredField(
            "delivery",
            "position checkpoint delivered_at acknowledged_at",
            .recipientOfPetition,
            "when, and of what"
        ),
        StoredField(
            "target_answer",
            "petition_id token_hash hash written_at recorded_at",
            .recipientOfPetition,
            "an answer that came"
        ),
        StoredField("target_answer", "text name role", .recipientOfPetition, "what was written, and by whom"),
        StoredField(
            "follow_up",
            "petition_id token_hash week asked_at",
            .recipientOfPetition,
            "that organisers were asked"
        ),
    ]
}
