import Foundation
import Testing
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport

/// M-05: in a flood of mail people get the links that they wait for first, and one petition does not keep another back.
@Suite struct DueMailTests {
    private static let noon = Samples.noon

    /// A database with petitions of these slugs.
    private func site(
        _ kind: TestDatabase,
        _ slugs: [String]
    ) async throws -> (database: any TransactionalDatabase, petitionIDs: [Int64], folder: TestFolder) {
        let folder = try TestFolder()
        let database = try await kind.make(in: folder.url)
        let ids = try await database.write { transaction in
            try slugs.map { slug in
                var sheet = Samples.library
                sheet.slug = try Samples.required(Slug(slug))
                return try Samples.required(try transaction.saveDraft(sheet, campaignID: nil))
            }
        }
        return (database, ids, folder)
    }

    private static func enqueue(
        _ count: Int,
        _ kind: OutboxMail.Kind,
        _ petitionID: Int64,
        _ transaction: any Transaction,
        at moment: Moment = noon
    ) throws {
        for number in 0..<count {
            let mail = OutboxMail(
                petitionID: petitionID,
                kind: kind,
                messageID: "<\(petitionID)-\(kind.rawValue)-\(number)@example.org>",
                keyHour: 0,
                sealed: [1]
            )
            try transaction.enqueue(mail, signatureID: 1, at: moment)
        }
    }

    private static func counts(_ mails: [WaitingMail], _ petitionID: Int64) -> [OutboxMail.Kind: Int] {
        mails.filter { $0.mail.petitionID == petitionID }.reduce(into: [:]) { $0[$1.mail.kind, default: 0] += 1 }
    }

    @Test(arguments: TestDatabase.all)
    func `links leave before receipts, which come through all the same`(_ kind: TestDatabase) async throws {
        let (database, ids, folder) = try await site(kind, ["one"])
        defer { withExtendedLifetime(folder) {} }
        try await database.write { transaction in
            try Self.enqueue(300, .receipt, ids[0], transaction)
            try Self.enqueue(300, .confirm, ids[0], transaction)
        }
        let mails = try await database.read { try $0.dueMails(at: Self.noon, limit: 80) }
        #expect(Self.counts(mails, ids[0]) == [.confirm: 70, .receipt: 10])
        #expect(mails.map(\.id) == mails.map(\.id).sorted())
        let all = try await database.read { try $0.dueMails(at: Self.noon, limit: 1_000) }
        #expect(all.count == 600)
    }

    @Test(arguments: TestDatabase.all)
    func `a flood of one petition keeps no link of another back`(_ kind: TestDatabase) async throws {
        let (database, ids, folder) = try await site(kind, ["viral", "quiet", "silent"])
        defer { withExtendedLifetime(folder) {} }
        try await database.write { transaction in
            try Self.enqueue(500, .confirm, ids[0], transaction)
            try Self.enqueue(7, .confirm, ids[1], transaction, at: Self.noon + .seconds(-1))
            try Self.enqueue(2, .manage, ids[1], transaction)
            try Self.enqueue(3, .receipt, ids[1], transaction)
            try Self.enqueue(5, .confirm, ids[1], transaction, at: Self.noon + .seconds(1))
        }
        let mails = try await database.read { try $0.dueMails(at: Self.noon, limit: 40) }
        #expect(Self.counts(mails, ids[1]) == [.confirm: 7, .manage: 2, .receipt: 3], "all that is due of it")
        #expect(Self.counts(mails, ids[0])[.confirm] ?? 0 >= 17)
        #expect(mails.count <= 40)
    }
}
