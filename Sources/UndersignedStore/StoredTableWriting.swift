extension StoredTable {
    static let writing: [StoredTable] = []
}
