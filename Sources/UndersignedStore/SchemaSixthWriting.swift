import UndersignedDatabase

extension SchemaSixth {
    static let writing: [Query] = []
}
