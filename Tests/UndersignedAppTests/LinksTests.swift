import Testing
import TransparencyLog
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport

/// The second half of a signature: the mailed link and its buttons.
@Suite struct LinksTests {
    // S-27, F-D
    @Test func `looking behind a link a hundred times counts nothing and changes no row`() async throws {
        let test = try await TestSite()
        let petition = try await test.open()
        let token = try Samples.required(try await test.ask(Samples.amina, petition))
        let before = try await test.database.read { try $0.signature(tokenHash: token.hash, in: petition.id) }
        for _ in 0..<100 { _ = try await Links(site: test.site).view(token) }
        let after = try await test.database.read { try $0.signature(tokenHash: token.hash, in: petition.id) }
        #expect(before == after)
        #expect(try await test.counts(petition).total == 0)
    }

    @Test func `the button counts: log, row, tally, seal, public name and receipt mail in one commit`() async throws {
        let test = try await TestSite()
        let petition = try await test.open()
        let token = try await test.sign(Samples.amina, petition)
        guard case .counted(let box?, let standing, _) = try await Links(site: test.site).view(token) else {
            Issue.record("not counted")
            return
        }
        #expect(box.name == "Amina Diallo" && standing.number == 1 && standing.position == 3)
        #expect(try await test.counts(petition) == Counts(mail: 1))
        #expect(try await test.mails().map(\.kind) == [.confirm, .receipt])
        #expect(try await test.rowCount(.seal) == 1)
        #expect(try await test.rowCount(.publicName) == 1)
        try await test.expectSoundLog(petition, size: 4)
    }

    // S-15
    @Test func `a thousand parallel presses of one link count once, and each is told the same`() async throws {
        let test = try await TestSite()
        let petition = try await test.open()
        let token = try Samples.required(try await test.ask(Samples.amina, petition))
        let outcomes = try await withThrowingTaskGroup(of: LogOutcome.self) { group in
            for _ in 0..<1_000 {
                group.addTask { try await Links(site: test.site).confirm(token, textVersion: 1) }
            }
            return try await group.reduce(into: [LogOutcome: Int]()) { $0[$1, default: 0] += 1 }
        }
        #expect(outcomes == [.counted: 1_000])
        #expect(try await test.counts(petition).total == 1)
        #expect(try await test.mails().map(\.kind) == [.confirm, .receipt])
        try await test.expectSoundLog(petition, size: 4)
    }

    @Test func `withdrawing lowers the count in public and deletes what was held`() async throws {
        let test = try await TestSite()
        let petition = try await test.open()
        let token = try await test.sign(Samples.amina, petition)
        try await test.sign(Samples.wei, petition)
        #expect(try await Links(site: test.site).withdraw(token) == .withdrawn)
        #expect(try await Links(site: test.site).withdraw(token) == .withdrawn, "pressing again says the same")
        #expect(try await test.counts(petition) == Counts(mail: 1, removed: 1))
        #expect(try await test.rowCount(.publicName) == 0)
        #expect(try await test.rowCount(.seal) == 1)
        guard case .withdrawn = try await Links(site: test.site).view(token) else {
            Issue.record("the link does not say so")
            return
        }
        #expect(try await Receipts(site: test.site).receipt(token) == nil)
        try await test.expectSoundLog(petition, size: 6)
        try await Housekeeping(site: test.site).doDue()
        #expect(
            try test.folder.holds("Amina") == [],
            "a name that was shown leaves the disk with the next housekeeping"
        )
        #expect(try await test.ask(Samples.amina, petition) != nil, "signing again is allowed")
    }

    @Test func `a link that waited seven days is expired, and its answers are deleted`() async throws {
        let test = try await TestSite()
        let petition = try await test.open()
        let token = try Samples.required(try await test.ask(Samples.amina, petition))
        test.advance(.minutes(7 * 24 * 60 + 1))
        #expect(try await Links(site: test.site).confirm(token, textVersion: 1) == .refused(.expired))
        try await Housekeeping(site: test.site).doDue()
        guard case .expired = try await Links(site: test.site).view(token) else {
            Issue.record("the link does not say that it is expired")
            return
        }
        let row = try await test.database.read { try $0.signature(tokenHash: token.hash, in: petition.id) }
        #expect(row?.box == nil)
        #expect(try await test.counts(petition).total == 0)
    }

    @Test func `a petition that closed in between counts nothing`() async throws {
        let test = try await TestSite()
        let petition = try await test.open(closesAt: test.now + .hours(1))
        let token = try Samples.required(try await test.ask(Samples.amina, petition))
        test.advance(.hours(1))
        #expect(try await Links(site: test.site).confirm(token, textVersion: 1) == .refused(.petition(.closed)))
        try await Housekeeping(site: test.site).doDue()
        #expect(try await test.petition(id: petition.id).state == .closed)
        try await test.expectSoundLog(petition, size: 5)
    }

    // DESIGN 11.5
    @Test func `a text that changed since it was read is not signed`() async throws {
        let test = try await TestSite()
        let petition = try await test.open()
        let token = try Samples.required(try await test.ask(Samples.amina, petition))
        try await test.database.write { transaction in
            try transaction.saveDocument([1], hash: [UInt8](repeating: 9, count: 32), of: petition.id)
            try transaction.setTextVersion(2, hash: [UInt8](repeating: 9, count: 32), position: 4, of: petition.id)
        }
        let stale = try await Links(site: test.site).confirm(token, textVersion: 1)
        #expect(stale == .refused(.textChanged(current: 2)))
        #expect(try await Links(site: test.site).confirm(token, textVersion: 2) == .counted)
    }

    // S-40
    @Test func `forged, cut and spliced links open nothing`() async throws {
        let test = try await TestSite(limits: .off)
        let petition = try await test.open()
        let other = try await test.open(Samples.petition("another"))
        let token = try Samples.required(try await test.ask(Samples.amina, petition))
        let spliced = try Samples.required(LinkToken(petitionID: other.id, secret: token.secret))
        guard case .unknown = try await Links(site: test.site).view(spliced) else {
            Issue.record("a link of one petition opened another")
            return
        }
        for index in 0..<32 {
            var secret = token.secret
            secret[index] ^= 1
            let forged = try Samples.required(LinkToken(petitionID: petition.id, secret: secret))
            #expect(try await Links(site: test.site).confirm(forged, textVersion: 1) == .refused(.unknownLink))
        }
        #expect(LinkToken(token.text.dropLast()) == nil && LinkToken(token.text + "A") == nil)
        #expect(try await test.counts(petition).total == 0)
    }

    @Test func `a receipt verifies offline, before and after others signed, and with a removed signature`()
        async throws
    {
        let test = try await TestSite(limits: .off)
        let petition = try await test.open()
        let token = try await test.sign(Samples.oconnor, petition)
        for number in 0..<300 { try await test.sign(Samples.person(number), petition) }
        let receipt = try Samples.required(try await Receipts(site: test.site).receipt(token))
        let read = try Receipt(parsing: receipt.bytes)
        let key = try NoteVerifierKey(try Samples.required(petition.log).verifierKey)
        #expect(try read.verified(by: key).size == receipt.proof.checkpoint.size)
        #expect(read.statement.name == "Síle O'Connor" && read.statement.email == "sile@example.org")
        #expect(read == receipt)
    }
}

extension SignedNote {
    fileprivate var size: UInt64? {
        text.split(separator: "\n").dropFirst().first.flatMap { UInt64($0) }
    }
}
