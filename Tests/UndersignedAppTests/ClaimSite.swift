import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedEvidence
import UndersignedStore
import UndersignedTestSupport

/// A campaign with an open petition, and Dana, who writes its claims.
struct ClaimSite {
    let site: UpdateSite

    init(_ kind: TestDatabase) async throws {
        site = try await UpdateSite(kind)
    }

    static let dana: Int64 = 7

    static func form(
        _ sentence: String = "The council pays.",
        documents: String = "Minutes | The council"
    )
        -> ClaimForm
    {
        var form = ClaimForm()
        (form.sentence, form.documents) = (sentence, documents)
        return form
    }

    /// Saves a claim; gives its number.
    @discardableResult
    func save(
        _ form: ClaimForm,
        replacing number: Int? = nil,
        mark: String? = nil
    ) async throws -> Int {
        let outcome = try await outcome(of: form, replacing: number, mark: mark)
        guard case .saved(let number) = outcome else { throw Unsaved(outcome: outcome) }
        return number
    }

    /// What becomes of a text.
    func outcome(
        of form: ClaimForm,
        replacing number: Int?,
        mark: String? = nil
    ) async throws -> ClaimWriting.Outcome {
        var current = ""
        if let number { current = try await self.mark(number) }
        return try await ClaimWriting(site: site.site).save(
            form,
            in: site.campaignID,
            replacing: number,
            mark: mark ?? current,
            by: Self.dana
        )
    }

    struct Unshown: Error {}

    struct Unsaved: Error {
        let outcome: ClaimWriting.Outcome
    }

    func mark(_ number: Int) async throws -> String {
        let file = try await ClaimWriting(site: site.site).file(number, in: site.campaignID)
        return ClaimWriting.mark(of: try Samples.required(file).claim)
    }

    /// The record that states another amount than the claim that rests on it.
    func contradicting(_ number: Int) async throws -> ClaimGround? {
        try await ClaimWriting(site: site.site).file(number, in: site.campaignID)?.contradicting
    }

    func publish(_ number: Int) async throws {
        let mark = try await mark(number)
        try await ClaimWriting(site: site.site).publish(number, in: site.campaignID, mark: mark, by: Self.dana)
    }

    func shown(_ number: Int, version: Int? = nil) async throws -> PublicClaim? {
        let slug = try Samples.libraries().slug
        return try await ClaimReading(site: site.site).claim(number, of: slug, version: version)
    }

    /// A file with one modification of an award; gives the file's number.
    func importRecord(isPublished: Bool) async throws -> Int64 {
        var record = ContractRecord(
            source: .usaspendingTransaction,
            award: AwardIdentifier("CONT_AWD_70B1_7014_-NONE-_-NONE-"),
            awardClass: .award,
            amounts: Amounts(currency: .dollars, obligated: Amount(cents: 134_400_000)),
            supplier: Supplier(name: "ACME"),
            buyer: Buyer(agency: "CBP"),
            line: 2
        )
        record.modification = "P1"
        record.actionDate = CalendarDay(year: 2018, month: 5, day: 4)
        return try await site.test.database.write { [record] transaction in
            let hash = [UInt8](repeating: 1, count: 32)
            var intake = try EvidenceIntake(transaction, hash: hash, name: "a.csv", now: Samples.noon)
            _ = try intake.keep([record])
            try intake.finish(
                kind: .usaspendingTransactions,
                report: #"{"rows":1,"imported":1,"repeats":0,"refused":0}"#
            )
            if isPublished { _ = try transaction.setEvidenceFile(intake.fileID, published: true) }
            return intake.fileID
        }
    }

    /// Sends a copy of one of a claim's documents.
    func keep(_ bytes: [UInt8], of number: Int, note: String = "", place: Int = 0) async throws {
        try await ClaimCopying(site: site.site).keep(
            bytes,
            ofDocument: place,
            of: number,
            in: site.campaignID,
            note: note,
            mark: try await mark(number),
            by: Self.dana
        )
    }

    /// The copy with these bytes, where anybody gets it.
    func served(_ bytes: [UInt8], of number: Int) async throws -> KeptCopy? {
        let slug = try Samples.libraries().slug
        return try await ClaimReading(site: site.site).copy(bytes.sha256, of: number, in: slug)
    }
}
