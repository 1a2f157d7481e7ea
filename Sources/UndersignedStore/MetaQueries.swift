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
