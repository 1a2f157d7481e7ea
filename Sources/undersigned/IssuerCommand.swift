import ArgumentParser
import Foundation
import UndersignedApp
import UndersignedCore

/// `undersigned issuer add|list|invite|close|serve`: signs the tokens of members for letters on other people's sites.
struct IssuerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "issuer",
        abstract: "Say who is a member, for an open letter on somebody else's site: sign its members' tokens.",
        discussion: """
            undersigned issuer add dear-board --data ./issuer --domain works.example --name "The Works Union" \
            --letter https://letters.example.org/petitions/dear-board --url https://union.example/petitions/dear-board
            undersigned issuer serve --data ./issuer --base-url https://union.example --mail smtp://mail.union.example

            Run it on another host than the site, by other people: docs/issuer.md
            """,
        subcommands: [Serve.self, Add.self, List.self, Invite.self, Close.self]
    )

    /// Takes a letter and makes its key.
    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take a letter and make its key. Prints what its organiser writes into the campaign file."
        )

        @Argument(help: "The letter's name in addresses, as on its site.") var slug: String
        @OptionGroup var options: DataOptions
        @Option(help: "A mail domain: whoever reads a mailbox there is a member. Once for each.")
        var domain: [String] = []
        @Option(help: "For so many colleagues a member vouches who showed a mailbox. Default: none.")
        var vouchers: Int?
        @Flag(help: "Whoever has a code of an invitation list is a member: undersigned issuer invite.")
        var invitations = false
        @Option(help: "The letter's own address.") var letter: String
        @Option(help: "Where members will reach this issuer: https://HOST/petitions/SLUG.") var url: String
        @Option(help: "The issuer's name, in ASCII: tokens bind to it, so it never changes.") var name: String
        @Option(
            help: """
                When its key is destroyed, such as 2026-12-01. It goes before with undersigned issuer close, or once the \
                letter's log says that it is closed.
                """
        )
        var closes: String?

        func run() async throws {
            let slug = try named(slug)
            guard let place = PetitionAddress(exactly: url), place.isConfidential, place.slug == slug.text else {
                throw stop(2, "--url: write https://HOST/petitions/\(slug), where this issuer will be reached")
            }
            guard let address = PetitionAddress(of: letter) else {
                throw stop(2, "--letter: write the letter's address, such as https://example.org/petitions/\(slug)")
            }
            let closesAt = try closes.map(moment)
            let rules = MemberRules(
                domains: domain.map(MemberRules.domain),
                vouchers: vouchers,
                isByInvitation: invitations ? true : nil
            )
            var options = options
            options.baseURL = options.baseURL ?? String(place.text.dropLast("/petitions/\(slug)".count))
            let order = IssuerOrder(
                slug: slug,
                letter: address.text,
                url: place.text,
                name: name,
                rules: rules,
                closesAt: closesAt
            )
            try await options.operate(.addLetter(order), mayBeNew: true)
        }

        private func moment(_ text: String) throws -> Moment {
            guard let date = CalendarDate(text) else {
                throw stop(2, "--closes: write 2026-12-01 or 2026-12-01T08:00Z")
            }
            return date.moment
        }
    }

    /// Prints the letters.
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print each letter's state, how many tokens were signed and told, its key ID and address."
        )
        @OptionGroup var options: DataOptions

        func run() async throws {
            try await options.operate(.listLetters)
        }
    }

    /// Lets in whoever has a code.
    struct Invite: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Let in whoever has one of the codes whose hashes a file holds; undersigned member codes makes both."
        )
        @Argument(help: "The letter's name.") var slug: String
        @Argument(help: "The file of hashes, one a line.") var file: String
        @OptionGroup var options: DataOptions

        func run() async throws {
            try await options.operate(.invite(try named(slug), try MemberCodesFile.hashes(in: file)))
        }
    }

    /// Ends it.
    struct Close: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Destroy a letter's key: nobody gets a token any more. Tokens that were signed stay good."
        )
        @Argument(help: "The letter's name.") var slug: String
        @OptionGroup var options: DataOptions

        func run() async throws {
            try await options.operate(.closeLetter(try named(slug)))
        }
    }
}

/// A letter that an issuer is to take.
struct IssuerOrder: Codable, Sendable {
    let slug: Slug
    /// Where it is read and signed.
    let letter: String
    /// Where the issuer is reached.
    let url: String
    let name: String
    let rules: MemberRules
    let closesAt: Moment?
}
