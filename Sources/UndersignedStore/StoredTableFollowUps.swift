extension StoredTable {
    static let followUps: [StoredTable] = []
}
