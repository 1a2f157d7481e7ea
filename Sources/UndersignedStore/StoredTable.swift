package import UndersignedDatabase

/// A table of a site, as a copy of the data reads and writes it, on any engine.
package struct StoredTable: Hashable, Sendable {
    package let name: String
    /// The columns by which a row is found.
    package let key: [String]
    /// All columns of the newest schema.
    package let columns: [String]
    package let types: [String: QueryType]
    /// So many rows are held in memory at once; few where one can be large.
    package let sliceCount: Int
    /// What a backup reads in the place of columns whose content is only in transit.
    let substitutes: [String: String]
    /// Rows that are about this database and not about the site stay out of a copy.
    let condition: String?

    init(
        _ name: String,
        key: [String],
        integers: [String] = [],
        texts: [String] = [],
        blobs: [String] = [],
        sliceCount: Int = 2_048,
        substitutes: [String: String] = [:],
        condition: String? = nil
    ) {
        self.name = name
        self.key = key
        columns = integers + texts + blobs
        let types = integers.map { ($0, QueryType.integer) } + texts.map { ($0, .text) } + blobs.map { ($0, .blob) }
        self.types = Dictionary(uniqueKeysWithValues: types)
        self.sliceCount = sliceCount
        self.substitutes = substitutes
        self.condition = condition
    }

    package static func named(_ name: String) -> StoredTable? { all.first { $0.name == name } }

    /// Whether the database gives each row its number.
    var isNumbered: Bool { key == ["id"] }

    /// The columns in whose order a database has its rows at hand.
    func order(in dialect: Dialect) -> [String] {
        // As PostgresSchema makes the primary key.
        dialect == .postgres && isNumbered && columns.contains("petition_id") ? ["petition_id"] + key : key
    }
}

extension StoredTable {
    /// Every table of `Schema`, each after those that its rows point to.
    ///
    /// A test compares it with what the database itself says.
    package static let all =
        petitions + logs + signatures + consents + mails + history + deliveries + accounts + drafts + standings
        + instance
        + moderation + partners + updates + figures + writing + followUps + members
        + evidence + claims

    private static let petitions = [
        StoredTable("campaign", key: ["id"], integers: ["id"], texts: ["slug", "content"], sliceCount: 16),
        StoredTable(
            "petition",
            key: ["id"],
            integers: ["id", "campaign_id", "opens_at", "closes_at", "text_version", "is_private"],
            texts: ["slug", "state", "sheet", "origin", "verifier_key"],
            blobs: ["document_hash"],
            sliceCount: 16
        ),
        StoredTable(
            "document",
            key: ["petition_id", "hash"],
            integers: ["petition_id"],
            blobs: ["hash", "content"],
            sliceCount: 16
        ),
        StoredTable(
            "text_version",
            key: ["petition_id", "version"],
            integers: ["petition_id", "version", "position", "added", "removed"],
            blobs: ["hash"]
        ),
        StoredTable(
            "text_notice",
            key: ["petition_id", "version"],
            integers: ["petition_id", "version", "done_through", "last_id"]
        ),
    ]

    private static let logs = [
        StoredTable(
            "head",
            key: ["petition_id"],
            integers: ["petition_id", "size", "mail", "org", "member", "paper", "removed", "last_mark", "advanced_at"],
            texts: ["checkpoint"]
        ),
        StoredTable(
            "entry",
            key: ["petition_id", "position"],
            integers: ["petition_id", "position"],
            blobs: ["content"]
        ),
        StoredTable(
            "tile",
            key: ["petition_id", "level", "position"],
            integers: ["petition_id", "level", "position"],
            blobs: ["hashes"],
            sliceCount: 128
        ),
        StoredTable(
            "tally",
            key: ["petition_id", "hour", "class"],
            integers: ["petition_id", "hour", "added", "removed"],
            texts: ["class"]
        ),
        StoredTable(
            "cosignature",
            key: ["petition_id", "size", "witness"],
            integers: ["petition_id", "size", "time"],
            texts: ["witness", "line", "checkpoint"]
        ),
        StoredTable(
            "closed_log",
            key: ["petition_id", "number"],
            integers: ["petition_id", "number", "carried", "closed_at"],
            texts: ["origin", "verifier_key", "checkpoint"],
            blobs: ["document_hash"]
        ),
        StoredTable(
            "closed_tile",
            key: ["petition_id", "number", "level"],
            integers: ["petition_id", "number", "level"],
            blobs: ["hashes"],
            sliceCount: 128
        ),
    ]

