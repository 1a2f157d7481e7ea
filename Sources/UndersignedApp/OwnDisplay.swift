import Crypto
package import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// What signatories see of what is shown of them, and how they take it back.
package struct OwnDisplay: Sendable {
    /// What is shown, and why the rest is not.
    package struct State: Hashable, Sendable {
        package var extent: DisplayExtent
        /// Nil where there is none, or it was taken back.
        package var comment: String?
        /// What is not shown waits for somebody to look at it.
        package var isHeld: Bool
        /// What held it, where it is held.
        package var rule: DisplayHold?
        /// Why it was hidden, where it is.
        package var reason: DisplayReason?
        /// Whether the signature itself waits for a decision, or members' names for more of them: nothing is shown before.
        package var isUncounted: Bool

        package init(
            extent: DisplayExtent,
            comment: String?,
            isHeld: Bool = false,
            rule: DisplayHold? = nil,
            reason: DisplayReason? = nil,
            isUncounted: Bool = false
        ) {
            self.extent = extent
            self.comment = comment
            self.isHeld = isHeld
            self.rule = rule
            self.reason = reason
            self.isUncounted = isUncounted
        }

        /// The same while names of members are hidden: what would be shown is not shown yet.
        fileprivate var unrevealed: State {
            guard extent == .all else { return self }
            var state = self
            (state.extent, state.isHeld, state.isUncounted) = (.none, true, true)
            return state
        }
    }

    /// What is taken back.
    package enum Part: String, Hashable, Sendable {
        case comment, all
    }

    private let site: Site

    package init(site: Site) {
        self.site = site
    }

    /// What the public sees of whoever has a link.
    ///
    /// - Parameter token: A mailed link of either kind.
    /// - Returns: Nil where nothing of theirs ever was to be shown, or all was taken back.
    /// - Throws: A fault of the database.
    package func state(behind token: LinkToken) async throws -> State? {
        try await site.database.read { transaction in
            guard let row = try transaction.standing(behind: token)?.row,
                let petition = try transaction.petition(id: row.petitionID)
            else { return nil }
            // A member's waits for the daily publication, others' for a decision.
            if [.held, .recorded].contains(row.state),
                let held = try transaction.heldDisplay(of: row.id, in: row.petitionID)
            {
                return State(extent: .none, comment: held.comment, isHeld: true, isUncounted: true)
            }
            let state =
                try transaction.displayCase(of: row.id, in: row.petitionID).map(State.init)
                ?? transaction.publicName(of: row.id, in: row.petitionID).map {
                    State(extent: .all, comment: $0.comment)
                }
            return try transaction.hidesNames(of: petition) ? state?.unrevealed : state
        }
    }

    /// Takes a comment, or name and comment, off what is shown and off what waits; the signature stays counted.
    ///
    /// The comment is deleted where else it is, as far as the link opens it: sealed with the contact data, and in the box of
    /// the link. What was shown can't be called back from who has read it.
    ///
    /// - Parameters:
    ///   - part: What is taken back.
    ///   - token: A mailed link of either kind.
    /// - Returns: False for a link that leads to no standing signature.
    /// - Throws: A fault of the database or of the keys folder; then nothing is changed.
    package func takeBack(_ part: Part, _ token: LinkToken) async throws -> Bool {
        guard let found = try await site.database.read({ try $0.found(behind: token) }) else {
            return false
        }
        let row = found.row
        let box = try found.isOwn ? boxWithoutComment(row, token) : nil
        let seal = try found.petition.sheet.isSealed ? resealed(found, box, token) : sealWithoutComment(found)
        return try await site.database.write { transaction in
            guard try transaction.standing(behind: token) != nil else { return false }
            // Released meanwhile or not, it is nowhere afterwards.
            switch part {
            case .comment:
                try transaction.eraseComment(of: row.id, in: row.petitionID)
                try transaction.eraseHeldComment(of: row.id, in: row.petitionID)
            case .all:
                try transaction.eraseDisplay(of: row.id, in: row.petitionID)
                _ = try transaction.takeHeldDisplay(of: row.id, in: row.petitionID)
            }
            if let box { _ = try transaction.replaceBox(box, of: row.id, in: row.petitionID) }
            if let seal { try transaction.replaceSeal(seal, of: row.id, in: row.petitionID) }
            return true
        }
    }

    /// Nil where there is no box any more, or no comment in it.
    private func boxWithoutComment(_ row: SignatureRow, _ token: LinkToken) throws -> [UInt8]? {
        guard let sealed = row.box else { return nil }
        var box = try SignatureBox(opening: sealed, with: token)
        guard box.comment != nil else { return nil }
        box.comment = nil
        return try box.sealed(for: token, nonce: site.ambient.randomBytes(SealedBytes.nonceByteCount))
    }

    /// What only the organiser opens is sealed anew from the link's own box; nil where the link opens none.
    private func resealed(_ found: FoundDisplay, _ box: [UInt8]?, _ token: LinkToken) throws -> SealedContact? {
        guard let box, let lineage = found.lineage,
            let old = found.seal
        else { return nil }
        let contact = Contact(try SignatureBox(opening: box, with: token))
        let context = Custody.Context(to: "custody", of: found.row, textVersion: old.textVersion, lineage.current)
        let key = try site.keys.keys(of: found.petition.slug).custodyPublic.forSealing
        return try site.custody.seal(contact.encoded(), to: key, context)
    }

    /// Nil where nothing is sealed to the custody key, or no comment with it.
    private func sealWithoutComment(_ found: FoundDisplay) throws -> SealedContact? {
        let (row, petition) = (found.row, found.petition)
        guard let seal = found.seal, let lineage = found.lineage else {
            return nil
        }
        let custody = try site.keys.keys(of: petition.slug).custody
        var reader = ContactReader(petition.id, lineage, key: custody)
        var contact = try reader.contact(seal, of: row.id)
        guard contact.comment != nil else { return nil }
        contact.comment = nil
        let context = Custody.Context(to: "custody", of: row, textVersion: seal.textVersion, lineage.current)
        return try site.custody.seal(contact.encoded(), to: custody.publicKey, context)
    }
}

/// A standing signature, and where its comment is.
private struct FoundDisplay: Sendable {
    let row: SignatureRow
    /// Whether the link is the one that opens the box.
    let isOwn: Bool
    let petition: Petition
    let seal: SealedContact?
    let lineage: LogLineage?
}

extension OwnDisplay.State {
    fileprivate init(_ held: DisplayCase) {
        let isHeld = held.isWaiting && held.extent != .all && held.reason == nil
        self.init(
            extent: held.comment == nil && held.extent == .name ? .all : held.extent,
            comment: held.comment,
            isHeld: isHeld,
            rule: isHeld ? held.rule : nil,
            reason: held.reason
        )
    }
}

extension Transaction {
    fileprivate func found(behind token: LinkToken) throws -> FoundDisplay? {
        let petitionID = token.petitionID
        guard let (row, isOwn) = try standing(behind: token), let petition = try petition(id: petitionID) else {
            return nil
        }
        return FoundDisplay(
            row: row,
            isOwn: isOwn,
            petition: petition,
            seal: try seal(of: row.id, in: petitionID),
            lineage: try petition.log.map { try LogLineage(of: petitionID, $0, self) }
        )
    }
}
