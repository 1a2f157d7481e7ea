import Testing
import UndersignedCore

/// What a claim must say before it is kept, and before it is public (issue 8, point 4).
@Suite struct ClaimFormTests {
    private static let hash = String(repeating: "ab", count: 32)

    private func ground() throws -> ClaimForm.Ground {
        let slug = try #require(Slug("libraries"))
        let target = Target(
            id: slug,
            name: "The council",
            role: nil,
            organisation: nil,
            standing: .noAnswer,
            answer: nil
        )
        let campaign = Campaign(
            slug: slug,
            title: "Libraries",
            summary: "s",
            description: nil,
            started: nil,
            language: "en",
            sponsor: Partner(id: slug, name: "Readers", url: nil, optIn: nil),
            partners: [],
            targets: [target],
            demands: ["Keep it open", "More books"],
            sources: []
        )
        return ClaimForm.Ground(
            campaign: campaign,
            petitions: [try #require(Slug("keep-it"))],
            site: "https://a.example",
            today: "2018-06-20"
        )
    }

    private func problems(_ edit: (inout ClaimForm) -> Void, isCorrection: Bool = false) throws -> [WritingProblem] {
        var form = ClaimForm()
        form.sentence = "The council pays for it."
        edit(&form)
        let ground = try ground()
        do throws(WritingProblems) {
            _ = try form.checked(ground, isCorrection: isCorrection)
            return []
        } catch {
            return error.all
        }
    }

    @Test func `data are of no day that is still to come`() throws {
        func found(_ day: String) throws -> [WritingProblem] { try problems { $0.asOf = day } }
        #expect(try found("2018-06-20") == [])
        #expect(try found("2018-06-21") == [WritingProblem("as-of", .claim(.dayAhead))])
    }

    @Test func `a whole claim comes back from its form as it was written`() throws {
        var form = ClaimForm()
        form.sentence = "  The council   pays for it. "
        (form.amount, form.currency, form.kind, form.asOf) = ("-53,148,388.4", "usd", "obligated", "2018-05-04")
        form.records = "CONT_AWD_1_2_3_4 | P0001\n\nocds-1/a\\|b"
        form.documents =
            "A \\| B | Paper | 2018-06-20 | https://example.org/a?b=1 | \(Self.hash.uppercased()) | CC BY 4.0"
        (form.targets, form.petitions, form.demands) = (["libraries", "x"], ["keep-it"], ["More books", "y"])
        let text = try form.checked(try ground(), isCorrection: false).text
        #expect(text.sentence == "The council pays for it." && text.asOf == "2018-05-04")
        #expect(text.figure == ClaimFigure(cents: -5_314_838_840, currency: "USD", kind: .obligated))
        #expect(text.records.map(\.award) == ["CONT_AWD_1_2_3_4", "ocds-1/a|b"])
        #expect(text.records.map(\.modification) == ["P0001", nil])
        #expect(text.documents.map(\.title) == ["A | B"] && text.documents[0].sha256 == Self.hash)
        #expect(text.targets.map(\.text) == ["libraries"] && text.demands == ["More books"])
        #expect(text.petitions.map(\.text) == ["keep-it"])
        #expect(try ClaimForm(text).checked(try ground(), isCorrection: false).text == text)
    }

    @Test func `an amount says its currency, its kind and the day of its data, and all that lacks is said at once`()
        throws
    {
        let found = try problems { form in
            form.amount = "12,34.5"
            form.currency = "dollars"
        }
        #expect(
            found == [
                WritingProblem("amount", .claim(.amount)), WritingProblem("currency", .claim(.currency)),
                WritingProblem("kind", .claim(.kind)),
            ]
        )
        #expect(
            try problems { form in
                (form.amount, form.currency, form.kind) = ("5", "USD", "current_value")
            } == [WritingProblem("as-of", .claim(.dayOfAmount))]
        )
        #expect(try problems { $0.kind = "obligated" } == [WritingProblem("amount", .claim(.noAmount))])
        #expect(try problems { $0.asOf = "2018-02-30" } == [WritingProblem("as-of", .date)])
    }

    @Test func `a source that is there twice is refused, and the line of the first is named`() throws {
        let found = try problems { form in
            form.records = "CONT_AWD_1 | P1\nCONT_AWD_1\n\nCONT_AWD_1 | P1"
            form.documents = "T | P | | | | CC0\nT | P | 2018-06-20\nT | P"
        }
        #expect(
            found == [
                WritingProblem("records", line: 4, .claim(.sameLine(1))),
                WritingProblem("documents", line: 3, .claim(.sameLine(1))),
            ]
        )
    }

    @Test func `a record without an award, and the address of another site, are refused with their lines`() throws {
        let found = try problems { form in
            form.records = """
                | 3
                https://a.example/evidence/awards/3
                https://evil.example/evidence/awards/3
                HTTP://USAspending.gov/award/CONT_AWD_1?tab=1
                //a.example/evidence/awards/3
                /evidence/awards/4
                a.example/evidence/awards/3
                ocds-1/2
                https://a.example.evil.example/evidence/awards/3
                """
        }
        #expect(found.map(\.line) == [1, 3, 5, 7, 9])
        #expect(found.map(\.reason) == [.claim(.noAward)] + Array(repeating: .claim(.foreignRecord), count: 4))
    }

    @Test func `a draft needs no source, a correction needs one and a note`() throws {
        #expect(try problems { _ in }.isEmpty)
        #expect(
            try problems({ _ in }, isCorrection: true) == [
                WritingProblem("documents", .claim(.noSource)), WritingProblem("note", .empty),
            ]
        )
        let corrected = try problems(
            { ($0.note, $0.documents) = ("A slip of the pen", "Title | Publisher") },
            isCorrection: true
        )
        #expect(corrected.isEmpty)
    }

    @Test
    func `S-02: a source has a title and a publisher, a web address, a date and a whole hash, or says what lacks`()
        throws
    {
        let found = try problems { form in
            form.documents = """
                Title
                T | P | yesterday
                T | P | | javascript:alert(1)
                T | P | | | abc
                """
        }
        #expect(
            found == [
                WritingProblem("documents", line: 1, .claim(.document)), WritingProblem("documents", line: 2, .date),
                WritingProblem("documents", line: 3, .address), WritingProblem("documents", line: 4, .claim(.hash)),
            ]
        )
        let many = try problems { $0.documents = (1...21).map { "T\($0) | P" }.joined(separator: "\n") }
        #expect(many == [WritingProblem("documents", .claim(.tooManySources(limit: 20)))])
    }

    @Test func `money is read by its digits, and what could be read in two ways is not`() {
        let good: [(String, Int64)] = [
            ("0", 0), ("1344000.00", 134_400_000), ("53,148,388.39", 5_314_838_839), ("-18000.5", -1_800_050),
            ("92233720368547758.07", .max),
        ]
        for (text, cents) in good { #expect(WrittenMoney.cents(text) == cents, "\(text)") }
        for text in ["", "-", "1.234,50", "1,23", "1,234,5", "1.234", "1 000", "1e3", "+5", ".5", "5.", "٣", "1,,000"] {
            #expect(WrittenMoney.cents(text) == nil, "\(text)")
        }
        #expect(WrittenMoney.cents("92233720368547758.08") == nil)
        for cents in [0, 5, -5, 12_345, .max, .min] as [Int64] {
            #expect(WrittenMoney.cents(WrittenMoney.text(cents: cents)) == cents)
        }
    }

    @Test func `a copy is what its first bytes say, and nothing that a browser would run`() throws {
        let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0]
        let good: [([UInt8], KeptCopy.Kind)] = [
            (Array("%PDF-1.7\n".utf8) + [0, 255], .pdf), (png, .png), ([0xFF, 0xD8, 0xFF, 0xE0, 0], .jpeg),
            (Array("Minutes\r\n\tof the council ☂\n".utf8), .text),
            // It stays a text: its type and its policy say so.
            (Array("<!doctype html><script>alert(1)</script>".utf8), .text),
        ]
        for (bytes, kind) in good { #expect(try KeptCopy(bytes).kind == kind) }
        let wrong: [([UInt8], KeptCopy.Problem)] = [
            ([], .missing), ([0x50, 0x4B, 3, 4, 0], .kind), ([0x41, 0xFF], .kind), ([0x41, 0], .kind),
            (
                [UInt8](repeating: 0x41, count: KeptCopy.lengthLimit + 1),
                .tooLong(limit: KeptCopy.lengthLimit)
            ),
        ]
        for (bytes, problem) in wrong {
            #expect(throws: problem) { _ = try KeptCopy(bytes) }
        }
    }
}
