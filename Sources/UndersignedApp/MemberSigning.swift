package import MemberTokens
package import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// Signs an open letter with a member's token: who holds it is a member, and nobody can say which one.
package struct MemberSigning: Sendable {
    /// Why a token signs nothing; nothing is counted and the token is not used up.
    package enum Refusal: Error, Hashable, Sendable {
        /// Not signed by members' tokens, or not opened.
        case notForMembers
        case petition(Petition.Refusal)
        case token(MemberToken.Problem)
        /// It has signed before.
        case spent
        /// So many more must hold a token first.
        case crowd(missing: Int)
        case display(MemberDisplay.Problem)
        case textChanged(current: Int)
        case clockInDoubt
        /// The log can't be written now; the operator's log says why.
        case failed
    }

    private let site: Site

    package init(site: Site) {
        self.site = site
    }

    /// Takes a token.
    ///
    /// - Parameters:
    ///   - token: 472 characters of base64.
    ///   - display: What of its holder is to be shown.
    ///   - textVersion: The version of the text that was read; nil for the one that stands.
    ///   - petition: As the board knows it; what matters is read again inside the transaction.
    /// - Returns: The link that withdraws, once: only its hash is kept. The signature is then on stable storage.
    /// - Throws: `Refusal`, `Sequencer.Overloaded`, or a fault: then the same token can be tried again.
    package func sign(
        with token: some Sequence<UInt8> & Sendable,
        showing display: MemberDisplay,
        textVersion: Int? = nil,
        petition: Petition
    ) async throws -> LinkToken {
        guard petition.sheet.members != nil, petition.log != nil else { throw Refusal.notForMembers }
        do throws(Petition.Refusal) {
            try petition.gate.accept(at: site.ambient.now())
        } catch {
            throw Refusal.petition(error)
        }
        let shown = try text(of: display)
        let bytes = try await checked(token, of: petition)
        let chance = site.ambient.randomBytes(40)
        guard let link = LinkToken(petitionID: petition.id, secret: Array(chance.prefix(32))) else {
            throw DatabaseFailure.unexpectedShape("petition.id")
        }
        let signature = MemberSignature(
            petitionID: petition.id,
            spent: bytes.input.nonce.sha256,
            tokenHash: link.hash,
            textVersion: textVersion ?? petition.textVersion,
            entry: .member(token: bytes.bytes),
            // A letter that shows nobody keeps nothing of the kind, whatever a program sends (P-25).
            display: petition.sheet.offersNames
                ? shown.map { site.displayRules.display(of: $0, under: petition.sheet) } : nil,
            shuffle: chance.suffix(8).reduce(Int64(0)) { $0 << 8 | Int64($1) }
        )
        switch try await site.sequencer.submit(.redeem(signature)) {
        case .refused(let refusal): throw Refusal(refusal)
        case .failed, .appended, .withdrawn: throw Refusal.failed
        case .recorded, .counted: return link
        }
    }

    private func text(of display: MemberDisplay) throws(Refusal) -> String? {
        do throws(MemberDisplay.Problem) {
            return try display.text()
        } catch {
            throw .display(error)
        }
    }

    private func checked(_ base64: some Sequence<UInt8> & Sendable, of petition: Petition) async throws -> MemberToken {
        guard let log = petition.log else { throw Refusal.notForMembers }
        // What anybody reads who checks the log later: a token that passes here passes there.
        let members = try await site.tokenTerms.terms(of: log.documentHash) {
            try await site.database.read { try $0.document(hash: log.documentHash, of: petition.id) }
        }
        guard let members else { throw Refusal.notForMembers }
        do throws(MemberToken.Problem) {
            return try await Self.verified(base64, members.challenge, members.issuerKey)
        } catch {
            throw Refusal.token(error)
        }
    }

    /// Beside the caller's thread, which may be one that answers everybody.
    @concurrent
    private static func verified(
        _ base64: some Sequence<UInt8> & Sendable,
        _ challenge: TokenChallenge,
        _ key: IssuerPublicKey
    ) async throws(MemberToken.Problem) -> MemberToken {
        let token = try MemberToken(base64: base64)
        if let problem = token.problem(challengeDigest: challenge.digest, issuerKey: key) { throw problem }
        return token
    }
}

extension MemberSigning.Refusal {
    fileprivate init(_ refusal: Confirmation.Refusal) {
        switch refusal {
        case .petition(let why): self = .petition(why)
        case .spent: self = .spent
        case .crowd(let missing): self = .crowd(missing: missing)
        case .textChanged(let current): self = .textChanged(current: current)
        case .clockInDoubt: self = .clockInDoubt
        case .unknownLink, .expired, .withdrawn, .removed, .undecided, .unpublished: self = .failed
        }
    }
}
