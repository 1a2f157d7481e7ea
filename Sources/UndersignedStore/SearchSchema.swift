import UndersignedDatabase

/// The index in which petitions are found by their words; no two engines define one alike.
///
/// It is made of the rows of `petition` and of nothing else, so no copy of the data carries it: a copy that is whole makes
/// its own.
enum SearchSchema {
    static func statements(for dialect: Dialect) -> [Query] {
        switch dialect {
        case .sqlite:
            ["CREATE VIRTUAL TABLE petition_search USING fts5(title, letter, tokenize = 'ascii')"]
        case .postgres:
            [
                "CREATE TABLE petition_search (petition_id BIGINT PRIMARY KEY, words TSVECTOR NOT NULL)",
                "CREATE INDEX petition_search_words ON petition_search USING GIN (words)",
            ]
        }
    }
}
