import UndersignedDatabase

extension SchemaSixth {
    static let updates: [Query] = []
}
