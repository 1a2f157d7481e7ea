import ArgumentParser
import Foundation
import MemberTokens
import UndersignedCore
import UndersignedCurl

/// `undersigned member sign`: signs with a token.
struct MemberSignCommand: AsyncParsableCommand {
    /// What of a person is shown; each shows what stands before it, too.
    enum Display: String, CaseIterable, ExpressibleByArgument {
        case nothing, role, team, name
    }

    static let configuration = CommandConfiguration(
        commandName: "sign",
        abstract: "Sign with your token; nobody can tell whose it is, unless you show it.",
        discussion: """
            undersigned member sign token.txt --show role --role Nurse

            Prints an address, once: keep it, it withdraws your signature. What you don't show is not sent.
            """
    )

    @Argument(help: "The file of the token.")
    var file: String

    @Option(
        help: "What is shown of you: nothing, role, team (and role), or name (and team and role). Default: nothing."
    )
    var show = Display.nothing

    @Option(help: "Your role, such as Nurse.") var role: String?
    @Option(help: "Your team.") var team: String?
    @Option(help: "Your name.") var name: String?

    @OptionGroup var options: MemberOptions

    func run() async throws {
        let shown = try shownFields()
        let kept = try keptToken()
        guard let address = PetitionAddress(exactly: kept.petition) else {
            throw stop(2, "\(file) is for ‘\(kept.petition)’, which is no address of a petition")
        }
        let found = try await options.petition(at: address)
        try check(kept, found)
        FileHandle.standardError.write(Data((found.summary + "\n").utf8))
        let fields = [("token", kept.token.base64), ("display", show.rawValue)] + shown
        let place = address.text + "/members/signatures"
        let answer = try await options.post().answer(from: place, to: fields, accepting: "application/json")
        guard answer.status == 200 else { throw refusal(answer.status, place) }
        guard answer.mediaType == "application/json", let link = Self.link(in: answer.body) else {
            throw stop(1, "the site took the signature, and gave no address to withdraw it")
        }
        FileHandle.standardError.write(
            Data("Signed. Keep this address: it withdraws your signature, and comes once.\n".utf8)
        )
        print(link)
    }

    /// What is given is shown, and what is shown was given.
    private func shownFields() throws -> [(String, String)] {
        let given: [(Display, String?)] = [(.role, role), (.team, team), (.name, name)]
        let last = Display.allCases.firstIndex(of: show) ?? 0
        for (display, value) in given.dropFirst(last) where value != nil {
            throw stop(
                2,
                "--\(display.rawValue): with --show \(show.rawValue) it would not be shown, so it is not sent"
            )
        }
        if let (_, value) = given.first(where: { $0.0 == show }), value?.isEmpty ?? true {
            throw stop(2, "--show \(show.rawValue) needs --\(show.rawValue)")
        }
        return given.prefix(last).map { ($0.0.rawValue, $0.1 ?? "") }
    }

    private func keptToken() throws -> KeptToken {
        switch try MemberFile.existing(file) {
        case nil: throw stop(2, "there is no file \(file)")
        case .request: throw stop(2, "\(file) is a request and no token yet: give undersigned member request again")
        case .token(let kept): return kept
        }
    }

    private func check(_ kept: KeptToken, _ found: MemberPetition) throws {
        guard LogOrigin(kept.log).isCarried(by: LogOrigin(found.log)) else {
            throw stop(3, "verification failed: \(file) is for the log \(kept.log).\nNothing was sent.")
        }
        switch kept.token.problem(challengeDigest: found.challenge.digest, issuerKey: found.issuerKey) {
        case nil: return
        case .otherKey, .otherPetition:
            throw stop(
                3,
                "verification failed: the petition shows another key than the one in \(file): it must never change, "
                    + "and who has a key of their own can be told apart.\nNothing was sent."
            )
        default:
            throw stop(3, "verification failed: the token in \(file) was not signed by the issuer.\nNothing was sent.")
        }
    }

    private func refusal(_ status: Int, _ place: String) -> ExitCode {
        MemberPost.refusal(
            status,
            [
                403: "too few members hold a token, so the petition does not take this signature yet",
                404: "the petition takes no members' signatures", 409: "this token signed before, and signs once",
                410: "the petition is closed", 422: "the petition does not take this token, or what was to be shown",
                423: MemberPost.notOpenYet,
            ],
            of: place,
            adding: "Your token is still in \(file)."
        )
    }

    /// Nothing that a terminal would take for a command.
    private static func link(in body: [UInt8]) -> String? {
        struct Answer: Decodable { let link: String }
        let answer: Answer
        do {
            answer = try JSONDecoder().decode(Answer.self, from: Data(body))
        } catch {
            return nil
        }
        let isPlain = answer.link.utf8.allSatisfy { (0x21...0x7E).contains($0) }
        return isPlain && answer.link.hasPrefix("http") ? answer.link : nil
    }
}
