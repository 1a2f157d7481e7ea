import Testing
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport

/// P-12: the record of processing lists what is stored, all of it.
@Suite struct ProcessingRecordTests {
    @Test func `every column of every table is described, once`() {
        var described: [String: [String]] = [:]
        for field in StoredField.all { described[field.table, default: []] += field.columns }
        for table in StoredTable.all {
            #expect((described[table.name] ?? []).sorted() == table.columns.sorted(), "\(table.name)")
        }
        #expect(Set(described.keys) == Set(StoredTable.all.map(\.name)))
        #expect(StoredField.all.allSatisfy { !$0.what.isEmpty })
        #expect(Set(StoredField.all.map(\.kind)) == Set(DataClass.allCases), "a kind of data that nothing is of")
    }

    @Test(arguments: TestDatabase.all)
    func `the record names petitions, fields, processors and days, and no person`(_ kind: TestDatabase) async throws {
        let test = try await TestSite(kind, limits: .off)
        let coalition = try await SampleCoalition(test)
        let draft = try await test.draft(Samples.petition("a-secret"))
        _ = try await SampleOwner(Accounts(site: test.site, cost: Samples.cheap), "dana@example.org", now: test.now)
        var form = SampleCoalition.person(1, agreeingTo: ["readers"])
        (form.name, form.email, form.shown) = ("Canary Wren", "canary-wren@example.org", "yes")
        try await test.sign(form, coalition.petition)
        form.email = "canary-finch@example.org"
        try await test.ask(form, coalition.petition)
        var setting = ProcessingRecord.Setting(
            siteName: "A | site\n# no heading",
            address: "https://petitions.example.org",
            database: "SQLite"
        )
        (setting.mailHost, setting.witnesses) = ("mail.example.net", ["witness.example.net"])
        let text = try await test.database.read { [setting, now = test.now] in
            try ProcessingRecord($0, setting, at: now).markdown
        }
        let table = "| \(coalition.petition.slug) | Sponsor | open | people | at-once |"
        for words in [table, "readers, teachers", "mail.example.net", "witness.example.net", "7 days", "owner 1"] {
            #expect(text.contains(words), "\(words)")
        }
        for field in StoredField.all { #expect(text.contains("| \(field.table) | \(field.columns[0])")) }
        for words in ["anary", "dana@", draft.slug.text, "\n# no heading"] {
            #expect(!text.contains(words), "\(words)")
        }
    }
}
