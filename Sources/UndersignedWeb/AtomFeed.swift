import UndersignedApp
import UndersignedCore

/// Updates as an Atom feed (RFC 4287).
struct AtomFeed {
    /// A petition's update in a feed.
    struct Entry {
        let update: Update
        let petition: Petition
    }

    static let mediaType = "application/atom+xml; charset=utf-8"

    /// What stays the same for ever, and names the feed: an origin, `campaign libraries`.
    let name: String
    let title: String
    /// Who writes.
    let author: String
    /// The whole addresses of the feed and of the page that shows the same.
    let address: String
    let page: String
    let language: String
    /// When a feed without entries changed last.
    let begun: Moment
    /// The newest first.
    let entries: [Entry]
    let site: SiteAddress

    /// The whole file, UTF-8.
    var xml: [UInt8] {
        let updated = entries.compactMap(\.update.changedAt).max() ?? begun
        var lines = [
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>",
            "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"\(Self.escaped(language))\">",
            "<id>\(Self.identifier(name))</id>",
            "<title>\(Self.escaped(title))</title>",
            "<updated>\(CalendarDate(updated).secondText)</updated>",
            "<author><name>\(Self.escaped(author))</name></author>",
            "<link rel=\"self\" type=\"application/atom+xml\" href=\"\(Self.escaped(address))\"/>",
            "<link rel=\"alternate\" type=\"text/html\" href=\"\(Self.escaped(page))\"/>",
        ]
        for entry in entries { lines += xml(entry) }
        lines.append("</feed>")
        return Array((lines.joined(separator: "\n") + "\n").utf8)
    }

    private func xml(_ entry: Entry) -> [String] {
        let (update, petition) = (entry.update, entry.petition)
        guard let published = update.publishedAt, let changed = update.changedAt, let log = petition.log else {
            return []
        }
        let address = site.update(update.number, of: petition.slug)
        return [
            "<entry xml:lang=\"\(Self.escaped(petition.sheet.language))\">",
            // The log's name stays when the site moves; the number stays when the text is corrected.
            "<id>\(Self.identifier("\(LogOrigin(log.origin).first) \(update.number)"))</id>",
            "<title>\(Self.escaped(update.text.title))</title>",
            "<link rel=\"alternate\" type=\"text/html\" href=\"\(Self.escaped(address))\"/>",
            "<published>\(CalendarDate(published).secondText)</published>",
            "<updated>\(CalendarDate(changed).secondText)</updated>",
            "<content type=\"html\">\(Self.escaped(Markdown(update.text.body).html))</content>",
            "</entry>",
        ]
    }

    /// `urn:uuid:` with a UUID of version 8 (RFC 9562) made of SHA-256 of the name: the same wherever the site is.
    private static func identifier(_ name: String) -> String {
        var bytes = Array(Array("undersigned/v1 feed\n\(name)".utf8).sha256.prefix(16))
        bytes[6] = 0x80 | bytes[6] & 0x0F
        bytes[8] = 0x80 | bytes[8] & 0x3F
        let text = Array(Hexadecimal.encode(bytes))
        let parts = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { String(text[$0]) }
        return "urn:uuid:" + parts.joined(separator: "-")
    }

    /// Texts hold no characters that XML forbids: `PlainText` refuses them when they are saved.
    private static func escaped(_ text: String) -> String {
        MarkupContentType().escapeText(text)
    }
}
