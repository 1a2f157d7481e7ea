import TransparencyLog
package import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// Takes receipts of entries that were lost (DESIGN 11.19): the signature was counted in a log that is closed now.
///
/// The receipt proves what was signed, not who holds it: a link goes to the address in it, and its button counts the same
/// statement again, under the salt and the text of its time.
package struct ReceiptPresenting: Sendable {
    /// Why a receipt leads to nothing.
    package enum Refusal: Error, Hashable, Sendable {
        /// No published entry of this petition was ever lost.
        case nothingLost
        case malformed
        /// It is of another petition.
        case otherPetition
        /// What it states does not lead to its checkpoint, or the log's key did not sign that.
        case notProven
        /// Its entry was not lost: it stands in the log at the same place.
        case standing(index: UInt64)
        /// It is of a version of the text that was lost too: nobody here knows what it said.
        case lostText(version: Int)
        /// The person took it back after it was counted, or somebody took it out: whoever wants to sign again does that.
        case takenOut
        /// Long after the close nobody here can tell any more whether the address signed again.
        case keyDestroyed
    }

    private let site: Site

    package init(site: Site) {
        self.site = site
    }

    /// Queues a mail to the address in a receipt.
    ///
    /// - Parameters:
    ///   - file: The receipt, as it was downloaded.
    ///   - petition: The petition.
    ///   - language: Of the page.
    /// - Throws: `Refusal`, or a fault of the database: then nothing is stored.
    package func present(_ file: [UInt8], petition: Petition, language: LanguageTag) async throws {
        guard let log = petition.log else { throw Refusal.nothingLost }
        let closed = try await site.database.read { try $0.closedLogs(of: petition.id) }
        guard !closed.isEmpty else { throw Refusal.nothingLost }
        let receipt = try Self.read(file)
        let origin = receipt.proof.checkpoint.statedOrigin
        let isOfCurrent = origin == log.origin
        let key = isOfCurrent ? log.verifierKey : closed.first { $0.origin == origin }?.verifierKey
        guard let key else { throw Refusal.otherPetition }
        do {
            _ = try receipt.verified(by: NoteVerifierKey(key))
        } catch is Receipt.Problem {
            throw Refusal.notProven
        }
        if isOfCurrent { throw Refusal.standing(index: receipt.proof.index) }
        let entry = receipt.statement.entry(salt: receipt.salt).bytes
        let standing = try await site.database.read {
            try $0.entries(from: receipt.proof.index, count: 1, of: petition.id).first
        }
        if standing == entry { throw Refusal.standing(index: receipt.proof.index) }
        try await demandKnown(receipt, entry, petition)
        let ask = try prepared(receipt, petition, language)
        let limits = site.limits
        // What a repeated ask does: a counted address gets a management link, and a limit forbids a fourth mail a day.
        try await site.write { try ask.store(in: $0, limits: limits) }
    }

    /// The text that was signed is still here, and the same entry was not taken out since it was presented before.
    private func demandKnown(_ receipt: Receipt, _ entry: [UInt8], _ petition: Petition) async throws {
        let (version, number) = (receipt.statement.textVersion, LogOrigin(receipt.statement.origin).number)
        try await site.database.read { transaction in
            let closed = try transaction.closedLogs(of: petition.id).first { $0.number == number }
            let known = try transaction.textVersions(of: petition.id).filter { text in
                // Versions that began later have the numbers of lost ones again, and another text.
                text.position < closed?.carried ?? .max
            }
            guard known.contains(where: { $0.version == version }) else { throw Refusal.lostText(version: version) }
            let carried = closed?.carried ?? 0
            guard try !transaction.isTakenOut(entry, after: carried, of: petition.id) else { throw Refusal.takenOut }
        }
    }

    private static func read(_ file: [UInt8]) throws -> Receipt {
        do {
            return try Receipt(parsing: file)
        } catch {
            throw Refusal.malformed
        }
    }

    private func prepared(_ receipt: Receipt, _ petition: Petition, _ language: LanguageTag) throws -> PreparedAsk {
        let statement = receipt.statement
        let draft: SignatureDraft
        do {
            draft = SignatureDraft(
                name: try PersonName(statement.name),
                email: try EmailAddress(statement.email),
                isShown: statement.isShown,
                organisation: statement.organisation.map { SignatureDraft.Organisation(name: $0.name, role: $0.role) }
            )
        } catch {
            // Signed under rules for names and addresses that hold no more.
            throw Refusal.malformed
        }
        let presented = PresentedStatement(
            textVersion: statement.textVersion,
            logNumber: LogOrigin(statement.origin).number
        )
        let context = PreparedAsk.Context(
            petition: petition,
            language: language,
            source: nil,
            presented: (presented, receipt.salt),
            now: site.ambient.now()
        )
        do {
            return try PreparedAsk(draft, context, site)
        } catch is PetitionKeys.Absent {
            throw Refusal.keyDestroyed
        }
    }
}

extension SignedNote {
    /// The first line: whose checkpoint it says it is.
    fileprivate var statedOrigin: String { String(text.prefix { $0 != "\n" }) }
}
