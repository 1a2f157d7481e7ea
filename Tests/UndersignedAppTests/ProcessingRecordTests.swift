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

    // P-25: GDPR articles 9 and 35(3)(b)
    @Test(arguments: TestDatabase.all)
    func `a sensitive petition is named as one, with the addresses warned about and what its assessment needs`(
        _ kind: TestDatabase
    ) async throws {
        let test = try await TestSite(kind, limits: .off)
        _ = try await test.open()
        let before = try await Self.text(test)
        #expect(before.contains("No petition that is open or closed is marked as sensitive."))
        #expect(!before.contains("**yes**") && before.contains("relay.example.net: sees addresses, titles and links"))
        var sheet = Samples.petition("end-night-shifts")
        sheet.discretion = .init(isSensitive: true, workDomains: ["corp.example", "corp.test"])
        _ = try await test.open(sheet)
        let text = try await Self.text(test)
        let row = text.split(separator: "\n").first { $0.hasPrefix("| end-night-shifts ") } ?? ""
        #expect(row.hasSuffix("| **yes** | corp.example, corp.test |"))
        let other = text.split(separator: "\n").first { $0.hasPrefix("| save-the-library ") } ?? ""
        #expect(other.hasSuffix("| no | none |"))
        for words in [
            "\nend-night-shifts: who signed may reveal political opinions", "article 35(3)(b)", "article 9(2)(a)",
            "Nobody’s name is shown.", "warned before anything is stored", "titles (not of sensitive petitions)",
        ] {
            #expect(text.contains(words), "\(words)")
        }
        #expect(!text.contains("No petition that is open or closed is marked"))
        sheet = Samples.petition("second-case")
        sheet.discretion = .init(isSensitive: true, showsNames: true)
        _ = try await test.open(sheet)
        let both = try await Self.text(test)
        #expect(both.contains("**Names are shown** of those who choose it, of second-case."))
        #expect(both.contains("**Nobody is warned about an address at work**, for second-case:"))
    }

    @Test func `the way of mail is said as it is configured: a folder, a checked relay, or one that nobody checks`()
        async throws
    {
        let test = try await TestSite()
        let folder = try await Self.text(test, relay: nil)
        #expect(folder.contains("Mail: written into a folder") && folder.contains("Mail is written into a folder"))
        #expect(!folder.contains("relay:") && !folder.contains("TLS") && !folder.contains("goes out"))
        let checked = try await Self.text(test)
        #expect(checked.contains("Mail goes out over TLS that is checked.") && !checked.contains("folder, with"))
        let unchecked = try await Self.text(test, isChecked: false)
        #expect(unchecked.contains("Mail goes out **over a connection that nobody checks**."))
    }

    private static func text(
        _ test: TestSite,
        relay: String? = "relay.example.net",
        isChecked: Bool = true
    ) async throws -> String {
        var setting = ProcessingRecord.Setting(siteName: "Site", address: "https://example.org", database: "SQLite")
        (setting.mailHost, setting.isMailChecked) = (relay, isChecked)
        return try await test.database.read { [setting, now = test.now] in
            try ProcessingRecord($0, setting, at: now).markdown
        }
    }
}
