extension StoredTable {
    static let updates: [StoredTable] = []
}
