import UndersignedDatabase

extension SchemaSixth {
    static let moderation: [Query] = []
}
