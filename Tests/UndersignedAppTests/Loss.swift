import TransparencyLog
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport

/// A site on an older copy of its data, and what was lost.
struct Loss {
    let site: TestSite
    let petition: Petition
    let before: LogHead
    /// Links of the people that the copy still has.
    let carried: [LinkToken]
    /// Receipts of the others.
    let lost: [Receipt]

    var stories: Site { site.site }

    /// - Parameters:
    ///   - carried: How many people the copy still has.
    ///   - lost: How many signed after it was made.
    ///   - amends: Whether the text changed in between, before the copy.
    ///   - text: What the lost ones signed, where the text changed after the copy.
    /// - Throws: When a step of it fails.
    init(carried: Int, lost: Int, amends: Bool = false, loses text: String? = nil) async throws {
        let first = try await TestSite(.sqlite, limits: .off)
        var petition = try await first.open()
        var links: [LinkToken] = []
        for number in 0..<carried { links.append(try await first.sign(Samples.person(number), petition)) }
        if amends {
            _ = try await TextAmendment(site: first.site).amend(petition.slug, .letter("Keep it."), reason: "Shorter")
            petition = try await first.petition(id: petition.id)
        }
        before = try Samples.required(try await first.database.read { [petition] in try $0.head(petition.id) })
        let copy = try await first.copy()
        if let text {
            _ = try await TextAmendment(site: first.site).amend(petition.slug, .letter(text), reason: "Lost")
            petition = try await first.petition(id: petition.id)
        }
        var receipts: [Receipt] = []
        for number in carried..<carried + lost {
            let link = try await first.sign(Samples.person(number), petition)
            receipts.append(try Samples.required(try await Receipts(site: first.site).receipt(link)))
        }
        await first.site.sequencer.close()
        site = try await TestSite(.sqlite, limits: .off, restoring: copy)
        self.petition = petition
        self.carried = links
        self.lost = receipts
    }
}

extension TestSite {
    /// Gives up, in public, what the check at start finds lost.
    @discardableResult
    func acceptLoss() async throws -> LogSuccession.Result {
        let fault = try Samples.required(try await LogSoundness(site: site).faults().first)
        return try await LogSuccession(site: site).accept(Samples.required(fault.rollback), of: fault.slug)
    }
}

extension PetitionAmendment {
    static func letter(_ text: String) -> PetitionAmendment {
        var amendment = PetitionAmendment()
        amendment.letter = text
        return amendment
    }
}
