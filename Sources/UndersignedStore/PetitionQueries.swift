package import UndersignedCore
package import UndersignedDatabase

extension Transaction {
    /// Inserts a draft, or replaces the sheet of a draft with the same slug; gives its id.
    ///
    /// - Parameters:
    ///   - sheet: What the organiser wrote.
    ///   - campaignID: The campaign it belongs to.
    /// - Returns: The id, or nil when a petition of this slug has left the draft state.
    /// - Throws: A fault of the database.
    package func saveDraft(_ sheet: PetitionSheet, campaignID: Int64?) throws -> Int64? {
        let content = try SheetText.encode(sheet)
        let id = try row(
            """
            INSERT INTO petition (slug, campaign_id, state, sheet, text_version)
            VALUES (\(sheet.slug.text), \(campaignID), 'draft', \(content), 1)
            ON CONFLICT (slug) DO UPDATE SET sheet = excluded.sheet, campaign_id = excluded.campaign_id
            WHERE petition.state = 'draft' RETURNING id
            """
        )?.integer("id")
        if let id { try refreshSearch(of: id) }
        return id
    }

    /// The petition of a slug, or nil.
    package func petition(_ slug: Slug) throws -> Petition? {
        try row("SELECT * FROM petition WHERE slug = \(slug.text)").map(Petition.init)
    }

    /// The petition of an id, or nil.
    package func petition(id: Int64) throws -> Petition? {
        try row("SELECT * FROM petition WHERE id = \(id)").map(Petition.init)
    }

    /// The petition of an id, or nil; nobody else changes it until the write transaction ends.
    package func lockedPetition(id: Int64) throws -> Petition? {
        try lockedRow("SELECT * FROM petition WHERE id = \(id)").map(Petition.init)
    }

    /// All petitions, in the order in which they were written down.
    package func petitions() throws -> [Petition] {
        try rows("SELECT * FROM petition ORDER BY id").map(Petition.init)
    }

    /// A campaign's petitions, in the order in which they were written down.
    package func petitions(ofCampaign campaignID: Int64) throws -> [Petition] {
        try rows("SELECT * FROM petition WHERE campaign_id = \(campaignID) ORDER BY id").map(Petition.init)
    }

    /// The facts that decide whether a petition takes signatures; nil for an unknown id.
    package func petitionGate(_ petitionID: Int64) throws -> PetitionGate? {
        try row("SELECT state, opens_at, closes_at, text_version FROM petition WHERE id = \(petitionID)")
            .map(PetitionGate.init)
    }

    /// Fixes what can be fixed once only: the log's name and key, the document, the dates.
    ///
    /// Draft becomes open.
    ///
    /// - Returns: False when the petition is not a draft.
    /// - Throws: A fault of the database.
    package func openPetition(_ petitionID: Int64, log: LogIdentity, opensAt: Moment?, closesAt: Moment?) throws -> Bool
    {
        let isOpened =
            try row(
                """
                UPDATE petition SET state = 'open', origin = \(log.origin), verifier_key = \(log.verifierKey),
                    document_hash = \(log.documentHash), opens_at = \(opensAt?.seconds), closes_at = \(closesAt?.seconds)
                WHERE id = \(petitionID) AND state = 'draft' RETURNING id
                """
            ) != nil
        if isOpened { try refreshSearch(of: petitionID) }
        return isOpened
    }

    /// Open becomes closed; false when it is not open.
    package func closePetition(_ petitionID: Int64, at now: Moment) throws -> Bool {
        try row(
            """
            UPDATE petition SET state = 'closed',
                closes_at = CASE WHEN closes_at < \(now.seconds) THEN closes_at ELSE \(now.seconds) END
            WHERE id = \(petitionID) AND state = 'open' RETURNING id
            """
        ) != nil
    }

    /// Makes another version of the text the current one.
    ///
    /// - Parameters:
    ///   - version: One more than the version before.
    ///   - hash: SHA-256 of its document, 32 bytes.
    ///   - position: The index of its entry.
    ///   - petitionID: The petition.
    /// - Throws: A fault of the database.
    package func setTextVersion(_ version: Int, hash: [UInt8], position: UInt64, of petitionID: Int64) throws {
        try rows(
            """
            INSERT INTO text_version (petition_id, version, hash, position)
            VALUES (\(petitionID), \(version), \(hash), \(Int64(position)))
            """
        )
        try rows("UPDATE petition SET text_version = \(version) WHERE id = \(petitionID)")
    }

    /// Stores a public document under its SHA-256; storing it again changes nothing.
    package func saveDocument(_ content: [UInt8], hash: [UInt8], of petitionID: Int64) throws {
        try rows(
            """
            INSERT INTO document (petition_id, hash, content) VALUES (\(petitionID), \(hash), \(content))
            ON CONFLICT (petition_id, hash) DO NOTHING
            """
        )
    }

    /// The document of a SHA-256, or nil.
    package func document(hash: [UInt8], of petitionID: Int64) throws -> [UInt8]? {
        try row("SELECT content FROM document WHERE petition_id = \(petitionID) AND hash = \(hash)")?.blob("content")
    }
}

extension PetitionGate {
    fileprivate init(_ row: QueryRow) throws {
        guard let state = Petition.State(rawValue: try row.text("state")) else {
            throw DatabaseFailure.unexpectedShape("petition.state")
        }
        self.init(
            state: state,
            opensAt: try row.optionalInteger("opens_at").map(Moment.init(seconds:)),
            closesAt: try row.optionalInteger("closes_at").map(Moment.init(seconds:)),
            textVersion: Int(try row.integer("text_version"))
        )
    }
}

extension Petition {
    fileprivate init(_ row: QueryRow) throws {
        let gate = try PetitionGate(row)
        let log: LogIdentity? =
            if let origin = try row.optionalText("origin"), let key = try row.optionalText("verifier_key"),
                let hash = try row.optionalBlob("document_hash")
            {
                LogIdentity(origin: origin, verifierKey: key, documentHash: hash)
            } else {
                nil
            }
        self.init(
            id: try row.integer("id"),
            campaignID: try row.optionalInteger("campaign_id"),
            state: gate.state,
            sheet: try SheetText.sheet(row.text("sheet")),
            opensAt: gate.opensAt,
            closesAt: gate.closesAt,
            textVersion: gate.textVersion,
            log: log,
            isPrivate: try gate.state == .draft && row.integer("is_private") == 1
        )
    }
}
