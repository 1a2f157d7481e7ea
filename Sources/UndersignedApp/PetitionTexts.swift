import FoundationEssentials
package import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// The versions of a petition's text, as anyone may read them.
package struct PetitionTexts: Sendable {
    /// A version with its document.
    package struct Reading: Sendable {
        package let version: TextVersion
        package let document: PetitionDocument
        /// Why the text was changed; nil for the first version.
        package let reason: String?
    }

    private let site: Site

    package init(site: Site) {
        self.site = site
    }

    /// Why each later version was made, by version.
    ///
    /// - Parameters:
    ///   - versions: Of the petition.
    ///   - petition: The petition.
    /// - Returns: Plain text.
    /// - Throws: A fault of the database.
    package func reasons(of versions: [TextVersion], _ petition: Petition) async throws -> [Int: String] {
        try await site.database.read { transaction in
            var reasons: [Int: String] = [:]
            for version in versions {
                reasons[version.version] = try Self.reason(of: version, petition.id, transaction)
            }
            return reasons
        }
    }

    /// One version, or nil where there is none of that number.
    ///
    /// - Parameters:
    ///   - number: 1 for the text of entry 0.
    ///   - petition: The petition.
    /// - Returns: The version with its document.
    /// - Throws: A fault of the database.
    package func reading(_ number: Int, of petition: Petition) async throws -> Reading? {
        try await site.database.read { transaction in
            let versions = try transaction.textVersions(of: petition.id)
            guard let version = versions.first(where: { $0.version == number }),
                let bytes = try transaction.document(hash: version.hash, of: petition.id)
            else { return nil }
            do {
                return Reading(
                    version: version,
                    document: try JSONDecoder().decode(PetitionDocument.self, from: Data(bytes)),
                    reason: try Self.reason(of: version, petition.id, transaction)
                )
            } catch is DecodingError {
                throw DatabaseFailure.unexpectedShape("document of version \(number)")
            }
        }
    }

    private static func reason(
        of version: TextVersion,
        _ petitionID: Int64,
        _ transaction: any Transaction
    ) throws -> String? {
        guard version.version > 1, let bytes = try transaction.note(after: version.position, of: petitionID),
            let note = try? JSONDecoder().decode(PublicNote.self, from: Data(bytes)),  // any other note is not ours
            note.textVersion == version.version
        else { return nil }
        return note.text
    }
}
