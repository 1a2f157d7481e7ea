import Foundation
import Synchronization
package import UndersignedCore
package import UndersignedDatabase

extension Transaction {
    /// Inserts a campaign, or replaces the content of the one with the same slug; gives its id.
    @discardableResult
    package func saveCampaign(_ campaign: Campaign) throws -> Int64 {
        let content = try SheetText.encode(campaign)
        let row = try row(
            """
            INSERT INTO campaign (slug, content) VALUES (\(campaign.slug.text), \(content))
            ON CONFLICT (slug) DO UPDATE SET content = excluded.content RETURNING id
            """
        )
        guard let row else { throw DatabaseFailure.unexpectedShape("campaign was not saved") }
        return try row.integer("id")
    }

    /// The campaign of a slug and its id, or nil.
    package func campaign(_ slug: Slug) throws -> (id: Int64, campaign: Campaign)? {
        try row("SELECT id, content FROM campaign WHERE slug = \(slug.text)").map {
            (try $0.integer("id"), try SheetText.decode(Campaign.self, $0.text("content")))
        }
    }

    /// The campaign of an id, or nil.
    package func campaign(id: Int64) throws -> Campaign? {
        try row("SELECT content FROM campaign WHERE id = \(id)").map {
            try SheetText.decode(Campaign.self, $0.text("content"))
        }
    }

    /// All campaigns with their ids, newest first.
    package func campaigns() throws -> [(id: Int64, campaign: Campaign)] {
        try rows("SELECT id, content FROM campaign ORDER BY id DESC").map {
            (try $0.integer("id"), try SheetText.decode(Campaign.self, $0.text("content")))
        }
    }
}

/// Campaigns and petition sheets as JSON text in their rows.
enum SheetText {
    /// Decoded sheets by their text: the same text always gives the same sheet, and a busy petition reads its own
    /// thousands of times a second.
    private static let sheets = Mutex<[String: PetitionSheet]>([:])
    private static let sheetLimit = 500

    static func sheet(_ text: String) throws -> PetitionSheet {
        if let known = sheets.withLock({ $0[text] }) { return known }
        let sheet = try decode(PetitionSheet.self, text)
        sheets.withLock { sheets in
            if sheets.count >= sheetLimit { sheets.removeAll() }
            sheets[text] = sheet
        }
        return sheet
    }

    static func encode(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    static func decode<T: Decodable>(_ type: T.Type, _ text: String) throws -> T {
        try JSONDecoder().decode(type, from: Data(text.utf8))
    }
}
