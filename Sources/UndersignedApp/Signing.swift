import TransparencyLog
package import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// A signature's first half: the person asks to sign, and a link is mailed.
package struct Signing: Sendable {
    /// What became of an ask.
    ///
    /// A duplicate is accepted like any other: only the mail differs (F-J).
    package enum Outcome: Sendable {
        case accepted(petition: Petition, address: String)
        case problems(SignatureDraft.Problems, petition: Petition)
        case refused(Petition.Refusal, petition: Petition)
    }

    private let site: Site

    package init(site: Site) {
        self.site = site
    }

    /// Takes a filled-in form.
    ///
    /// - Parameters:
    ///   - form: As typed.
    ///   - petition: The petition, as the board knows it; what matters is read again inside the transaction.
    ///   - language: Of the page.
    ///   - source: The partner whose link brought the person, as `PublicReading.source` found it.
    /// - Returns: What happened. From `.accepted` on, row and mail are on stable storage.
    /// - Throws: A fault of the database; nothing is stored then.
    package func ask(
        _ form: SignatureForm,
        petition: Petition,
        language: LanguageTag,
        source: String? = nil
    ) async throws -> Outcome {
        if petition.sheet.signatories == .members { return .refused(.membersOnly, petition: petition) }
        let now = site.ambient.now()
        do {
            try petition.gate.accept(at: now)
        } catch {
            return .refused(error, petition: petition)
        }
        let draft: SignatureDraft
        do {
            draft = try petition.sheet.invited(SignatureDraft.read(form, under: petition.sheet.rules))
        } catch {
            return .problems(error, petition: petition)
        }
        let context = PreparedAsk.Context(petition: petition, language: language, source: source, now: now)
        let ask = try PreparedAsk(draft, context, site)
        let limits = site.limits
        let refusal: Petition.Refusal? = try await site.write { transaction in
            guard let gate = try transaction.petitionGate(petition.id) else { return .closed }
            do throws(Petition.Refusal) {
                try gate.accept(at: now)
            } catch {
                return error
            }
            try ask.store(in: transaction, limits: limits)
            return nil
        }
        // Committed: from here the row and its mail survive a crash.
        if let refusal { return .refused(refusal, petition: petition) }
        return .accepted(petition: petition, address: draft.email.typed)
    }
}

/// All that an ask needs, computed on the caller's task, outside any transaction.
struct PreparedAsk: Sendable {
    private let pending: PendingSignature
    private let confirmMail: OutboxMail
    private let managementHash: [UInt8]
    private let manageMail: @Sendable () throws -> OutboxMail

    /// What an ask is about.
    struct Context {
        let petition: Petition
        let language: LanguageTag
        let source: String?
        /// What a receipt says, and its salt: the entry is to be the same as before.
        var presented: (statement: PresentedStatement, salt: [UInt8])?
        let now: Moment
    }

    init(_ draft: SignatureDraft, _ context: Context, _ site: Site) throws {
        let (petition, language, now) = (context.petition, context.language, context.now)
        let chance = site.ambient.randomBytes(32 + 32 + 12 + 16)
        let salt = context.presented?.salt ?? Array(chance[32..<64])
        guard let token = LinkToken(petitionID: petition.id, secret: Array(chance[0..<32])) else {
            throw DatabaseFailure.unexpectedShape("petition.id")
        }
        let box = SignatureBox(draft, language: language.text, salt: salt)
        let keys = try site.keys.keys(of: petition.slug)
        pending = PendingSignature(
            petitionID: petition.id,
            tag: try keys.tag(of: draft.organisation == nil ? draft.email.canonical : draft.email.domain),
            tokenHash: token.hash,
            requestKey: try Self.requestKey(draft, keys),
            box: try box.sealed(for: token, nonce: Array(chance[64..<76])),
            source: context.source,
            presented: context.presented?.statement,
            now: now,
            mailedAt: petition.sheet.isSealed ? now.day + .days(1) : now
        )
        managementHash = token.hash
        let payload = OutboxPayload(
            address: draft.email.mailbox,
            link: site.address.link(token),
            name: draft.name.text,
            language: language.text
        )
        let messageID = site.messageID(chance: Array(chance[76..<92]))
        confirmMail = try site.sealedMail(payload, .confirm, petitionID: petition.id, messageID: messageID, now: now)
        manageMail = {
            try site.sealedMail(payload, .manage, petitionID: petition.id, messageID: messageID, now: now)
        }
    }

