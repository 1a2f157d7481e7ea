import Testing
import UndersignedCore

struct LanguageTagTests {
    @Test(arguments: [
        ("EN", "en"), ("pt-br", "pt-BR"), ("ZH-hans", "zh-Hans"), ("zh-hant-tw", "zh-Hant-TW"), ("es-419", "es-419"),
        ("sr-latn-rs", "sr-Latn-RS"), ("ckb", "ckb"), ("de-CH-1996", "de-CH-1996"),
    ])
    func `a tag is kept in its canonical case`(typed: String, text: String) {
        #expect(LanguageTag(typed)?.text == text)
    }

    @Test(arguments: [
        "", "e", "english", "en_GB", "en-", "-en", "en--GB", "*", "e1", "en-ümlaut", "en GB", "en\u{0}", "1a",
        "en-aaaaaaaaa", "en-abcdefgh-abcdefgh-abcdefgh-abcdefgh",
    ])
    func `what is no tag is not read`(typed: String) {
        #expect(LanguageTag(typed) == nil)
    }

    @Test func `direction follows the script, then the language`() throws {
        for tag in [
            "ar", "he", "fa", "ur", "ps", "sd", "ckb", "yi", "dv", "ug", "ar-EG", "pa-Arab", "ku-Arab", "ar-XB",
        ] {
            #expect(try #require(LanguageTag(tag)).direction == "rtl", "\(tag)")
        }
        for tag in ["en", "pa", "ku", "ur-Latn", "tr", "hi", "zh-Hant", "en-XA"] {
            #expect(try #require(LanguageTag(tag)).direction == "ltr", "\(tag)")
        }
    }

    @Test func `a language is called by its own name`() throws {
        #expect(LanguageTag.english.nativeName == "English")
        #expect(try #require(LanguageTag("pt-BR")).nativeName == "Português (Brasil)")
        #expect(try #require(LanguageTag("zh-Hant-HK")).nativeName == "繁體中文")
        #expect(try #require(LanguageTag("fa-AF")).nativeName == "فارسی")
        #expect(try #require(LanguageTag("tlh")).nativeName == "tlh")
    }

    @Test func `a tag names its parts`() throws {
        let tag = try #require(LanguageTag("zh-hant-tw"))
        #expect((tag.language, tag.script, tag.region) == ("zh", "Hant", "TW"))
        #expect(try #require(LanguageTag("es-419")).region == "419")
        #expect(LanguageTag.english.region == nil)
    }
}
