import UndersignedDatabase

extension SchemaSixth {
    static let figures: [Query] = []
}
