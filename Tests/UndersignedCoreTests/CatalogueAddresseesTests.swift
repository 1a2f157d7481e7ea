import Testing
import UndersignedCore

/// Whom a letter addresses, in one phrase that a language can put in its own order.
struct CatalogueAddresseesTests {
    @Test(arguments: [
        (0, ""), (1, "Ada"), (2, "Ada and Ben"), (3, "Ada, Ben and Cem"), (4, "Ada, Ben and 2 others"),
        (5, "Ada, Ben and 3 others"),
    ])
    func `up to three are named, and of more the first two`(count: Int, phrase: String) throws {
        let file = """
            {"addressees.two": "{first} and {second}", "addressees.three": "{first}, {second} and {third}",
            "addressees.more": {"one": "one more", "other": "{first}, {second} and {count} others"}}
            """
        let words = try Catalogue(language: .english, files: [Array(file.utf8)])
        #expect(words.addressees(Array(["Ada", "Ben", "Cem", "Dov", "Eve"].prefix(count))) == phrase)
    }
}
