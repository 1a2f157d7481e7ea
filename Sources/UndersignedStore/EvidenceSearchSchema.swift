import UndersignedDatabase

/// The indexes in which contract records are found by their words; like `SearchSchema`, made of the rows wherever they are.
///
/// Only that a word is there is kept, and not where: whoever looks for several words gets what has them all.
enum EvidenceSearchSchema {
    static func statements(for dialect: Dialect) -> [Query] {
        switch dialect {
        case .sqlite:
            [
                """
                CREATE VIRTUAL TABLE evidence_search_name USING fts5(words, tokenize = 'ascii', detail = none,
                    columnsize = 0)
                """,
                """
                CREATE VIRTUAL TABLE evidence_search_award USING fts5(words, tokenize = 'ascii', detail = none,
                    columnsize = 0)
                """,
            ]
        case .postgres:
            [
                "CREATE TABLE evidence_search_name (entry BIGINT PRIMARY KEY, words TSVECTOR NOT NULL)",
                "CREATE INDEX evidence_search_name_words ON evidence_search_name USING GIN (words)",
                "CREATE TABLE evidence_search_award (entry BIGINT PRIMARY KEY, words TSVECTOR NOT NULL)",
                "CREATE INDEX evidence_search_award_words ON evidence_search_award USING GIN (words)",
            ]
        }
    }
}
