package import UndersignedApp
package import UndersignedCore

/// Invented people and petitions.
package enum Samples {
    /// The moment 2018-06-20T12:00:00Z.
    package static let noon = Moment(seconds: 1_529_496_000)

    package static let amina = SignatureForm(name: "Amina Diallo", email: "amina@example.org", shown: "yes")
    package static let wei = SignatureForm(name: "魏", email: "wei@example.org")
    package static let oconnor = SignatureForm(name: "Síle O'Connor", email: "sile@example.org")

    /// What a hash of a passphrase costs in tests of other things.
    package static let cheap = PassphraseCost(logN: 4, blockSize: 8, parallelism: 1)

    /// A person of a number; the address is unique.
    package static func person(_ number: Int, isShown: Bool = false) -> SignatureForm {
        SignatureForm(name: "Person \(number)", email: "person\(number)@example.org", shown: isShown ? "yes" : "no")
    }

    /// "Keep the library open", to the town council.
    package static let library = petition("save-the-library")

    package static func petition(_ slug: String) -> PetitionSheet {
        PetitionSheet(
            slug: named(slug),
            title: "Keep the library open",
            letter: "Please keep the library **open** on Saturdays.",
            to: [
                Target(
                    id: named("council"),
                    name: "The town council",
                    role: nil,
                    organisation: nil,
                    standing: .noAnswer,
                    answer: nil
                )
            ],
            from: "Your name",
            language: "en"
        )
    }

    /// A letter that organisations sign.
    package static var organisations: PetitionSheet {
        var sheet = petition("letter-of-unions")
        sheet.signatories = .organisations
        sheet.organisations = [
            PetitionSheet.InvitedOrganisation(name: "Readers' Union", domain: "readers.example.org"),
            PetitionSheet.InvitedOrganisation(name: "Writers' Guild", domain: "writers.example.org"),
        ]
        return sheet
    }

    /// A petition that asks for a comment, to be shown in the way that is given.
    package static func commented(_ way: PetitionSheet.Display.Way = .atOnce, words: [String] = []) -> PetitionSheet {
        var sheet = petition("with-comments")
        sheet.asks = [PetitionSheet.Ask(field: .comment, purpose: "Why it matters to you")]
        sheet.display = PetitionSheet.Display(way: way, words: words, showsComments: true)
        return sheet
    }

    /// Somebody who chose to show name and comment; the address is made of the number.
    package static func voice(_ number: Int, _ comment: String, name: String = "Amina Diallo") -> SignatureForm {
        SignatureForm(name: name, email: "voice\(number)@example.org", shown: "yes", comment: comment)
    }

    /// A name that is shown at once.
    package static func shown(_ name: String) -> ChosenDisplay { ChosenDisplay(name: name, comment: nil) }

    /// A place in the list of public names, at noon's day.
    package static func place(_ shuffle: Int64) -> PublicNameHandle {
        PublicNameHandle(day: noon.day, shuffle: shuffle)
    }

    /// A petition that publishes once a day.
    package static var daily: PetitionSheet {
        var sheet = petition("published-daily")
        sheet.publication = .daily
        return sheet
    }

    package static let randomBytes: @Sendable (Int) -> [UInt8] = { count in
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
    }

    /// What a test needs is there.
    package struct Missing: Error {
        let what: String
    }

    /// The value, or an error that names what is missing.
    package static func required<Value>(_ value: Value?, _ what: String = "\(Value.self)") throws -> Value {
        guard let value else { throw Missing(what: what) }
        return value
    }

    private static func named(_ slug: String) -> Slug {
        guard let slug = Slug(slug) else { preconditionFailure("a sample's slug") }
        return slug
    }
}
