import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// Organisers put copies of sources away where their terms allow it, and take them away again.
package struct ClaimCopying: Sendable {
    private let site: Site

    package init(site: Site) {
        self.site = site
    }

    /// Keeps a copy of a document that a claim rests on.
    ///
    /// A source that names no SHA-256 gets the one of the copy. Of a public claim that is a correction.
    ///
    /// - Parameters:
    ///   - bytes: The file as it was sent.
    ///   - place: Which of the claim's documents, from 0.
    ///   - number: The claim.
    ///   - campaignID: Where.
    ///   - note: What a correction says.
    ///   - mark: Of the version that the person saw.
    ///   - accountID: Who sends it.
    /// - Throws: `KeptCopy.Problem`, `Claim.Refusal`, or a fault of the database.
    package func keep(
        _ bytes: [UInt8],
        ofDocument place: Int,
        of number: Int,
        in campaignID: Int64,
        note: String,
        mark: String,
        by accountID: Int64
    ) async throws {
        let copy = try KeptCopy(bytes)
        let writer = ClaimWriting.Writer(campaignID: campaignID, accountID: accountID, now: site.ambient.now())
        try await site.database.write { transaction in
            try transaction.lockClaims(in: campaignID)
            guard let claim = try transaction.claim(number, in: campaignID), ClaimWriting.mark(of: claim) == mark else {
                throw Claim.Refusal.changed
            }
            if claim.state == .withdrawn { throw Claim.Refusal.withdrawn }
            try Self.name(copy, as: place, in: claim, note, writer, transaction)
            try transaction.keepCopy(copy, of: number, in: campaignID)
            try transaction.addToTrail(writer.event(.copyKept, number, transaction))
        }
    }

    /// Makes the source name its copy, where it did not.
    private static func name(
        _ copy: KeptCopy,
        as place: Int,
        in claim: Claim,
        _ note: String,
        _ writer: ClaimWriting.Writer,
        _ transaction: any Transaction
    ) throws {
        var text = claim.version.text
        guard text.documents.indices.contains(place) else { throw KeptCopy.Problem.source }
        guard text.documents[place].licence != nil else { throw KeptCopy.Problem.licence }
        let hash = Hexadecimal.encode(copy.hash)
        if let named = text.documents[place].sha256 {
            guard named == hash else { throw KeptCopy.Problem.otherHash(hash) }
            return
        }
        text.documents[place].sha256 = hash
        guard claim.publishedAt != nil else {
            _ = try ClaimWriting.keep(text, nil, claim, writer, transaction)
            return
        }
        // Core's rules of one line hold for it, too.
        guard let checked = try? ClaimForm.reason(note) else { throw KeptCopy.Problem.note }  // said beside the field
        _ = try ClaimWriting.keep(text, checked, claim, writer, transaction)
    }

    /// Takes a copy away; the source still names its SHA-256.
    ///
    /// - Throws: A fault of the database.
    package func remove(
        _ hash: [UInt8],
        of number: Int,
        in campaignID: Int64,
        by accountID: Int64
    ) async throws {
        let writer = ClaimWriting.Writer(campaignID: campaignID, accountID: accountID, now: site.ambient.now())
        try await site.database.write { transaction in
            guard try transaction.deleteCopy(hash, of: number, in: campaignID) else { return }
            try transaction.addToTrail(writer.event(.copyRemoved, number, transaction))
        }
    }
}
