import Testing
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport

/// Petitions like one that is being written.
@Suite struct PetitionSearchTests {
    private static func form(_ title: String, _ letter: String = "Please.") -> PetitionForm {
        var form = PetitionForm()
        (form.title, form.letter) = (title, letter)
        return form
    }

    @Test(arguments: TestDatabase.all)
    func `at most five are shown, the most alike first, and none that is private`(_ kind: TestDatabase) async throws {
        let test = try await TestSite(kind)
        let titles = [
            "Keep the swimming pool", "Save the library of Example", "The library of Example is ours", "Library!",
            "Keep the Example library", "Keep the library open", "More trams for Example",
            "The Example library, all of it", "Open the library of Example",
        ]
        for (number, title) in titles.enumerated() {
            var sheet = Samples.petition("p\(number)")
            sheet.title = title
            sheet.letter = "Thank you."
            _ = try await test.open(sheet)
        }
        let search = PetitionSearch(site: test.site)
        let found = try await search.alike(Self.form("Keep the library of Example open")).map(\.text)
        #expect(found.count == 5 && Set(found.prefix(3)) == ["p4", "p5", "p8"] && !found.contains("p3"), "\(found)")
        #expect(try await search.alike(Self.form("Bring back the night trains")).isEmpty)
        #expect(try await search.alike(Self.form("")).isEmpty)
        var own = Self.form("Keep the library open")
        own.slug = "p5"
        #expect(try await search.alike(own).map(\.text).contains("p5") == false)
    }

    @Test func `small words and one word in common make no petition alike, and only striking ones interrupt`()
        async throws
    {
        let test = try await TestSite()
        for (slug, title) in [("pool", "Keep the swimming pool open"), ("library", "Keep the village library open")] {
            var sheet = Samples.petition(slug)
            (sheet.title, sheet.letter) = (title, "Thank you.")
            _ = try await test.open(sheet)
        }
        let search = PetitionSearch(site: test.site)
        #expect(try await search.alike(Self.form("The trams for the town")).isEmpty, "the, for")
        #expect(try await search.alike(Self.form("A pool for the county")).isEmpty, "one of two words")
        let form = Self.form("Keep the village school open")
        #expect(try await search.alike(form).map(\.text).first == "library")
        #expect(try await search.alike(form, atLeast: 76).isEmpty)
        let same = Self.form("Keep the library open")
        #expect(try await search.alike(same, atLeast: PetitionLikeness.striking).map(\.text) == ["library"])
    }

    @Test(arguments: TestDatabase.all)
    func `a site that moved to another database finds its petitions there`(_ kind: TestDatabase) async throws {
        let site = try await BackupSite(people: 3)
        let target = try await kind.makeEmpty(in: site.test.folder.url, name: "target")
        let migrating = Migrating(from: site.test.database, to: target)
        _ = try await migrating.copy()
        try await migrating.finish()
        let other = try await site.test.onAnotherMachine(target)
        let found = try await PetitionSearch(site: other).alike(PetitionForm(site.petition.sheet))
        #expect(found.isEmpty, "its own name is left out")
        #expect(
            try await PetitionSearch(site: other).alike(Self.form(site.petition.sheet.title)) == [site.petition.slug]
        )
    }

    @Test func `a restored site finds its petitions`() async throws {
        let site = try await BackupSite(people: 3)
        try await site.backUp()
        let (database, _) = try await site.restored()
        let other = try await site.test.onAnotherMachine(database)
        #expect(
            try await PetitionSearch(site: other).alike(Self.form(site.petition.sheet.title)) == [site.petition.slug]
        )
        try database.close()
    }
}
