package import UndersignedCore

/// A log and the files of the petition around it.
package protocol PublishedPetition: LogSource {
    /// `document.json` or `count.json` of the petition; nil where there is none.
    func petitionFile(_ name: String) async throws -> [UInt8]?

    /// A file of the petition's site, by its path from the root; nil where there is none.
    func siteFile(_ path: String) async throws -> [UInt8]?

    /// The same petition with the log that its document names, where only the petition was asked for.
    ///
    /// - Parameter origin: As the document states it: only its path is looked at.
    /// - Returns: A source that reads that log.
    func following(_ origin: LogOrigin) -> any PublishedPetition
}

extension PublishedPetition {
    /// A copy of a log has no site around it.
    package func siteFile(_ path: String) async throws -> [UInt8]? { nil }
}