    private static let signatures = [
        StoredTable(
            "signature",
            key: ["id"],
            integers: [
                "id", "petition_id", "text_version", "position", "number", "removed_position", "asked_at",
                "decided_at", "undeliverable_at", "log_number",
            ],
            texts: ["state", "request_key", "mailed_at", "source", "removal"],
            blobs: ["tag", "token_hash", "management_hash", "box", "commitment"]
        ),
        StoredTable(
            "encapsulation",
            key: ["petition_id", "id"],
            integers: ["petition_id", "id"],
            texts: ["recipient"],
            blobs: ["content"]
        ),
        StoredTable(
            "seal",
            key: ["petition_id", "signature_id"],
            integers: ["petition_id", "signature_id", "encapsulation_id", "text_version", "log_number"],
            blobs: ["content"]
        ),
        StoredTable(
            "public_name",
            key: ["petition_id", "day", "shuffle", "signature_id"],
            integers: ["petition_id", "day", "shuffle", "signature_id"],
            texts: ["name", "comment"]
        ),
        StoredTable(
            "paper_sheet",
            key: ["petition_id", "hash"],
            integers: ["petition_id", "lines", "position", "removed_position", "entered_at"],
            blobs: ["hash", "scan"],
            // A scan has up to 10 MiB.
            sliceCount: 1
        ),
    ]

    private static let mails = [
        StoredTable(
            "outbox",
            key: ["id"],
            integers: [
                "id", "petition_id", "signature_id", "key_hour", "attempts", "due_at", "queued_at", "final_at",
                "update_number",
            ],
            texts: ["kind", "message_id", "state", "reply"],
            blobs: ["sealed", "bounce_hash"],
            // A waiting mail's key is in no backup, so its content would be of no use but to who steals both.
            substitutes: [
                "sealed": "NULL",
                "state": "CASE WHEN state = 'waiting' THEN 'lost' ELSE state END",
                "final_at": "COALESCE(final_at, queued_at)",
                "bounce_hash": "CASE WHEN state = 'waiting' THEN NULL ELSE bounce_hash END",
            ]
        )
    ]

    private static let history = [
        StoredTable(
            "event",
            key: ["petition_id", "position"],
            integers: ["petition_id", "position", "hour", "number"],
            texts: ["verb"],
            blobs: ["hash"]
        ),
        StoredTable(
            "fall",
            key: ["petition_id", "hour", "reason", "class"],
            integers: ["petition_id", "hour", "entries", "weight"],
            texts: ["reason", "class"]
        ),
        StoredTable(
            "crossing",
            key: ["petition_id", "size", "goal"],
            integers: ["petition_id", "size", "goal", "hour", "is_reached"]
        ),
        StoredTable(
            "correction",
            key: ["petition_id", "id"],
            integers: ["petition_id", "id", "found", "removed", "began_at", "ended_at", "is_agreed"],
            texts: ["rule", "state"],
            blobs: ["document_hash"]
        ),
        StoredTable(
            "correction_item",
            key: ["petition_id", "correction_id", "signature_id"],
            integers: ["petition_id", "correction_id", "signature_id"]
        ),
    ]

    private static let instance = [
        StoredTable(
            "meta",
            key: ["name"],
            integers: ["value"],
            texts: ["name"],
            condition: "name NOT IN ('schema', 'filling', 'moved')"
        )
    ]
}
