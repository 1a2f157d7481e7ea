import Foundation
import Testing
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport

/// Nothing in the database tells that a person who signed one petition signed another (S-71, red line 2).
@Suite struct JoinedPetitionsTests {
    private static let count = 40

    /// The same people sign two petitions, in another order: nobody has the same place in both.
    private func signTwice(_ kind: TestDatabase) async throws -> (test: TestSite, Petition, Petition) {
        let test = try await TestSite(kind, limits: .off)
        let (first, second) = (try await test.open(), try await test.open(Samples.petition("another")))
        for place in 0..<Self.count {
            test.advance(.minutes(1))
            try await test.sign(person(place), first)
        }
        for place in 0..<Self.count {
            test.advance(.minutes(1))
            try await test.sign(person((place * 7 + 3) % Self.count), second)
        }
        return (test, first, second)
    }

    private func person(_ number: Int) -> SignatureForm {
        var form = Samples.person(number)
        // What a browser may send again for another petition.
        form.key = "form-of-person-\(number)"
        return form
    }

    /// By the number of the row: who signed there, which only whoever knows each link can tell.
    private func people(_ petition: Petition, _ test: TestSite) async throws -> [Int64: Int] {
        let keys = try test.site.keys.keys(of: petition.slug)
        return try await test.database.read { transaction in
            try (0..<Self.count).reduce(into: [:]) { found, number in
                let tag = try keys.tag(of: "person\(number)@example.org")
                found[try Samples.required(try transaction.signature(tag: tag, in: petition.id)).id] = number
            }
        }
    }

    /// Each value that stands in one person's rows alone, with that person, by table and column.
    private func marks(
        _ dump: DatabaseDump,
        _ petition: Petition,
        _ people: [Int64: Int]
    ) -> [String: [QueryValue: Int]] {
        var found: [String: [QueryValue: Set<Int>]] = [:]
        for part in dump.parts {
            let own = part.table.name == "signature" ? "id" : "signature_id"
            let (ids, petitions) = (part.values(own), part.values("petition_id"))
            guard ids.count == part.rows.count, petitions.count == part.rows.count else { continue }
            for (number, row) in part.rows.enumerated() where petitions[number] == .integer(petition.id) {
                guard case .integer(let id) = ids[number], let person = people[id] else { continue }
                for (column, value) in zip(part.table.columns, row) where value != .null && value != .blob([]) {
                    found["\(part.table.name).\(column)", default: [:]][value, default: []].insert(person)
                }
            }
        }
        return found.mapValues { values in values.compactMapValues { $0.count == 1 ? $0.first : nil } }
    }

    /// The pairs of columns by which a join puts more people together with themselves than chance does.
    private func links(_ test: TestSite, _ first: Petition, _ second: Petition) async throws -> [String] {
        let dump = try await DatabaseDump(test.database)
        let left = marks(dump, first, try await people(first, test))
        let right = marks(dump, second, try await people(second, test))
        var links: [String] = []
        for (column, values) in left {
            for (other, theirs) in right {
                let hits = values.filter { theirs[$0.key] == $0.value }.count
                if hits > 2 { links.append("\(column) = \(other): \(hits)") }
            }
        }
        return links.sorted()
    }

    // S-71
    @Test(arguments: TestDatabase.all)
    func `no column of one petition leads to the same person in another`(_ kind: TestDatabase) async throws {
        let (test, first, second) = try await signTwice(kind)
        #expect(try await links(test, first, second) == [])
        // The same join finds the people where a key is shared: it is able to.
        let keys = try test.site.keys.keys(of: first.slug)
        for petition in [first, second] {
            for (id, number) in try await people(petition, test) {
                let tag = try keys.tag(of: "person\(number)@example.org")
                try await test.database.write { transaction in
                    _ = try transaction.rows(
                        """
                        UPDATE signature SET commitment = \(tag)
                        WHERE petition_id = \(petition.id) AND id = \(id)
                        """
                    )
                }
            }
        }
        #expect(try await links(test, first, second).contains("signature.commitment = signature.commitment: 40"))
    }
}
