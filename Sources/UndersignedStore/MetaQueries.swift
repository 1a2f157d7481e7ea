package import UndersignedDatabase

extension Transaction {
    /// A number that belongs to the whole instance, by name.
    package func metaValue(_ name: String) throws -> Int64? {
        try row("SELECT value FROM meta WHERE name = \(name)")?.integer("value")
    }

    /// Sets a number that belongs to the whole instance.
    package func setMetaValue(_ name: String, _ value: Int64) throws {
        try rows(
            """
            INSERT INTO meta (name, value) VALUES (\(name), \(value))
            ON CONFLICT (name) DO UPDATE SET value = excluded.value
            """
        )
    }
}

/// The tables whose rows `doctor` and tests count.
package enum CountedTable: String, CaseIterable, Sendable {
    case petition, signature, entry, outbox, seal
    case publicName = "public_name"
    case partnerRecord = "partner_record"
}

extension Transaction {
    /// How many rows a table holds.
    package func rowCount(_ table: CountedTable) throws -> Int {
        let query: Query =
            switch table {
            case .petition: "SELECT COUNT(*) AS n FROM petition"
            case .signature: "SELECT COUNT(*) AS n FROM signature"
            case .entry: "SELECT COUNT(*) AS n FROM entry"
            case .outbox: "SELECT COUNT(*) AS n FROM outbox"
            case .seal: "SELECT COUNT(*) AS n FROM seal"
            case .publicName: "SELECT COUNT(*) AS n FROM public_name"
            case .partnerRecord: "SELECT COUNT(*) AS n FROM partner_record WHERE content IS NOT NULL"
            }
        return Int(try row(query)?.integer("n") ?? 0)
    }
}
