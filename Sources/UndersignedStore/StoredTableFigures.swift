extension StoredTable {
    static let figures: [StoredTable] = []
}
