import Testing
import UndersignedCore

/// Plural forms as ICU 78 (CLDR 48) gives them, so U-11 holds in every language listed.
struct PluralRuleTests {
    @Test(arguments: vectors)
    func `every language takes the plural forms of CLDR`(tag: String, forms: String) throws {
        let language = try #require(LanguageTag(tag))
        let found = counts.map { letters[PluralRule.category(of: $0, in: language)] ?? "?" }.joined()
        #expect(found == forms, "\(tag)")
    }

    @Test func `Arabic has six forms and Japanese one`() throws {
        #expect(PluralRule.categories(in: try #require(LanguageTag("ar"))) == PluralCategory.allCases)
        #expect(PluralRule.categories(in: try #require(LanguageTag("ja"))) == [.other])
        #expect(PluralRule.categories(in: try #require(LanguageTag("fr-CA"))) == [.one, .many, .other])
    }

    @Test func `a language without a rule and a count below zero are answered`() throws {
        let unknown = try #require(LanguageTag("tlh"))
        #expect(PluralRule.category(of: 1, in: unknown) == .one)
        #expect(PluralRule.category(of: -1, in: unknown) == .one)
        #expect(PluralRule.category(of: .min, in: unknown) == .other)
    }
}

private let letters: [PluralCategory: String] = [
    .zero: "z", .one: "1", .two: "2", .few: "f", .many: "m", .other: "o",
]

private let counts = [
    0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 14, 15, 19, 20, 21, 22, 25, 29, 30,
    31, 99, 100, 101, 102, 103, 104, 105, 110, 111, 112, 113, 119, 120, 121, 122, 200, 201, 202, 211, 1_000, 1_001,
    1_002, 1_011, 1_012, 1_000_000, 1_000_001, 2_000_000,
]

