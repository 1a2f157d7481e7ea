package import UndersignedCore

/// A log and the files of the petition around it.
package protocol PublishedPetition: LogSource {
    /// `document.json` or `count.json` of the petition; nil where there is none.
    func petitionFile(_ name: String) async throws -> [UInt8]?

    /// A page below the petition's address as a browser gets it; nil where there is none.
    func petitionPage(_ name: String) async throws -> PublishedPage?

    /// A file of the petition's site, by its path from the root; nil where there is none.
    func siteFile(_ path: String) async throws -> [UInt8]?

    /// The same petition with the log that its document names, where only the petition was asked for.
    ///
    /// - Parameter origin: As the document states it: only its path is looked at.
    /// - Returns: A source that reads that log.
    func following(_ origin: LogOrigin) -> any PublishedPetition
}

/// A page, and what its head tells a browser to do.
package struct PublishedPage: Hashable, Sendable {
    package var bytes: [UInt8]
    /// Its Content-Security-Policy; nil where it has none.
    package var policy: String?
    /// Where it sends the browser by its `Refresh` field; nil where it has none.
    package var refresh: String?

    package init(bytes: [UInt8], policy: String?, refresh: String? = nil) {
        (self.bytes, self.policy, self.refresh) = (bytes, policy, refresh)
    }
}

extension PublishedPetition {
    /// A copy of a log has no pages.
    package func petitionPage(_ name: String) async throws -> PublishedPage? { nil }

    /// A copy of a log has no site around it.
    package func siteFile(_ path: String) async throws -> [UInt8]? { nil }
}
