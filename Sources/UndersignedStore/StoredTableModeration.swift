extension StoredTable {
    static let moderation: [StoredTable] = []
}
