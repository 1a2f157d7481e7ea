import Testing
import UndersignedCore

struct SearchWordsTests {
    @Test(arguments: [
        ("Keep the Library, open!", "keep the library open"), ("ＬＩＢＲＡＲＹ résumé RÉSUMÉ", "library resume resume"),
        ("", ""),
        ("'; DROP TABLE -- \" * OR NEAR( ", "drop table or near"), ("2018-06-20", "2018 06 20"), ("\u{301}\u{0}", ""),
    ])
    func `words of the Latin script are found with and without accents`(text: String, words: String) {
        #expect(SearchWords(text).all.joined(separator: " ") == words)
    }

    @Test(arguments: [
        ("ספריה", "סִפְרִיָּה"), ("مكتبة", "مَكْتَبَة"), ("ΒΙΒΛΙΟΘΗΚΗ", "βιβλιοθήκη"), ("Библиотека", "БИБЛИОТЕКА"),
        ("が", "か\u{3099}"),
    ])
    func `two spellings of one word are one`(one: String, other: String) {
        #expect(SearchWords(one).all == SearchWords(other).all && SearchWords(one).all.count == 1)
    }

    @Test func `where no space is written, neighbours are words`() {
        let whole = SearchWords("保留公共图书馆").all
        #expect(whole.count == 6 && Set(SearchWords("图书").all).isSubset(of: whole))
        #expect(Set(SearchWords("ห้องสมุด").all).isSubset(of: SearchWords("ช่วยห้องสมุดของเรา").all))
        #expect(SearchWords("पुस्तकालय खुला").all.count == 2)
    }

    @Test func `whatever the text, words are short and of letters and digits`() {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<500 {
            let text = String(
                String.UnicodeScalarView(
                    (0..<60).compactMap { _ in Unicode.Scalar(UInt32.random(in: 0...0x10FFFF, using: &random)) }
                )
            )
            for word in SearchWords(text).all {
                #expect(
                    (1...250).contains(word.utf8.count)
                        && word.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) }
                )
            }
        }
        #expect(SearchWords(String(repeating: "a b ", count: 100_000), limit: 10).all.count == 10)
    }

    @Test func `a petition is alike by its title, or by most of a long letter`() throws {
        let library = try WritingSamples.library()
        func degree(_ title: String, _ letter: String = "") -> Int? {
            PetitionLikeness(title: title, letter: letter).degree(of: library)
        }
        #expect(degree("Keep the library open") == 100)
        #expect(degree("Open the library on Sundays too") == 66)
        #expect(degree("Ban plastic bags in shops") == nil && degree("") == nil && degree("!!") == nil)
        var long = library
        long.letter = (0..<40).map { "sentence\($0)" }.joined(separator: " ")
        let letter = (10..<40).map { "sentence\($0)" }.joined(separator: " ")
        #expect(PetitionLikeness(title: "Books", letter: letter).degree(of: long) == 100)
        #expect(PetitionLikeness(title: "Books", letter: letter).query.count <= 60)
    }
}
