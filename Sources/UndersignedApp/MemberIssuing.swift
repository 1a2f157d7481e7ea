package import MemberTokens
package import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// Gives each member of an open letter's organisation one token: whoever reads a mailbox there is one (F-I).
///
/// What is kept says of a mailbox that it had a token, under a key that is destroyed; not which token, and not when.
package struct MemberIssuing: Sendable {
    /// Why nobody can become a member here, or not with this mailbox or request.
    ///
    /// None of them tells whether a mailbox has had a token, but to who has just shown to read it.
    package enum Refusal: Error, Hashable, Sendable {
        /// The petition is not for members, or another issuer signs their tokens.
        case issuedElsewhere
        case petition(Petition.Refusal)
        case address(EmailAddress.Problem)
        /// Not at one of the organisation's domains.
        case foreignDomain
        /// Several people read it, or none: nobody alone is shown by it.
        case roleMailbox
        /// What was sent is no request that the key can answer; HTTP status 422.
        case request(TokenRequest.Problem)
        /// Wrong, ended, used, or tried too often: another one can be asked for.
        case code
        /// The mailbox, or the voucher, has had its token, for another request.
        case otherRequest
        /// Given to nobody.
        case voucher
        /// Codes of an organiser make nobody a member here.
        case notByInvitation
    }

    /// What a member is answered.
    package struct Issued: Sendable {
        package let response: TokenResponse
        /// Codes for colleagues, given once.
        package let vouchers: [String]
    }

    /// How long a code can be used.
    package static let codeSpan = Moment.Span.minutes(10)
    package static let codeTries = 5
    package static let codeDigitCount = 8

    let site: Site

    package init(site: Site) {
        self.site = site
    }

    /// Mails a code to a mailbox of a member; the same whether or not it has had a token.
    ///
    /// Where it was sent three within a day, nothing is sent, and the answer is the same.
    ///
    /// - Parameters:
    ///   - typed: The address, as typed.
    ///   - petition: As the board knows it.
    ///   - language: Of the page.
    /// - Throws: `Refusal`, or a fault: then nothing is on its way.
    package func sendCode(to typed: String, petition: Petition, language: LanguageTag) async throws {
        let (address, mailbox) = try member(typed, of: petition)
        let keys = try site.keys.keys(of: petition.slug)
        let tag = try keys.memberTag(of: mailbox)
        if site.limits != .off, !site.memberCodes.take(tag) { return }
        let now = site.ambient.now()
        let code = Self.code(site.ambient.randomBytes(8))
        let hash = try keys.memberCodeHash(code, for: tag)
        let mail = try site.sealedMail(
            OutboxPayload(address: address.mailbox, link: code, name: "", language: language.text),
            .memberCode,
            petitionID: petition.id,
            messageID: site.messageID(chance: site.ambient.randomBytes(16)),
            now: now
        )
        let refusal: Petition.Refusal? = try await site.write { transaction in
            if let refusal = try Self.refusal(of: petition, at: now, transaction) { return refusal }
            try transaction.saveMemberCode(hash, for: tag, in: petition.id, until: now + Self.codeSpan)
            try transaction.enqueue(mail, signatureID: nil, at: now)
            return nil
        }
        if let refusal { throw Refusal.petition(refusal) }
    }

    /// Signs a member's blinded message: one a mailbox, and the same one as often as it is asked for.
    ///
    /// - Parameters:
    ///   - typed: The address that the code was mailed to.
    ///   - code: As typed; blanks in it are passed over.
    ///   - bytes: A token request.
    ///   - petition: As the board knows it.
    /// - Returns: The blind signature, the first time with vouchers; that the mailbox has had its token is then on stable
    ///   storage.
    /// - Throws: `Refusal`, or a fault: the code may then be used up, and the same request asked with another.
    package func issue(
        to typed: String,
        code: String,
        request bytes: [UInt8],
        petition: Petition
    ) async throws -> Issued {
        let (_, mailbox) = try member(typed, of: petition)
        let keys = try site.keys.keys(of: petition.slug)
        let (issuer, request) = try read(bytes, for: petition)
        let tag = try keys.memberTag(of: mailbox)
        let now = site.ambient.now()
        let found = try await site.write { transaction in
            try transaction.tryMemberCode(for: tag, in: petition.id, limit: Self.codeTries, at: now)
        }
        let typedHash = try keys.memberCodeHash(code.filter { !$0.isWhitespace }, for: tag)
        guard let wanted = found, typedHash.isSameSecret(as: wanted) else { throw Refusal.code }
        // Only who reads the mailbox takes a millisecond of the processor; and nothing is written of what can't be signed.
        let response = try await Self.sign(request, with: issuer)
        let given = vouchers(under: petition)
        let claim: Result<Bool, Refusal> = try await site.write { transaction in
            if let refusal = try Self.refusal(of: petition, at: now, transaction) {
                return .failure(.petition(refusal))
            }
            guard try transaction.useMemberCode(wanted, of: tag, in: petition.id) else { return .failure(.code) }
            let own = request.bytes.sha256
            if try transaction.claimMemberMailbox(tag, for: own, in: petition.id) {
                try transaction.addMemberVouchers(given.map(\.hash), in: petition.id)
                return .success(true)
            }
            // The answer was lost: the same one is given again.
            return try transaction.memberRequestHash(of: tag, in: petition.id) == own
                ? .success(false) : .failure(.otherRequest)
        }
        return Issued(response: response, vouchers: try claim.get() ? given.map(\.text) : [])
    }

    private func member(_ typed: String, of petition: Petition) throws -> (EmailAddress, MemberMailbox) {
        let rules = try rules(of: petition)
        let address: EmailAddress
        do throws(EmailAddress.Problem) {
            address = try EmailAddress(typed)
        } catch {
            throw Refusal.address(error)
        }
        guard rules.domains.contains(address.domain) else { throw Refusal.foreignDomain }
        guard let mailbox = MemberMailbox(address), !mailbox.isForRole else { throw Refusal.roleMailbox }
        return (address, mailbox)
    }

    func rules(of petition: Petition) throws -> MemberRules {
        guard petition.sheet.isIssuedHere, let rules = petition.sheet.members else { throw Refusal.issuedElsewhere }
        do throws(Petition.Refusal) {
            try petition.gate.accept(at: site.ambient.now())
        } catch {
            throw Refusal.petition(error)
        }
        return rules
    }

    static func refusal(
        of petition: Petition,
        at now: Moment,
        _ transaction: any Transaction
    ) throws -> Petition.Refusal? {
        guard let gate = try transaction.petitionGate(petition.id) else { return .closed }
        do throws(Petition.Refusal) {
            try gate.accept(at: now)
            return nil
        } catch {
            return error
        }
    }

    /// - Returns: The petition's key, and what it can sign.
    func read(_ bytes: [UInt8], for petition: Petition) throws -> (IssuerPrivateKey, TokenRequest) {
        let keys = try site.keys.keys(of: petition.slug)
        try keys.checkIssuer(of: petition)
        guard let issuer = keys.issuer else { throw Refusal.petition(.closed) }
        do throws(TokenRequest.Problem) {
            let request = try TokenRequest(bytes)
            try issuer.check(request)
            return (issuer, request)
        } catch {
            throw Refusal.request(error)
        }
    }

    /// Beside the caller's thread, which may be one that answers everybody.
    @concurrent
    static func sign(_ request: TokenRequest, with issuer: IssuerPrivateKey) async throws -> TokenResponse {
        do throws(TokenRequest.Problem) {
            return try issuer.response(to: request)
        } catch {
            throw Refusal.request(error)
        }
    }

    /// Eight digits; of 2^64 numbers none is drawn noticeably more often.
    private static func code(_ chance: [UInt8]) -> String {
        let number = chance.reduce(UInt64(0)) { $0 << 8 | UInt64($1) } % 100_000_000
        let digits = String(number)
        return String(repeating: "0", count: codeDigitCount - digits.count) + digits
    }
}

extension PetitionKeys {
    /// The tag of a member's mailbox: no tag of a signature, so that the two lead to each other nowhere.
    func memberTag(of mailbox: MemberMailbox) throws(Absent) -> [UInt8] {
        try keyed("undersigned/v1 member mailbox", Array(mailbox.canonical.utf8))
    }

    /// A code is short: without the key nobody can try all of them against its row.
    func memberCodeHash(_ code: String, for tag: [UInt8]) throws(Absent) -> [UInt8] {
        try keyed("undersigned/v1 member code", tag + Array(code.utf8))
    }

    private func keyed(_ use: String, _ message: [UInt8]) throws(Absent) -> [UInt8] {
        var fields = FieldList()
        fields.append(use)
        fields.append(bytes: message)
        return try dedupe.code(fields.bytes)
    }
}
