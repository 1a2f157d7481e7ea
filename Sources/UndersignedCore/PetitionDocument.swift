import FoundationEssentials

/// The published document of a petition: what entry 0, or a `text` entry, names by its hash.
///
/// Written once and stored; it is served byte for byte as hashed. Format: docs/formats/document.md.
package struct PetitionDocument: Codable, Hashable, Sendable {
    /// The text in one language.
    package struct Text: Codable, Hashable, Sendable {
        package var title: String
        /// Markdown.
        package var letter: String
        package var to: [Addressee]
        package var from: String
    }

    /// Whom the letter addresses.
    package struct Addressee: Codable, Hashable, Sendable {
        package var name: String
        package var role: String?
        package var organisation: String?

        /// `Name, role, organisation`, as the letter's first line names somebody.
        package var line: String { [name, role, organisation].compactMap { $0 }.joined(separator: ", ") }
    }

    /// The log's name and key.
    package struct Log: Codable, Hashable, Sendable {
        package var origin: String
        package var vkey: String
        /// The grammar of the entries.
        package var grammar: String
    }

    /// The log before this one, where published entries were lost: what is known of it, and what was carried on.
    package struct Predecessor: Codable, Hashable, Sendable {
        package var origin: String
        package var vkey: String
        /// Its first entries, as many as stand at the same places in this log; entry 0 is this log's own.
        package var carried: UInt64
        /// The last checkpoint that it is known to have published, a signed note.
        package var checkpoint: String

        package init(origin: String, vkey: String, carried: UInt64, checkpoint: String) {
            self.origin = origin
            self.vkey = vkey
            self.carried = carried
            self.checkpoint = checkpoint
        }
    }

    /// Public keys that belong to the petition.
    package struct Keys: Codable, Hashable, Sendable {
        /// X25519, 32 bytes in base64: contact data is sealed to it.
        package var custody: String
        /// True where only the organiser has its private half; nil, and not written, where the server has it.
        package var sealed: Bool?
    }

    /// How signatures are counted.
    package struct Rules: Codable, Hashable, Sendable {
        package var signatories: PetitionSheet.Signatories
        package var publication: PetitionSheet.Publication
        /// Signatures one mailbox (or one organisation) can give.
        package var perMailbox: Int
        /// Version of the rules that tell when two addresses are one mailbox.
        package var addressRules: Int
    }

    package var slug: Slug
    package var version: Int
    /// The language whose text binds.
    package var binding: String
    package var texts: [String: Text]
    package var log: Log
    /// Nil for a petition's first log.
    package var predecessor: Predecessor?
    package var keys: Keys
    package var rules: Rules
    /// Nil for a petition that others sign.
    package var members: Members?
    package var asks: [PetitionSheet.Ask]
    package var milestones: [PetitionSheet.Milestone]
    package var organisations: [PetitionSheet.InvitedOrganisation]
    package var partners: [Partner]
    package var deletionMonths: Int

    /// - Parameters:
    ///   - sheet: What the organiser wrote.
    ///   - version: 1 for the document of entry 0.
    ///   - origin: The log's origin.
    ///   - verifierKey: The log's vkey.
    ///   - custodyKey: X25519 public key, 32 bytes.
    ///   - issuerKey: The site's own for this petition's members, where it has one.
    ///   - predecessor: The log before this one; nil for the first.
    ///   - tokenContext: What members' tokens are for in a log that has one before it: SHA-256 of the first one's entry 0.
    package init(
        _ sheet: PetitionSheet,
        version: Int,
        origin: String,
        verifierKey: String,
        custodyKey: [UInt8],
        issuerKey: [UInt8]? = nil,
        predecessor: Predecessor? = nil,
        tokenContext: [UInt8]? = nil
    ) {
        slug = sheet.slug
        self.version = version
        binding = sheet.language
        texts = sheet.texts
        log = Log(origin: origin, vkey: verifierKey, grammar: "undersigned/v1")
        self.predecessor = predecessor
        keys = Keys(
            custody: Data(custodyKey).base64EncodedString(),
            // Of another key than the sheet's the document can't be the one that was hashed.
            sealed: sheet.custody.map { $0.bytes == custodyKey }
        )
        rules = Rules(
            signatories: sheet.signatories,
            publication: sheet.publication,
            perMailbox: 1,
            addressRules: EmailAddress.rulesVersion
        )
        members = sheet.documentedMembers(origin: origin, ownKey: issuerKey, context: tokenContext)
        asks = sheet.asks
        milestones = sheet.milestones
        organisations = sheet.organisations
        partners = sheet.partners
        deletionMonths = sheet.deletionMonths
    }

    /// Canonical JSON: keys in order, no white space, one line, UTF-8, and its SHA-256.
    ///
    /// - Returns: The bytes and 32 bytes of hash.
    /// - Throws: `EncodingError`, which no value of these types causes.
    package func canonical() throws -> (bytes: [UInt8], hash: [UInt8]) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let bytes = Array(try encoder.encode(self))
        return (bytes, bytes.sha256)
    }
}
