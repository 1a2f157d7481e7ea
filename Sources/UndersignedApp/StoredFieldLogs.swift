extension StoredField {
    /// The public log and what is derived from it.
    static let logs = [
        StoredField("head", "petition_id size checkpoint last_mark advanced_at", .log, "the log’s signed head"),
        StoredField("head", "mail org member paper removed", .log, "the count by class"),
        StoredField("entry", "petition_id position content", .log, "an entry: a hash, never a name"),
        StoredField("tile", "petition_id level position hashes", .log, "hashes of hashes"),
        StoredField("tally", "petition_id hour class added removed", .log, "the count by hour"),
        StoredField("cosignature", "petition_id witness size time line checkpoint", .log, "what witnesses cosigned"),
        StoredField(
            "closed_log",
            "petition_id number origin verifier_key document_hash",
            .log,
            "a log before this one"
        ),
        StoredField("closed_log", "checkpoint carried closed_at", .log, "how far it came"),
        StoredField("closed_tile", "petition_id number level hashes", .log, "its hashes"),
        StoredField("event", "petition_id position hour verb number hash", .log, "what happened to a petition"),
        StoredField("fall", "petition_id hour reason class entries weight", .log, "what was taken out, by reason"),
        StoredField("crossing", "petition_id size goal hour is_reached", .log, "milestones"),
        StoredField("correction", "petition_id id rule document_hash state", .log, "a removal by rule"),
        StoredField("correction", "found removed began_at ended_at is_agreed", .log, "how far it came"),
    ]

    /// Numbers, and what the program keeps for itself.
    static let others = [
        StoredField(
            "figure",
            "petition_id dimension start value added removed",
            .figure,
            "sums by day, one dimension each"
        ),
        StoredField("gauge", "petition_id name start amount read_at", .figure, "how much waits"),
        StoredField("hold_rule", "petition_id id domain per_hour began_at ended_at", .figure, "which arrivals wait"),
        StoredField("text_notice", "petition_id version done_through last_id", .technical, "how far a mailing came"),
        StoredField("update_mailing", "petition_id update_number state done_through", .technical, "likewise"),
        StoredField("update_mailing", "last_id queued began_at text_number is_restored", .technical, "likewise"),
        StoredField("meta", "name value", .technical, "versions, and the newest time that was seen"),
    ]
}
