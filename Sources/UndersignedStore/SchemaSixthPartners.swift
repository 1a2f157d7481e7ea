import UndersignedDatabase

extension SchemaSixth {
    static let partners: [Query] = []
}
