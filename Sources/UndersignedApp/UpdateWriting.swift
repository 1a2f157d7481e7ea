package import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// Organisers write updates, publish and correct them.
package struct UpdateWriting: Sendable {
    /// What became of a text.
    package enum Outcome: Sendable {
        case saved(number: Int)
        case problems(WritingProblems)
        /// Somebody else saved it since the form was made: that text stands, this one is kept beside it.
        case clash(current: UpdateText)
    }

    /// A petition's updates as organisers see them.
    package struct Shelf: Sendable {
        package let petition: Petition
        /// Drafts too, the newest first.
        package let updates: [Update]
        /// How many signatories asked for updates.
        package let readerCount: Int

        package init(petition: Petition, updates: [Update], readerCount: Int) {
            self.petition = petition
            self.updates = updates
            self.readerCount = readerCount
        }
    }

    /// An update with all that an organiser wants to know of it.
    package struct File: Sendable {
        /// A text that somebody saved.
        package struct Text: Sendable {
            package let text: UpdateText
            package let person: String?
            package let savedAt: Moment

            package init(text: UpdateText, person: String?, savedAt: Moment) {
                self.text = text
                self.person = person
                self.savedAt = savedAt
            }
        }

        package let petition: Petition
        package let update: Update
        /// Newest first.
        package let texts: [Text]
        package let readerCount: Int
        /// Nil while no mail was sent.
        package let progress: UpdateProgress?

        package init(
            petition: Petition,
            update: Update,
            texts: [Text],
            readerCount: Int,
            progress: UpdateProgress?
        ) {
            self.petition = petition
            self.update = update
            self.texts = texts
            self.readerCount = readerCount
            self.progress = progress
        }
    }

    private static let listLimit = 200
    private static let textLimit = 50

    private let site: Site

    package init(site: Site) {
        self.site = site
    }

    /// The updates of a campaign's petition; nil for any other petition.
    package func shelf(_ slug: Slug, in campaignID: Int64) async throws -> Shelf? {
        try await site.database.read { transaction in
            guard let petition = try transaction.petition(slug), petition.campaignID == campaignID else { return nil }
            return Shelf(
                petition: petition,
                updates: try transaction.updates(in: petition.id, limit: Self.listLimit),
                readerCount: try transaction.updateReaderCount(in: petition.id)
            )
        }
    }

    /// One of them; nil where there is none of that number.
    package func file(_ number: Int, of slug: Slug, in campaignID: Int64) async throws -> File? {
        try await site.database.read { transaction in
            guard let petition = try transaction.petition(slug), petition.campaignID == campaignID,
                let update = try transaction.update(number, in: petition.id)
            else { return nil }
            let names = Dictionary(uniqueKeysWithValues: try transaction.accounts().map { ($0.id, $0.name) })
            return File(
                petition: petition,
                update: update,
                texts: try transaction.updateTexts(of: number, in: petition.id, limit: Self.textLimit).map { saved in
                    File.Text(
                        text: saved.text,
                        person: saved.accountID.flatMap { names[$0] },
                        savedAt: saved.savedAt
                    )
                },
                readerCount: try transaction.updateReaderCount(in: petition.id),
                progress: try UpdateProgress(of: number, in: petition.id, transaction)
            )
        }
    }

    /// Saves a text: of a new update, of a draft, or as a correction of what is public.
    ///
    /// - Parameters:
    ///   - form: As typed.
    ///   - petition: Where.
    ///   - number: The update that it changes; nil for a new one.
    ///   - mark: The number of the text that the form was made of; 0 for a new one.
    ///   - accountID: Who writes.
    /// - Returns: What became of it.
    /// - Throws: A fault of the database.
    package func save(
        _ form: UpdateForm,
        of petition: Petition,
        replacing number: Int?,
        mark: Int,
        by accountID: Int64
    ) async throws -> Outcome {
        let checked: UpdateForm
        do throws(WritingProblems) {
            checked = try form.checked()
        } catch {
            return .problems(error)
        }
        let now = site.ambient.now()
        return try await site.database.write { transaction in
            _ = try transaction.lockedPetition(id: petition.id)
            guard let number, let current = try transaction.update(number, in: petition.id) else {
                let new = try transaction.insertUpdate(checked, of: petition.id, by: accountID, at: now)
                try transaction.addToTrail(Self.event(.updateSaved, petition, new, accountID, now))
                return .saved(number: new)
            }
            // The same again is no correction.
            if current.text.title == checked.title, current.text.body == checked.body { return .saved(number: number) }
            let text = try transaction.keepUpdateText(checked, of: number, in: petition.id, by: accountID, at: now)
            guard current.text.number == mark else { return .clash(current: current.text) }
            try transaction.setUpdateText(text, of: number, in: petition.id)
            let isPublic = current.publishedAt != nil
            if isPublic { try transaction.showUpdateText(text, of: number, in: petition.id, at: now) }
            let act: TrailEvent.Act = isPublic ? .updateCorrected : .updateSaved
            try transaction.addToTrail(Self.event(act, petition, number, accountID, now))
            return .saved(number: number)
        }
    }

    /// Makes a draft public, without mail.
    ///
    /// - Parameters:
    ///   - number: The draft.
    ///   - petition: Where.
    ///   - mark: The number of the text that the person saw.
    ///   - accountID: Who publishes.
    /// - Throws: `Update.Refusal`, or a fault of the database.
    package func publish(_ number: Int, of petition: Petition, mark: Int, by accountID: Int64) async throws {
        let now = site.ambient.now()
        try await site.database.write { transaction in
            try Self.publish(number, of: petition, mark: mark, by: accountID, at: now, in: transaction)
        }
    }

    /// The same in the caller's transaction.
    static func publish(
        _ number: Int,
        of petition: Petition,
        mark: Int,
        by accountID: Int64,
        at now: Moment,
        in transaction: any Transaction
    ) throws {
        guard let petition = try transaction.lockedPetition(id: petition.id), petition.log != nil else {
            throw Update.Refusal.notOpen
        }
        guard let update = try transaction.update(number, in: petition.id), update.text.number == mark else {
            throw Update.Refusal.changed
        }
        guard try transaction.publishUpdate(number, in: petition.id, at: now) else { throw Update.Refusal.published }
        try transaction.showUpdateText(update.text.number, of: number, in: petition.id, at: now)
        try transaction.addToTrail(event(.updatePublished, petition, number, accountID, now))
    }

    /// A line of the trail: which petition's, and which update.
    static func event(
        _ act: TrailEvent.Act,
        _ petition: Petition,
        _ number: Int,
        _ accountID: Int64,
        _ now: Moment
    ) -> TrailEvent {
        TrailEvent(
            doneAt: now,
            accountID: accountID,
            act: act,
            campaignID: petition.campaignID,
            object: "\(petition.slug)/updates/\(number)"
        )
    }
}
