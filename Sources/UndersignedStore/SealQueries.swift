package import UndersignedDatabase

/// Contact data sealed to one recipient.
package struct SealedContact: Hashable, Sendable {
    /// `custody`, or a partner's id.
    package var recipient: String
    package var encapsulationID: Int64
    /// The HPKE encapsulated key that the content's key derives from.
    package var encapsulation: [UInt8]
    package var textVersion: Int
    /// Whose document the content is bound to: one of the petition's logs.
    package var logNumber: Int
    package var content: [UInt8]

    package init(
        recipient: String,
        encapsulationID: Int64,
        encapsulation: [UInt8],
        textVersion: Int,
        logNumber: Int,
        content: [UInt8]
    ) {
        self.recipient = recipient
        self.encapsulationID = encapsulationID
        self.encapsulation = encapsulation
        self.textVersion = textVersion
        self.logNumber = logNumber
        self.content = content
    }
}

extension Transaction {
    /// Stores an encapsulated key once; later records of its minute only name it.
    package func saveEncapsulation(_ seal: SealedContact, in petitionID: Int64) throws {
        try execute(
            """
            INSERT INTO encapsulation (petition_id, id, recipient, content)
            VALUES (\(petitionID), \(seal.encapsulationID), \(seal.recipient), \(seal.encapsulation))
            ON CONFLICT (petition_id, id) DO NOTHING
            """
        )
    }

    /// Stores contact data of signatures sealed to the petition's own key; each one's encapsulation must be stored too.
    package func saveSeals(_ seals: [(signatureID: Int64, seal: SealedContact)], in petitionID: Int64) throws {
        let rows: [Query] = seals.map { id, seal in
            """
            \(petitionID), \(id), \(seal.encapsulationID), \(seal.textVersion), \(seal.logNumber), \(seal.content)
            """
        }
        try insert(
            rows,
            "INSERT INTO seal (petition_id, signature_id, encapsulation_id, text_version, log_number, content) VALUES ("
        )
    }

    /// What is sealed of a signature to the petition's own key; nil for nothing.
    package func seal(of signatureID: Int64, in petitionID: Int64) throws -> SealedContact? {
        try row(
            """
            SELECT e.recipient, s.encapsulation_id, e.content AS encapsulation, s.text_version, s.log_number, s.content
            FROM seal s JOIN encapsulation e ON e.petition_id = s.petition_id AND e.id = s.encapsulation_id
            WHERE s.petition_id = \(petitionID) AND s.signature_id = \(signatureID)
            """
        ).map { row in
            try SealedContact(row, content: try row.blob("content"), encapsulation: try row.blob("encapsulation"))
        }
    }
}

extension SealedContact {
    /// - Parameters:
    ///   - row: With `recipient`, `encapsulation_id`, `text_version` and `log_number`.
    ///   - content: What was sealed.
    ///   - encapsulation: The encapsulated key of its minute.
    /// - Throws: A fault of the database.
    init(_ row: QueryRow, content: [UInt8], encapsulation: [UInt8]) throws {
        self.init(
            recipient: try row.text("recipient"),
            encapsulationID: try row.integer("encapsulation_id"),
            encapsulation: encapsulation,
            textVersion: Int(try row.integer("text_version")),
            logNumber: Int(try row.integer("log_number")),
            content: content
        )
    }
}
