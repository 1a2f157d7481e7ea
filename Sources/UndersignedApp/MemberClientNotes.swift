import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// Writes into the log of an open letter which program its pages give to members.
///
/// A page that gave one person another program could take their secret out of it. What is in the log everybody sees, so a
/// page that says something else gives itself away (DESIGN 7).
package struct MemberClientNotes: Sendable, CustomStringConvertible {
    /// The last program that a log names.
    package struct Named: Hashable, Sendable {
        /// Of the entry `note`.
        package var index: UInt64
        /// SHA-256 of the note's document, 32 bytes.
        package var hash: [UInt8]
        /// SHA-256 in hex of each file, by name.
        package var files: [String: String]

        package init(index: UInt64, hash: [UInt8], files: [String: String]) {
            (self.index, self.hash, self.files) = (index, hash, files)
        }
    }

    private let site: Site
    private let files: [String: String]

    /// Short: what serves a site prints its parts into the trace, in which nothing may look like a secret.
    package var description: String { "MemberClientNotes" }

    /// - Parameters:
    ///   - site: Whose logs are written.
    ///   - files: What its pages serve: SHA-256 in hex of each file, by name.
    package init(site: Site, files: [String: String]) {
        (self.site, self.files) = (site, files)
    }

    /// Appends a note to the log of an open letter that names another program, or none; safe to repeat.
    ///
    /// - Parameter petition: Any open petition.
    /// - Throws: A fault of the database or of the petition's keys.
    func doDue(_ petition: Petition) async throws {
        guard petition.sheet.members != nil, let origin = petition.log?.origin else { return }
        let named = try await site.database.read { try Self.last(of: petition.id, $0) }
        guard named?.files != files else { return }
        let announcement = try Announcement(note(origin, replaces: named != nil))
        _ = try await site.sequencer.submit(.announce(petitionID: petition.id, announcement))
    }

    private func note(_ origin: String, replaces: Bool) -> PublicNote {
        let files = files.sorted { $0.key < $1.key }.map { "\($0.value)  \($0.key)" }.joined(separator: "\n\n")
        return PublicNote(
            petition: origin,
            title: replaces ? "Members’ pages run another program from here on" : "The program that members’ pages run",
            text: """
                The pages on which members get a token and sign with it run a program in the browser. These are the \
                SHA-256 hashes of its files. A page that gives out other files does not do what this site says; \
                “undersigned member check” compares them.

                \(files)
                """,
            client: self.files
        )
    }

    /// The last program that a petition's log names; nil where it names none.
    ///
    /// - Throws: A fault of the database.
    static func last(of petitionID: Int64, _ transaction: any Transaction) throws -> Named? {
        for event in try transaction.notes(of: petitionID) {
            guard let hash = event.hash, let content = try transaction.document(hash: hash, of: petitionID),
                let files = (try? PublicNote(parsing: content))?.client  // what is no note of ours names none
            else { continue }
            return Named(index: event.position, hash: hash, files: files)
        }
        return nil
    }
}
