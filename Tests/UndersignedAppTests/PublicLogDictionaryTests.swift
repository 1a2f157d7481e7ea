import Foundation
import Testing
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport

/// Whoever knows everybody's name and address learns nothing from the public log (P-23).
@Suite struct PublicLogDictionaryTests {
    private static let people = 1...200

    /// The commitments that entries make public.
    private func commitments(_ site: SealedSite) async throws -> Set<[UInt8]> {
        let id = site.petition.id
        let entries = try await site.test.database.read { try $0.entries(from: 0, count: 10_000, of: id) }
        return Set(
            entries.compactMap { bytes in
                let words = String(decoding: bytes, as: UTF8.self).split(separator: " ")
                guard words.first == "signed", let last = words.last else { return nil }
                return Data(base64Encoded: String(last)).map(Array.init)
            }
        )
    }

    /// All that somebody can compute who knows what was signed, but not the salt.
    private func guesses(_ form: SignatureForm, _ site: SealedSite, salts: [[UInt8]]) throws -> [[UInt8]] {
        let statement = try Statement(
            origin: Samples.required(site.petition.log).origin,
            textVersion: 1,
            email: form.email,
            name: form.name,
            isShown: form.shown == "yes",
            organisation: nil
        )
        let texts = [Array(form.email.utf8), Array(form.name.utf8), Array((form.name + form.email).utf8)]
        return texts.map(\.sha256)
            + salts.map { salt in (salt + Array(statement.text.utf8)).sha256 }
    }

    // P-23
    @Test(arguments: [SealedSite.Holder.organiser, .server])
    func `a list of all names and addresses fits no entry, and a person's own salt fits one`(
        _ holder: SealedSite.Holder
    ) async throws {
        let site = try await SealedSite(.chosen, holder)
        let own = site.person(0)
        let token = try await site.test.sign(own, site.petition)
        try await site.sign(Self.people)
        site.test.advance(.days(1))
        try await Housekeeping(site: site.test.site).doDue()
        let published = try await commitments(site)
        #expect(published.count == Self.people.count + 1)
        // What is public may not serve as a salt.
        let known = [[], [UInt8](repeating: 0, count: 32), try Samples.required(site.petition.log).documentHash]
        let salts = known + published
        for number in Self.people.prefix(50) {
            let guesses = try guesses(site.person(number), site, salts: salts)
            #expect(published.isDisjoint(with: guesses), "person \(number)")
        }
        // With the salt of a receipt the same arithmetic finds the entry.
        let id = site.petition.id
        let row = try await site.test.database.read { try $0.signature(tokenHash: token.hash, in: id) }
        let box = try SignatureBox(opening: Samples.required(row?.box), with: token)
        #expect(!published.isDisjoint(with: try guesses(own, site, salts: [box.salt])))
    }
}
