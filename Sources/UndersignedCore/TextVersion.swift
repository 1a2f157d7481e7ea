/// A version of a petition's text, and how many signed it.
package struct TextVersion: Hashable, Sendable {
    /// 1 for the text of entry 0.
    package var version: Int
    /// SHA-256 of its document, 32 bytes.
    package var hash: [UInt8]
    /// The index of its entry.
    package var position: UInt64
    /// What was counted under it.
    package var added: Int
    /// What of that was taken away again.
    package var removed: Int
    /// The hour of its entry, or the day where the petition publishes daily.
    package var since: Moment

    package init(version: Int, hash: [UInt8], position: UInt64, added: Int, removed: Int, since: Moment) {
        self.version = version
        self.hash = hash
        self.position = position
        self.added = added
        self.removed = removed
        self.since = since
    }

    /// How many signatures stand under it; over all versions these add up to the petition's count.
    package var standing: Int { added - removed }
}
