import UndersignedDatabase

extension SchemaSixth {
    static let followUps: [Query] = []
}
