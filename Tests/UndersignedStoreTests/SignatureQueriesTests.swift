import Testing
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport

/// The contract of the signature queries, on every real database.
@Suite struct SignatureQueriesTests {
    private static func pending(_ tag: UInt8, token: UInt8, petitionID: Int64 = 1) -> PendingSignature {
        PendingSignature(
            petitionID: petitionID,
            tag: Array(repeating: tag, count: 32),
            tokenHash: Array(repeating: token, count: 32),
            requestKey: "key-\(tag)",
            box: [1, 2, 3],
            now: Samples.noon + .seconds(59)
        )
    }

    private static func prepared(_ kind: TestDatabase) async throws -> (any TransactionalDatabase, TestFolder) {
        let folder = try TestFolder()
        let database = try await kind.make(in: folder.url)
        _ = try await database.write { try $0.saveDraft(Samples.library, campaignID: nil) }
        return (database, folder)
    }

    @Test(arguments: TestDatabase.all)
    func `one address has one row: the database says so, not the caller`(_ kind: TestDatabase) async throws {
        let (database, folder) = try await Self.prepared(kind)
        let ids = try await database.write { transaction in
            [
                try transaction.insertPending(Self.pending(7, token: 1)),
                try transaction.insertPending(Self.pending(7, token: 2)),
                try transaction.insertPending(Self.pending(8, token: 3)),
            ]
        }
        #expect(ids[0] != nil && ids[1] == nil && ids[2] != nil)
        _ = folder
    }

    @Test(arguments: TestDatabase.all)
    func `a row keeps its minute and not its second`(_ kind: TestDatabase) async throws {
        let (database, folder) = try await Self.prepared(kind)
        try await database.write { _ = try $0.insertPending(Self.pending(7, token: 1)) }
        let row = try await database.read { try $0.signature(tag: Array(repeating: 7, count: 32), in: 1) }
        #expect(row?.askedAt == Samples.noon)
        #expect(row?.mailedAt == [Samples.noon])
        #expect(row?.state == .pending)
        _ = folder
    }

    @Test(arguments: TestDatabase.all)
    func `a link is claimed once`(_ kind: TestDatabase) async throws {
        let (database, folder) = try await Self.prepared(kind)
        let token = [UInt8](repeating: 1, count: 32)
        let placement = Placement(position: 5, number: 3, textVersion: 1)
        let claims = try await database.write { transaction in
            _ = try transaction.insertPending(Self.pending(7, token: 1))
            return [
                try transaction.claim(tokenHash: token, in: 1, as: placement, logNumber: 1, at: Samples.noon),
                try transaction.claim(tokenHash: token, in: 1, as: placement, logNumber: 1, at: Samples.noon),
            ]
        }
        #expect(claims.map { $0?.askedAt } == [Samples.noon, nil], "who asked when is told once")
        let row = try await database.read { try $0.signature(tokenHash: token, in: 1) }
        #expect(row?.position == 5 && row?.number == 3 && row?.state == .counted)
        _ = folder
    }

    @Test(arguments: TestDatabase.all)
    func `erasing leaves the state and takes everything of the person`(_ kind: TestDatabase) async throws {
        let (database, folder) = try await Self.prepared(kind)
        let row = try await database.write { transaction in
            let id = try Samples.required(try transaction.insertPending(Self.pending(7, token: 1)))
            let seal = SealedContact(
                recipient: "custody",
                encapsulationID: 9,
                encapsulation: [4],
                textVersion: 1,
                logNumber: 1,
                content: [5]
            )
            try transaction.saveEncapsulation(seal, in: 1)
            try transaction.saveSeals([(id, seal)], in: 1)
            try transaction.saveDisplays([(id, Samples.place(3), Samples.shown("Amina"))], in: 1)
            try transaction.erase(id, in: 1, state: .withdrawn, removedPosition: 12, at: Samples.noon)
            return try transaction.signature(id: id, in: 1)
        }
        #expect(row?.state == .withdrawn && row?.box == nil && row?.mailedAt == [])
        let counts = try await database.read { (try $0.rowCount(.seal), try $0.rowCount(.publicName)) }
        #expect(counts == (0, 0))
        let free = try await database.write { try $0.insertPending(Self.pending(7, token: 2)) }
        #expect(free != nil, "signing again is allowed")
        _ = folder
    }

    @Test(arguments: TestDatabase.all)
    func `a block that throws leaves nothing, and its neighbours stand`(_ kind: TestDatabase) async throws {
        struct Planted: Error {}
        let (database, folder) = try await Self.prepared(kind)
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<UInt8(40) {
                group.addTask {
                    // Every fourth block fails after it wrote.
                    _ = try? await database.write { transaction in  // the planted fault is the point
                        _ = try transaction.insertPending(Self.pending(number, token: number))
                        if number % 4 == 0 { throw Planted() }
                    }
                }
            }
        }
        let count = try await database.read { try $0.rowCount(.signature) }
        #expect(count == 30)
        _ = folder
    }

    @Test(arguments: TestDatabase.all)
    func `bound values are values: a hostile slug is only a slug nobody has`(_ kind: TestDatabase) async throws {
        let (database, folder) = try await Self.prepared(kind)
        // S-04: text with quotes and statements binds like any other.
        let names = try await database.write { transaction in
            for (index, text) in ["'; DROP TABLE petition; --", "\" OR 1=1", "\u{1}", "%_"].enumerated() {
                try transaction.saveDisplays([(Int64(index), Samples.place(0), Samples.shown(text))], in: 1)
            }
            return try transaction.publicNames(in: 1, limit: 10)
        }
        #expect(names.count == 4)
        #expect(try await database.read { try $0.petitions().count } == 1)
        _ = folder
    }
}
