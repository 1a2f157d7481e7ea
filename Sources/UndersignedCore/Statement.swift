package import TransparencyLog

/// What a signatory signed, as the receipt keeps it; the log holds only its salted hash.
///
/// Every value is one line and not empty, so `text` parses back exactly. Grammar: docs/formats/statement.md.
package struct Statement: Hashable, Sendable {
    /// An organisation, and what its representative is to it.
    package struct Organisation: Hashable, Sendable {
        package let name: String
        package let role: String

        package init(name: String, role: String) {
            self.name = name
            self.role = role
        }
    }

    /// A value or a text that no statement can hold.
    package enum Malformed: Error, Hashable, Sendable {
        /// Empty, or with a control character or line break in it.
        case value(field: String)
        /// Not the lines of a statement, in their order.
        case lines
    }

    /// The log's origin, which names the petition.
    package let origin: String
    /// The version of the text that was signed; 1 is entry 0's.
    package let textVersion: Int
    package let email: String
    package let name: String
    /// Whether the name may be shown in public.
    package let isShown: Bool
    package let organisation: Organisation?

    /// A statement from its values.
    ///
    /// - Throws: `Malformed.value` for a text version below 1, and for a value that is empty or not a single line.
    package init(
        origin: String,
        textVersion: Int,
        email: String,
        name: String,
        isShown: Bool,
        organisation: Organisation? = nil
    ) throws(Malformed) {
        guard textVersion >= 1 else { throw .value(field: "text") }
        try Self.check(origin, "petition")
        try Self.check(email, "email")
        try Self.check(name, "name")
        if let organisation {
            try Self.check(organisation.name, "organisation")
            try Self.check(organisation.role, "role")
        }
        self.origin = origin
        self.textVersion = textVersion
        self.email = email
        self.name = name
        self.isShown = isShown
        self.organisation = organisation
    }

    /// The statement's lines, each ended by LF.
    package var text: String {
        var text = Self.heading
        text += "\npetition "
        text += origin
        text += "\ntext "
        text += String(textVersion)
        text += "\nemail "
        text += email
        text += "\nname "
        text += name
        text += isShown ? "\nshown yes\n" : "\nshown no\n"
        if let organisation { text += "organisation \(organisation.name)\nrole \(organisation.role)\n" }
        return text
    }

    /// The number of bytes of a salt.
    package static let saltByteCount = 32

    /// What the log holds for the statement: SHA-256(salt ‖ text).
    ///
    /// - Parameter salt: 32 random bytes, kept by the signatory; without them the hash can be neither opened nor guessed.
    /// - Returns: The commitment of an entry `signed mail` or `signed org`.
    package func commitment(salt: [UInt8]) -> MerkleHash {
        precondition(salt.count == Self.saltByteCount)
        guard let hash = MerkleHash((salt + text.utf8).sha256) else {
            preconditionFailure("SHA-256 gives 32 bytes")
        }
        return hash
    }

    /// The entry that counts the statement: an organisation's where it names one, else a mailbox's.
    ///
    /// - Parameter salt: 32 random bytes, as for `commitment(salt:)`.
    /// - Returns: A `signed org` or a `signed mail` entry.
    package func entry(salt: [UInt8]) -> LogEntry {
        let commitment = commitment(salt: salt)
        return organisation == nil
            ? .signedMail(commitment: commitment) : .signedOrganisation(commitment: commitment)
    }

    private static let heading = "undersigned/v1 signature"
}

extension Statement {
    /// Reads what `text` prints, byte for byte.
    ///
    /// - Parameter bytes: UTF-8 text of six lines, or eight for an organisation, each ended by LF.
    /// - Throws: `Malformed.lines` when the text is not a statement, `Malformed.value` when a value cannot stand in one.
    package init(parsing bytes: some Collection<UInt8>) throws(Malformed) {
        guard let text = String(validating: bytes, as: UTF8.self) else { throw .lines }
        // The final LF leaves an empty piece behind the last line.
        let lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        guard [7, 9].contains(lines.count), lines.last?.isEmpty == true, lines[0].elementsEqual(Self.heading.utf8)
        else { throw .lines }
        func value(_ line: Int, _ field: String) throws(Malformed) -> String {
            guard lines[line].starts(with: "\(field) ".utf8),
                let value = String(lines[line].dropFirst(field.utf8.count + 1))
            else { throw .lines }
            return value
        }
        let shown = try value(5, "shown")
        guard let version = DecimalNumber.parse(try value(2, "text").utf8), shown == "yes" || shown == "no" else {
            throw .lines
        }
        var organisation: Organisation?
        if lines.count == 9 {
            organisation = Organisation(name: try value(6, "organisation"), role: try value(7, "role"))
        }
        try self.init(
            origin: try value(1, "petition"),
            textVersion: version,
            email: try value(3, "email"),
            name: try value(4, "name"),
            isShown: shown == "yes",
            organisation: organisation
        )
    }

    /// Refuses what could end a line, here or in another reader: C0 and C1 controls, DEL, U+2028 and U+2029.
    private static func check(_ value: String, _ field: String) throws(Malformed) {
        let isSingleLine = value.unicodeScalars.allSatisfy { scalar in
            switch scalar.value {
            case 0x00...0x1F, 0x7F...0x9F, 0x2028, 0x2029: false
            default: true
            }
        }
        guard !value.isEmpty, isSingleLine else { throw .value(field: field) }
    }
}
