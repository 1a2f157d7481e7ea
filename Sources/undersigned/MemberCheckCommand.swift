import ArgumentParser
import Foundation
import UndersignedApp

/// `undersigned member check`: whether the pages of an open letter give out the program that its log names.
struct MemberCheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Compare the program that an open letter's pages give to members with the one that its log names.",
        discussion: """
            undersigned member check https://example.org/petitions/dear-board --proxy socks5h://127.0.0.1:9050

            Reads the two pages as a browser gets them, each file that they run, and the entry of the log that they name. \
            It tells what was given to this command: a site can give others another page, so check from where nobody \
            expects it, and more than once.

            Ends with 0 where all agrees, 3 where something does not, 1 where the pages run nothing now.
            """
    )

    @Argument(help: "Address of the petition.")
    var petition: String

    @OptionGroup var options: MemberOptions

    func run() async throws {
        guard let address = PetitionAddress(of: petition) else {
            throw stop(2, "‘\(petition)’ is no address of a petition, such as https://example.org/petitions/dear-board")
        }
        let lookup = try options.lookup(of: address)
        let found = try await MemberOptions.said { try await lookup.found() }
        let check = MemberClientCheck(lookup: lookup, found: found)
        guard let client = try await MemberOptions.said({ try await check.client() }) else {
            throw stop(1, "its pages give out no program now: the letter takes no members’ signatures yet, or no more")
        }
        print(found.summary)
        for (name, hash) in client.files.sorted(by: { $0.key < $1.key }) { print("\(hash)  \(name)") }
        print("The pages run these files and nothing else, as entry \(client.index) of the log says.")
    }
}
