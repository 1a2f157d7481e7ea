import Testing
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport

/// Updates, their mails and the list of those who want them, on each database.
@Suite struct UpdateQueriesTests {
    private static let noon = Samples.noon

    private struct Ground {
        let folder: TestFolder
        let database: any TransactionalDatabase
        let petitionID: Int64
    }

    private func ground(_ kind: TestDatabase) async throws -> Ground {
        let folder = try TestFolder()
        let database = try await kind.make(in: folder.url)
        let id = try await database.write { try $0.saveDraft(Samples.library, campaignID: nil) }
        return Ground(folder: folder, database: database, petitionID: try Samples.required(id))
    }

    /// Signatories of these states who want updates; gives their ids.
    private static func readers(
        _ states: [SignatureState],
        _ petitionID: Int64,
        _ transaction: any Transaction
    ) throws -> [Int64] {
        try states.enumerated().map { number, state in
            let row = try transaction.row(
                """
                INSERT INTO signature (petition_id, state, asked_at, mailed_at, tag, token_hash)
                VALUES (\(petitionID), \(state.rawValue), \(noon.seconds), '', \([UInt8(number)]), \([UInt8(number)]))
                RETURNING id
                """
            )
            let id = try Samples.required(row).integer("id")
            let consent = Consent(.updates, wording: "Yes")
            let given = ConsentRow(signatureID: id, consent: consent, textVersion: 1, givenAt: noon)
            try transaction.saveConsents([given], in: petitionID)
            return id
        }
    }

    private static func mail(_ petitionID: Int64, _ kind: OutboxMail.Kind = .update) -> OutboxMail {
        OutboxMail(petitionID: petitionID, kind: kind, messageID: "<a@b>", keyHour: 0, sealed: [1])
    }

