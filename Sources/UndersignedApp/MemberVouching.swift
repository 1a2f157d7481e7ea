import MemberTokens
package import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// A code on paper that makes whoever has it a member: 128 bits, written as a recovery code is.
package typealias MemberVoucher = RecoveryCode

/// Members by a voucher: an invitation of the organiser's, or a colleague's word.
///
/// From whom a voucher came is kept nowhere.
extension MemberIssuing {
    /// Signs a blinded message for a voucher: one a voucher, and the same one as often as it is asked for.
    ///
    /// Who became a member by a voucher gives out none.
    ///
    /// - Parameters:
    ///   - typed: The voucher; case, blanks and dashes in it do not matter.
    ///   - bytes: A token request.
    ///   - petition: As the board knows it.
    /// - Returns: The blind signature; that the voucher is used is then on stable storage.
    /// - Throws: `Refusal`, or a fault: then the same request can be sent again.
    package func issue(voucher typed: String, request bytes: [UInt8], petition: Petition) async throws -> Issued {
        _ = try rules(of: petition)
        let (issuer, request) = try read(bytes, for: petition)
        let hash = MemberVoucher.hash(of: typed)
        guard try await site.database.read({ try $0.hasMemberVoucher(hash, in: petition.id) }) else {
            throw Refusal.voucher
        }
        let response = try await Self.sign(request, with: issuer)
        let now = site.ambient.now()
        let refusal: Refusal? = try await site.write { transaction in
            if let refusal = try Self.refusal(of: petition, at: now, transaction) { return .petition(refusal) }
            let own = request.bytes.sha256
            let standing = try transaction.claimMemberVoucher(hash, for: own, in: petition.id)
            return standing == nil ? .voucher : standing == own ? nil : .otherRequest
        }
        if let refusal { throw refusal }
        return Issued(response: response, vouchers: [])
    }

    /// Lets in whoever has one of some codes, which were made elsewhere.
    ///
    /// - Parameters:
    ///   - hashes: SHA-256 of each code, as `MemberVoucher` gives it.
    ///   - petition: One by invitation.
    /// - Returns: How many of them are new.
    /// - Throws: `Refusal.notByInvitation`, or why the petition takes nobody; or a fault: nothing is stored then.
    package func invite(_ hashes: [[UInt8]], to petition: Petition) async throws -> Int {
        guard try rules(of: petition).isByInvitation == true else { throw Refusal.notByInvitation }
        return try await site.write { try $0.addMemberVouchers(hashes, in: petition.id) }
    }

    /// New ones for a member who showed a mailbox.
    func vouchers(under petition: Petition) -> [MemberVoucher] {
        let count = petition.sheet.members?.vouchers ?? 0
        return (0..<count).map { _ in MemberVoucher(bytes: site.ambient.randomBytes(MemberVoucher.byteCount)) }
    }
}
