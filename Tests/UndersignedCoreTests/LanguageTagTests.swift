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

    /// From RFC 5646, 2.1.1, 2.2 and appendix A.
    @Test(arguments: [
        ("EN-ca-X-ca", "en-CA-x-ca"), ("en-latn-gb-BOONT-r-Sequence", "en-Latn-GB-boont-r-sequence"),
        ("zh-cmn-hans-cn", "zh-cmn-Hans-CN"), ("zh-yue-hk", "zh-yue-HK"), ("sl-rozaj-biske", "sl-rozaj-biske"),
        ("sl-it-nedis", "sl-IT-nedis"), ("hy-latn-it-arevela", "hy-Latn-IT-arevela"),
        ("de-ch-x-phonebk", "de-CH-x-phonebk"),
        ("az-arab-x-aze-derbend", "az-Arab-x-aze-derbend"), ("en-us-u-islamcal", "en-US-u-islamcal"),
        ("en-a-myext-b-another", "en-a-myext-b-another"), ("de-ch-1901", "de-CH-1901"),
        ("en-u-ca-latn", "en-u-ca-latn"),
    ])
    func `a well-formed tag of the standard is read`(typed: String, text: String) {
        #expect(LanguageTag(typed)?.text == text)
    }

    /// From RFC 5646, 2.1, 2.2.5, 2.2.6 and appendix A, and what came up here.
    @Test(arguments: [
        "zz-invalid-longer-than", "de-419-DE", "a-DE", "ar-a-aaa-b-bbb-a-ccc", "de-DE-1901-1901", "en-x", "en-u",
        "en-u-x-a", "en-Latn-Cyrl", "en-GB-US", "en-1901-Latn", "zh-min-nan-yue-wuu-gan", "en-419-abcd",
        "de-12", "i-klingon",
    ])
    func `a malformed tag of the standard is refused`(typed: String) {
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
