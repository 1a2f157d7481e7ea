extension StoredTable {
    static let partners: [StoredTable] = []
}