    /// The request's name: the form's key and what was typed.
    ///
    /// People who see one copy of a page share its key, and somebody who goes back to mend a typo sends it again, so
    /// the key alone does not tell a retry.
    ///
    /// Keyed like the tag, so that nobody can test guessed answers against the row.
    private static func requestKey(
        _ draft: SignatureDraft,
        _ keys: PetitionKeys
    ) throws(PetitionKeys.Absent) -> String? {
        guard let key = draft.requestKey else { return nil }
        var fields = FieldList()
        for text in [key, draft.name.text, draft.email.typed, draft.isShown ? "yes" : "no"] { fields.append(text) }
        for text in [draft.comment, draft.place, draft.organisation?.name, draft.organisation?.role] {
            fields.append(text)
        }
        if draft.wantsUpdates { fields.append("+updates") }
        if let country = draft.country { fields.append("+country=\(country.code)") }
        for partner in draft.partners { fields.append(partner) }
        return Base64URL.encode(Array(try keys.dedupe.code(fields.bytes).prefix(16)))
    }

    func store(in transaction: any Transaction, limits: Site.Limits) throws {
        if let id = try transaction.insertPending(pending) {
            try transaction.enqueue(confirmMail, signatureID: id, at: pending.now)
            return
        }
        guard let row = try transaction.signature(tag: pending.tag, in: pending.petitionID) else { return }
        let isSameRequest = pending.requestKey.map { $0 == row.requestKey } ?? false
        let decision = Asking.decide(
            state: row.state,
            isSameRequest: isSameRequest,
            mailed: limits == .off ? [] : row.mailedAt,
            now: pending.now
        )
        let mailed = Asking.recent(row.mailedAt, pending.now) + [pending.mailedAt]
        switch decision {
        case .nothing: return
        case .mailConfirmation:
            // Box and token change only together with the mail: a stranger can't kill a live link (DESIGN 11.1).
            try transaction.replacePending(row.id, with: pending, mailed: mailed)
            try transaction.enqueue(confirmMail, signatureID: row.id, at: pending.now)
        case .mailManagementLink:
            try transaction.setManagementHash(managementHash, of: row.id, in: row.petitionID, mailed: mailed)
            try transaction.enqueue(manageMail(), signatureID: row.id, at: pending.now)
        }
    }
}

extension Site {
    /// Writes, with a full queue told apart from a fault.
    func write<T: Sendable>(_ block: @escaping @Sendable (any Transaction) throws -> T) async throws -> T {
        do {
            return try await database.write(block)
        } catch DatabaseFailure.overloaded {
            throw Sequencer.Overloaded()
        }
    }

    /// A message id that tells nothing and stays the same over repeated attempts.
    ///
    /// - Parameter chance: 16 random bytes, used for nothing else.
    /// - Returns: `<…@host>`, as a header has it.
    func messageID(chance: [UInt8]) -> String {
        "<\(Base64URL.encode(chance))@\(address.host)>"
    }

    func sealedMail(
        _ payload: OutboxPayload,
        _ kind: OutboxMail.Kind,
        petitionID: Int64,
        messageID: String,
        now: Moment
    ) throws -> OutboxMail {
        var payload = payload
        let code = bounceAddress == nil ? nil : BounceCode(ambient.randomBytes(BounceCode.count))
        if let code { payload.returnPath = bounceAddress?.text(code) }
        let (keyHour, sealed) = try outboxKeys.seal(payload, kind: kind, petitionID: petitionID, now: now)
        return OutboxMail(
            petitionID: petitionID,
            kind: kind,
            messageID: messageID,
            keyHour: keyHour,
            sealed: sealed,
            bounceHash: code?.hash
        )
    }
}

extension PetitionSheet {
    /// The draft under the name that the organiser invited: a mailbox of one organisation can't sign as another.
    fileprivate func invited(_ draft: SignatureDraft) -> SignatureDraft {
        guard let typed = draft.organisation,
            let invited = organisations.first(where: { $0.domain.lowercased() == draft.email.domain })
        else { return draft }
        return SignatureDraft(
            name: draft.name,
            email: draft.email,
            isShown: draft.isShown,
            comment: draft.comment,
            place: draft.place,
            country: draft.country,
            wantsUpdates: draft.wantsUpdates,
            partners: draft.partners,
            requestKey: draft.requestKey,
            organisation: SignatureDraft.Organisation(name: invited.name, role: typed.role)
        )
    }

    /// What the form of this petition may say.
    package var rules: SignatureDraft.Rules {
        var rules = SignatureDraft.Rules(
            signatories: signatories == .organisations ? .organisations : .people,
            offeredPartners: Set(partners.filter { $0.offer != nil }.map(\.id.text)),
            asksComment: asks.contains { $0.field == .comment },
            asksPlace: asks.contains { $0.field == .place },
            asksCountry: asks.contains { $0.field == .country },
            organisationDomains: organisations.map(\.domain)
        )
        rules.offersNames = offersNames
        return rules
    }
}