    @Test(arguments: TestDatabase.all)
    func `texts and updates are numbered, the one that stands is shown, published last comes first`(
        _ kind: TestDatabase
    ) async throws {
        let ground = try await ground(kind)
        let id = ground.petitionID
        try await ground.database.write { transaction in
            let first = try transaction.insertUpdate(UpdateForm(title: "1", body: "a"), of: id, by: 7, at: Self.noon)
            let second = try transaction.insertUpdate(UpdateForm(title: "2", body: "b"), of: id, by: 7, at: Self.noon)
            #expect((first, second) == (1, 2))
            let form = UpdateForm(title: "1", body: "c")
            #expect(try transaction.keepUpdateText(form, of: 1, in: id, by: 8, at: Self.noon) == 2)
            #expect(try transaction.update(1, in: id)?.text.body == "a", "kept, and does not stand")
            try transaction.setUpdateText(2, of: 1, in: id)
            #expect(try transaction.publishUpdate(2, in: id, at: Self.noon))
            #expect(try transaction.publishUpdate(1, in: id, at: Self.noon + .hours(1)))
            #expect(try transaction.publishUpdate(1, in: id, at: Self.noon) == false)
            #expect(try transaction.publishedUpdates(in: id, limit: 9).map(\.number) == [1, 2])
            #expect(try transaction.publishedUpdates(in: id, limit: 1).map(\.text.body) == ["c"])
            try transaction.showUpdateText(2, of: 1, in: id, at: Self.noon + .hours(1))
            #expect(try transaction.update(1, in: id)?.correctedAt == nil)
            #expect(try transaction.updateTexts(of: 1, in: id, limit: 9).map(\.accountID) == [8, 7])
            #expect(try transaction.update(3, in: id) == nil)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a mailing goes on from its place alone, for those whose signatures stand`(_ kind: TestDatabase) async throws {
        let ground = try await ground(kind)
        let id = ground.petitionID
        try await ground.database.write { transaction in
            let states: [SignatureState] = [
                .counted, .pending, .recorded, .withdrawn, .removed, .expired, .held, .counted,
            ]
            let ids = try Self.readers(states, id, transaction)
            try transaction.markUndeliverable(ids[7], in: id, at: Self.noon)
            #expect(try transaction.beginUpdateMailing(1, text: 1, of: id, at: Self.noon))
            #expect(try transaction.beginUpdateMailing(1, text: 1, of: id, at: Self.noon) == false)
            let mailing = try Samples.required(try transaction.runningUpdateMailings().first)
            #expect(mailing.lastID == ids[7])
            #expect(
                try transaction.updateReaders(of: mailing, limit: 9).map(\.signatureID) == [ids[0], ids[2], ids[6]]
            )
            #expect(try transaction.updateReaders(of: mailing, limit: 2).map(\.signatureID) == [ids[0], ids[2]])
            #expect(try transaction.advance(mailing, through: ids[2], queueing: 2))
            #expect(try transaction.advance(mailing, through: ids[2], queueing: 2) == false, "compare and swap")
            let next = try Samples.required(try transaction.runningUpdateMailings().first)
            #expect(next.queued == 2)
            #expect(try transaction.updateReaders(of: next, limit: 9).map(\.signatureID) == [ids[6]])
            #expect(try transaction.setUpdateMailing(1, of: id, from: .running, to: .paused))
            #expect(try transaction.advance(next, through: mailing.lastID, queueing: 1) == false, "stopped")
            #expect(try transaction.setUpdateMailing(1, of: id, from: .paused, to: .running))
            #expect(try transaction.advance(next, through: mailing.lastID, queueing: 1))
            #expect(try transaction.updateMailings(of: id).map(\.state) == [.queued])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `updates wait behind nothing of theirs, are put off, held back, and dropped for who leaves`(
        _ kind: TestDatabase
    ) async throws {
        let ground = try await ground(kind)
        let id = ground.petitionID
        try await ground.database.write { transaction in
            let ids = try Self.readers([.counted, .counted], id, transaction)
            _ = try transaction.beginUpdateMailing(1, text: 1, of: id, at: Self.noon)
            let mailing = try Samples.required(try transaction.runningUpdateMailings().first)
            _ = try transaction.advance(mailing, through: mailing.lastID, queueing: 2)
            for reader in ids {
                try transaction.enqueueUpdate(Self.mail(id), about: 1, signatureID: reader, at: Self.noon)
            }
            try transaction.enqueueUpdate(Self.mail(id, .updateTest), about: 1, signatureID: nil, at: Self.noon)
            try transaction.enqueue(Self.mail(id, .confirm), signatureID: ids[0], at: Self.noon)
            let due = try transaction.dueUpdates(at: Self.noon, limit: 9)
            #expect(due.map(\.updateNumber) == [1, 1])
            #expect(try transaction.dueMails(at: Self.noon, limit: 9).map(\.mail.kind) == [.updateTest, .confirm])
            #expect(try transaction.dueMailCount(at: Self.noon) == 2)
            try transaction.putOff([due[0]], until: Self.noon + .minutes(1))
            #expect(try transaction.dueUpdates(at: Self.noon, limit: 9).map(\.id) == [due[1].id])
            #expect(try transaction.dueUpdates(at: Self.noon + .minutes(1), limit: 9).count == 2)
            #expect(try transaction.setUpdateMailing(1, of: id, from: .queued, to: .paused))
            #expect(try transaction.dueUpdates(at: Self.noon + .minutes(1), limit: 9).isEmpty)
            #expect(try transaction.updateMailCounts(1, in: id) == [.waiting: 2], "a test mail is none of them")
            #expect(try transaction.stopUpdates(to: ids[0], in: id))
            #expect(try transaction.stopUpdates(to: ids[0], in: id) == false)
            #expect(try transaction.updateMailings(of: id).map(\.queued) == [1])
            #expect(try transaction.waitingUpdateCount(of: id) == 1)
            try transaction.erase(ids[1], in: id, state: .withdrawn, removedPosition: nil, at: Self.noon)
            #expect(try transaction.waitingUpdateCount(of: id) == 0)
            #expect(try transaction.dueMails(at: Self.noon, limit: 9).count == 2, "other mail stays")
            #expect(try transaction.updateReaderCount(in: id) == 0)
        }
    }
}
