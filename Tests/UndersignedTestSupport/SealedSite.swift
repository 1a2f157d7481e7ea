package import UndersignedApp
package import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// A site with a petition that is sealed to a key of somebody who is not there, or with a standard one.
package struct SealedSite: Sendable {
    /// Who has the custody key.
    package enum Holder: Sendable {
        case organiser, server
    }

    package let test: TestSite
    package let petition: Petition
    /// The organiser's, whom the server never meets.
    package let key: CustodyPrivateKey
    /// Of everybody's mail address: a server that several tests share has those of others in it.
    package let domain = "\(UInt64.random(in: .min ... .max)).example.org"

    /// - Parameters:
    ///   - kind: Which database.
    ///   - holder: Who has the custody key.
    ///   - sheet: What is signed.
    ///   - closesAt: When signing ends by itself.
    /// - Throws: When a step of it fails.
    package init(
        _ kind: TestDatabase = .chosen,
        _ holder: Holder = .organiser,
        _ sheet: PetitionSheet = Samples.petition("sealed-library"),
        closesAt: Moment? = nil
    ) async throws {
        test = try await TestSite(kind, limits: .off)
        key = try Samples.required(CustodyPrivateKey(bytes: Samples.randomBytes(32)))
        var sheet = sheet
        if case .organiser = holder { sheet.seal(to: key.publicKey) }
        petition = try await test.open(sheet, closesAt: closesAt)
    }

    /// Some people sign, a minute apart.
    package func sign(_ people: ClosedRange<Int>) async throws {
        for number in people {
            test.advance(.minutes(1))
            try await test.sign(person(number), petition)
        }
    }

    /// What somebody fills in.
    package func person(_ number: Int) -> SignatureForm {
        var form = Samples.person(number)
        form.email = address(number)
        return form
    }

    package func address(_ number: Int) -> String { "person\(number)@\(domain)" }

    /// A mail server accepts everything that waits.
    package func deliverMails() async throws {
        let end = test.now + .days(365)
        try await test.database.write { [now = test.now] transaction in
            for mail in try transaction.dueMails(at: end, limit: 100_000) {
                try transaction.finish(mail, as: .sent, reply: nil, at: now)
            }
        }
        try await test.database.forgetDeleted()
    }

    /// What the organiser opens of the records that the server hands over.
    package func opened() async throws -> [ContactExport.Row] {
        var records = try Samples.required(try await SealedRecords(of: petition, test.site))
        var opener = RecordOpener(key: key)
        var rows: [ContactExport.Row] = []
        while let lines = try await records.page() {
            for line in lines {
                // As it travels: each line by itself.
                if let row = try opener.take(line)?.own { rows.append(row) }
            }
        }
        return rows
    }
}
