package import UndersignedApp
package import UndersignedCore

/// Where a petition stands for people who come by a partner, and the frame with which the partner shows it.
package struct EmbedAddress: Hashable, Sendable {
    static let width = 480
    static let height = 320

    let base: String
    let slug: Slug
    /// The partner that the people come by; nil for none.
    let source: String?

    package init(_ site: SiteAddress, _ slug: Slug, source: String?) {
        (base, self.slug, self.source) = (site.base, slug, source)
    }

    /// Reads the address of a petition of this site, or of its page in small; nil for any other.
    init?(reading text: String, _ site: SiteAddress) {
        guard text.hasPrefix(site.base + "/") else { return nil }
        let rest = text.dropFirst(site.base.count + 1).prefix { $0 != "#" }
        let parts = rest.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let path = parts[0].split(separator: "/", omittingEmptySubsequences: false)
        guard path.count == 2, ["petitions", "embed"].contains(path[0]), let slug = Slug(path[1]) else { return nil }
        let query = parts.count == 2 ? parts[1].split(separator: "&") : []
        let source = query.first { $0.hasPrefix("p=") }.map { String($0.dropFirst(2)) }
        self.init(site, slug, source: source)
    }

    package var petition: String { "\(base)/petitions/\(slug)\(query)" }

    package var frame: String { "\(base)/embed/\(slug)\(query)" }

    /// HTML to paste into another page.
    ///
    /// - Parameters:
    ///   - title: For people who hear the page.
    ///   - width: A number of pixels, or `100%`.
    ///   - height: In pixels.
    /// - Returns: One element; nothing in it runs.
    package func code(title: String, width: String = "100%", height: Int = height) -> String {
        let title = title.replacing("&", with: "&amp;").replacing("\"", with: "&quot;")
            .replacing("<", with: "&lt;").replacing(">", with: "&gt;")
        return "<iframe src=\"\(frame)\" title=\"\(title)\" width=\"\(width)\" height=\"\(height)\" loading=\"lazy\""
            + " style=\"border:0\"></iframe>"
    }

    private var query: String { source.map { "?p=\($0)" } ?? "" }
}
