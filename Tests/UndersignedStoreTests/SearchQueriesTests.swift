import Testing
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport

/// Finding petitions by their words, on every real database.
@Suite struct SearchQueriesTests {
    private static func sheet(_ slug: String, _ title: String, letter: String = "Please.") -> PetitionSheet {
        var sheet = Samples.petition(slug)
        (sheet.title, sheet.letter) = (title, letter)
        return sheet
    }

    private static func found(_ text: String, in transaction: any Transaction) throws -> [Int64] {
        try transaction.petitions(withAnyOf: SearchWords(text).all, limit: 10)
    }

    @Test(arguments: TestDatabase.all)
    func `words are found in every script, the title's before the letter's`(_ kind: TestDatabase) async throws {
        let folder = try TestFolder()
        let database = try await kind.make(in: folder.url)
        let texts = [
            "Keep the library open", "保留公共图书馆", "أنقذوا المكتبة", "Сохраните библиотеку", "पुस्तकालय खुला रखें",
            "Books for all",
        ]
        try await database.write { transaction in
            for (number, text) in texts.enumerated() {
                _ = try transaction.saveDraft(Self.sheet("p\(number)", text), campaignID: nil)
            }
            var last = Self.sheet("last", "Swimming", letter: "The **Library** has no pool. المكتبة")
            last.translations = ["de": .init(title: "Schwimmen", letter: "Ein Becken", to: nil, from: "Ich")]
            _ = try transaction.saveDraft(last, campaignID: nil)
        }
        try await database.read { (transaction: any Transaction) throws in
            #expect(try Self.found("LIBRARY", in: transaction) == [1, 7])
            #expect(try Self.found("图书", in: transaction) == [2])
            #expect(try Self.found("المَكتبة", in: transaction) == [3, 7])
            #expect(try Self.found("БИБЛИОТЕКУ", in: transaction) == [4])
            #expect(try Self.found("पुस्तकालय", in: transaction) == [5])
            #expect(try Self.found("Becken", in: transaction) == [7])
            #expect(try Self.found("nothing of the kind", in: transaction) == [1, 7], "‘the’ stands in both")
            #expect(try transaction.petitions(withAnyOf: ["books", "library"], limit: 2).count == 2)
            #expect(try transaction.petitions(withAnyOf: [], limit: 2) == [])
            #expect(try transaction.petitions(withAllOf: ["library", "pool"], limit: 9) == [7])
            #expect(try transaction.petitions(withAllOf: ["library", "books"], limit: 9) == [])
        }
        _ = folder
    }

    @Test(arguments: TestDatabase.all)
    func `no text breaks a search or an index`(_ kind: TestDatabase) async throws {
        let folder = try TestFolder()
        let database = try await kind.make(in: folder.url)
        let hostile = [
            "'; DROP TABLE petition_search; --", "\" OR 1=1", "a AND NOT (b", "title: NEAR(x y)", "x* ^y", "\\", "''",
            "a & | ! <-> b",
            "1e5 12e3x -7 1.5.6 a@b.example http://x.example/y?z", "\u{202E}\u{0}\u{FFFF}",
            String(repeating: "(", count: 5_000),
            String(repeating: "\u{301}", count: 300), "👩‍👩‍👧 🏳️‍🌈",
        ]
        for text in hostile {
            try await database.write { transaction in
                _ = try transaction.saveDraft(Self.sheet("hostile", text, letter: text), campaignID: nil)
                _ = try Self.found(text, in: transaction)
            }
        }
        // The longest letters that there can be, in as many languages as a petition may well have.
        let han = String(
            String.UnicodeScalarView((0..<21_000).compactMap { Unicode.Scalar(0x4E00 + UInt32($0 * 7_919 % 20_000)) })
        )
        var sheet = Self.sheet("long", "长", letter: han)
        sheet.translations = Dictionary(
            uniqueKeysWithValues: ["de", "fr", "ja", "ko"].map { tag in
                (tag, .init(title: tag, letter: String(han.reversed()) + tag, to: nil, from: "I"))
            }
        )
        let long = sheet
        let id = try await database.write { try $0.saveDraft(long, campaignID: nil) }
        #expect(try await database.read { try Self.found("长", in: $0) } == [Samples.required(id)])
        _ = folder
    }

    @Test(arguments: TestDatabase.all)
    func `what is found is what is public now`(_ kind: TestDatabase) async throws {
        let folder = try TestFolder()
        let database = try await kind.make(in: folder.url)
        try await database.write { transaction in
            let campaign = try transaction.saveCampaign(Samples.libraries())
            let id = try Samples.required(try transaction.insertDraft(Self.sheet("a", "Quiet"), campaignID: campaign))
            #expect(try Self.found("quiet", in: transaction) == [], "a private draft")
            let dates = OpeningDates(opensAt: Samples.noon + .days(2), closesAt: nil)
            let schedule = OpeningSchedule(mark: "m", accountID: 1, setAt: Samples.noon)
            try transaction.schedule(schedule, dates, of: id)
            #expect(try Self.found("quiet", in: transaction) == [id])
            #expect(try transaction.schedule(of: id) == schedule)
            #expect(try transaction.dueOpenings(at: Samples.noon + .days(1)).isEmpty)
            #expect(try transaction.dueOpenings(at: Samples.noon + .days(2)).map(\.id) == [id])
            #expect(try transaction.unschedule(id))
            #expect(try transaction.unschedule(id) == false)
            #expect(try transaction.petition(id: id)?.opensAt == nil)
            #expect(try Self.found("quiet", in: transaction) == [])
            let log = LogIdentity(origin: "o", verifierKey: "k", documentHash: [UInt8](repeating: 7, count: 32))
            #expect(try transaction.openPetition(id, log: log, opensAt: nil, closesAt: nil))
            #expect(try Self.found("quiet", in: transaction) == [id])
            try transaction.replaceSheet(Self.sheet("a", "Loud"), of: id)
            #expect(try Self.found("quiet", in: transaction) == [])
            #expect(try Self.found("loud", in: transaction) == [id])
            // A copy that was read in has rows and no index.
            try transaction.endFilling()
            #expect(try Self.found("loud", in: transaction) == [id])
        }
        _ = folder
    }

    @Test(arguments: TestDatabase.all)
    func `the text that was given to review before is the one that a reader knows`(_ kind: TestDatabase) async throws {
        let folder = try TestFolder()
        let database = try await kind.make(in: folder.url)
        try await database.write { transaction in
            let campaign = try transaction.saveCampaign(Samples.libraries())
            let sheets = ["One", "Two", "Three"].map { Self.sheet("a", $0) }
            let id = try Samples.required(try transaction.insertDraft(sheets[0], campaignID: campaign))
            func offer(_ sheet: PetitionSheet) throws {
                try transaction.keepDraftText(sheet, of: id, by: 1, at: Samples.noon)
                try transaction.noteOffer(of: sheet, petitionID: id)
            }
            /// What a reader knows while it waits for review, and after it was given back.
            func former() throws -> [String?] {
                try [true, false].map { try transaction.formerOffer(of: id, isOffered: $0)?.title }
            }
            try transaction.noteOffer(of: sheets[2], petitionID: id)
            #expect(try former() == [nil, nil], "no text was kept")
            try offer(sheets[0])
            #expect(try former() == [nil, "One"])
            try offer(sheets[1])
            #expect(try former() == ["One", "Two"])
            try transaction.noteOffer(of: sheets[1], petitionID: id)
            #expect(try former() == ["One", "Two"], "given once more it is the same text")
            try transaction.forgetDraftTexts(of: id)
            #expect(try former() == [nil, nil])
        }
        _ = folder
    }
}
