import UndersignedDatabase

/// What the fourth version of the tables changes: waiting mails are found by their petition, links before receipts.
enum SchemaFourth {
    static let statements: [Query] = [
        "DROP INDEX outbox_due",
        "CREATE INDEX outbox_next ON outbox(petition_id, kind, due_at) WHERE state = 'waiting'",
    ]
}