private let vectors: [(String, String)] = [
    ("en", "o1oooooooooooooooooooooooooooooooooooooooooooooooo"),
    ("de", "o1oooooooooooooooooooooooooooooooooooooooooooooooo"),
    ("nl", "o1oooooooooooooooooooooooooooooooooooooooooooooooo"),
    ("sv", "o1oooooooooooooooooooooooooooooooooooooooooooooooo"),
    ("da", "o1oooooooooooooooooooooooooooooooooooooooooooooooo"),
    ("nb", "o1oooooooooooooooooooooooooooooooooooooooooooooooo"),
    ("fi", "o1oooooooooooooooooooooooooooooooooooooooooooooooo"),
    ("et", "o1oooooooooooooooooooooooooooooooooooooooooooooooo"),
    ("el", "o1oooooooooooooooooooooooooooooooooooooooooooooooo"),
    ("hu", "o1oooooooooooooooooooooooooooooooooooooooooooooooo"),
    ("tr", "o1oooooooooooooooooooooooooooooooooooooooooooooooo"),
    ("bg", "o1oooooooooooooooooooooooooooooooooooooooooooooooo"),
    ("it", "o1ooooooooooooooooooooooooooooooooooooooooooooomom"),
    ("es", "o1ooooooooooooooooooooooooooooooooooooooooooooomom"),
    ("ca", "o1ooooooooooooooooooooooooooooooooooooooooooooomom"),
    ("pt", "11ooooooooooooooooooooooooooooooooooooooooooooomom"),
    ("pt-PT", "o1ooooooooooooooooooooooooooooooooooooooooooooomom"),
    ("fr", "11ooooooooooooooooooooooooooooooooooooooooooooomom"),
    ("ar", "z12fffffffmmmmmmmmmmmmmmoooffffmmmmmmmooomooommooo"),
    ("he", "o12ooooooooooooooooooooooooooooooooooooooooooooooo"),
    ("fa", "11oooooooooooooooooooooooooooooooooooooooooooooooo"),
    ("ur", "o1oooooooooooooooooooooooooooooooooooooooooooooooo"),
    ("hi", "11oooooooooooooooooooooooooooooooooooooooooooooooo"),
    ("bn", "11oooooooooooooooooooooooooooooooooooooooooooooooo"),
    ("ru", "m1fffmmmmmmmmmmmm1fmmm1mm1fffmmmmmmm1fm1fmm1fmmm1m"),
    ("uk", "m1fffmmmmmmmmmmmm1fmmm1mm1fffmmmmmmm1fm1fmm1fmmm1m"),
    ("be", "m1fffmmmmmmmmmmmm1fmmm1mm1fffmmmmmmm1fm1fmm1fmmm1m"),
    ("pl", "m1fffmmmmmmmmmmmmmfmmmmmmmfffmmmmmmmmfmmfmmmfmmmmm"),
    ("cs", "o1fffooooooooooooooooooooooooooooooooooooooooooooo"),
    ("sk", "o1fffooooooooooooooooooooooooooooooooooooooooooooo"),
    ("sl", "o12ffoooooooooooooooooooo12ffoooooooooo12oo12ooo1o"),
    ("hr", "o1fffoooooooooooo1fooo1oo1fffooooooo1fo1foo1fooo1o"),
    ("sr", "o1fffoooooooooooo1fooo1oo1fffooooooo1fo1foo1fooo1o"),
    ("bs", "o1fffoooooooooooo1fooo1oo1fffooooooo1fo1foo1fooo1o"),
    ("ro", "f1ffffffffffffffoooooooooffffffffffoooofffoffffofo"),
    ("lt", "o1fffffffoooooooo1fffo1fo1ffffoooooo1fo1foo1fooo1o"),
    ("lv", "z1ooooooozzzzzzzz1oooz1oz1oooozzzzzz1oz1ozz1ozzz1z"),
    ("is", "o1ooooooooooooooo1oooo1oo1oooooooooo1oo1ooo1oooo1o"),
    ("mk", "o1ooooooooooooooo1oooo1oo1oooooooooo1oo1ooo1oooo1o"),
    ("ja", "oooooooooooooooooooooooooooooooooooooooooooooooooo"),
    ("zh", "oooooooooooooooooooooooooooooooooooooooooooooooooo"),
    ("ko", "oooooooooooooooooooooooooooooooooooooooooooooooooo"),
    ("vi", "oooooooooooooooooooooooooooooooooooooooooooooooooo"),
    ("th", "oooooooooooooooooooooooooooooooooooooooooooooooooo"),
    ("id", "oooooooooooooooooooooooooooooooooooooooooooooooooo"),
    ("ms", "oooooooooooooooooooooooooooooooooooooooooooooooooo"),
    ("cy", "z12foomooooooooooooooooooooooooooooooooooooooooooo"),
    ("ga", "o12ffffmmmoooooooooooooooooooooooooooooooooooooooo"),
    ("gd", "o12fffffff12ffffoooooooooooooooooooooooooooooooooo"),
    ("mt", "f12fffffffmmmmmmoooooooooooffffmmmmoooooomooommooo"),
    ("hy", "11oooooooooooooooooooooooooooooooooooooooooooooooo"),
    ("sq", "o1oooooooooooooooooooooooooooooooooooooooooooooooo"),
    ("eu", "o1oooooooooooooooooooooooooooooooooooooooooooooooo"),
    ("ka", "o1oooooooooooooooooooooooooooooooooooooooooooooooo"),
    ("pa", "11oooooooooooooooooooooooooooooooooooooooooooooooo"),
    ("gu", "11oooooooooooooooooooooooooooooooooooooooooooooooo"),
    ("mr", "o1oooooooooooooooooooooooooooooooooooooooooooooooo"),
    ("ta", "o1oooooooooooooooooooooooooooooooooooooooooooooooo"),
    ("te", "o1oooooooooooooooooooooooooooooooooooooooooooooooo"),
    ("af", "o1oooooooooooooooooooooooooooooooooooooooooooooooo"),
    ("sw", "o1oooooooooooooooooooooooooooooooooooooooooooooooo"),
    ("fil", "1111o1o111111o1o1111o11o1111o11111o111111111111111"),
    ("am", "11oooooooooooooooooooooooooooooooooooooooooooooooo"),
]
