import ArgumentParser
import Foundation
import MemberTokens
import UndersignedApp
import UndersignedCore
import UndersignedCurl

/// `undersigned member request`: gets a member's one token.
struct MemberRequestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "request",
        abstract:
            "Get your token: with a code that comes by mail, once for each mailbox, or with one that you were given.",
        discussion: """
            undersigned member request https://example.org/petitions/dear-board --out token.txt

            The request is kept in token.txt.request before anything is sent. When an answer is lost, give the same \
            command again: it sends the same request. Once the token is there, the request is deleted.

            Whoever runs the mail of your organisation can see that a code came. The mail does not name the petition.
            """
    )

    @Argument(help: "Address of the petition.")
    var petition: String

    @Option(help: "Your address at the organisation. Default: it is asked for, and stays out of the shell's history.")
    var mail: String?

    @Flag(help: "Use a code that an organiser or a colleague gave you, and no address. It is asked for.")
    var voucher = false

    @Option(help: "The file of the token, to be made.")
    var out: String

    @OptionGroup var options: MemberOptions

    private var requestFile: String { out + ".request" }

    func run() async throws {
        guard let address = PetitionAddress(of: petition) else {
            throw stop(2, "‘\(petition)’ is no address of a petition, such as https://example.org/petitions/dear-board")
        }
        guard try !isDone() else { return }
        let kept = try keptRequest(for: address)
        if voucher, mail != nil { throw stop(2, "--voucher and --mail: give one of them") }
        let mail = try voucher ? nil : checkedMail()
        let found = try await options.petition(at: address)
        let issuer = try found.issuer()
        let pending = try kept.map { try again($0, found) } ?? made(for: found)
        say(found.summary)
        say(kept == nil ? "The request is kept in \(requestFile)." : "The request of \(requestFile) is sent again.")
        if let mail { try await askForCode(mail, issuer) }
        let token = try await token(for: pending, mail, issuer)
        let file = KeptToken(petition: address.text, log: found.log, token: token)
        try MemberFile.write(file.text, to: out, orEndWith: 1)
        try MemberFile.destroy(requestFile)
        print("\(out) holds your token. Let some time pass, then sign with it from another network.")
    }

    /// Whether a run before this one had the token, and perhaps was stopped before it deleted the request.
    private func isDone() throws -> Bool {
        guard let file = try MemberFile.existing(out) else { return false }
        guard case .token(let token) = file, case .request(let request)? = try MemberFile.existing(requestFile),
            request.input == token.token.input
        else { throw stop(2, "\(out) exists; nothing is written over it") }
        try MemberFile.destroy(requestFile)
        print("\(out) holds your token already. Its request is deleted now.")
        return true
    }

    private func keptRequest(for address: PetitionAddress) throws -> KeptRequest? {
        switch try MemberFile.existing(requestFile) {
        case nil: return nil
        case .token: throw stop(2, "\(requestFile) is a token: give it to undersigned member sign")
        case .request(let kept):
            guard kept.petition == address.text else {
                throw stop(2, "\(requestFile) is for \(kept.petition); for another petition give another --out")
            }
            return kept
        }
    }

    private func again(_ kept: KeptRequest, _ found: MemberPetition) throws -> PendingToken {
        guard LogOrigin(kept.log).isCarried(by: LogOrigin(found.log)) else {
            throw stop(3, "verification failed: \(requestFile) is for the log \(kept.log).\nNothing was sent.")
        }
        do {
            return try PendingToken(kept, challenge: found.challenge, issuerKey: found.issuerKey)
        } catch {
            switch error {
            case .malformed: throw stop(2, "\(requestFile) was damaged: the answer to it could not be used")
            default:
                throw stop(
                    3,
                    "verification failed: the petition shows another key than the one in \(requestFile): it must "
                        + "never change, and who has a key of their own can be told apart.\nNothing was sent."
                )
            }
        }
    }

    /// A new one, on the disk before anybody hears of it.
    private func made(for found: MemberPetition) throws -> PendingToken {
        let pending = PendingToken(
            challenge: found.challenge,
            issuerKey: found.issuerKey,
            randomBytes: Ambient.system.randomBytes
        )
        try MemberFile.write(pending.kept(petition: found.address.text, log: found.log).text, to: requestFile)
        return pending
    }

    private static let noTokens =
        "no token is given out any more for this letter; who holds one can sign while it is open"

    private func say(_ words: String) {
        FileHandle.standardError.write(Data((words + "\n").utf8))
    }
}

// What is sent.
extension MemberRequestCommand {
    private func askForCode(_ mail: String, _ issuer: String) async throws {
        let post = try options.post()
        let codes = try await post.answer(from: issuer + "/codes", to: [("email", mail)], accepting: "application/json")
        guard (200..<300).contains(codes.status) else {
            throw MemberPost.refusal(
                codes.status,
                [
                    403: "no code goes to \(mail): it is at no domain of the letter, or several people read it",
                    404: "tokens are not given out at \(issuer)",
                    410: Self.noTokens, 423: MemberPost.notOpenYet,
                ],
                of: issuer,
                adding: "Your request is kept in \(requestFile)."
            )
        }
        say("If \(mail) can have a token, a code is on its way. It is good for ten minutes, and the last one counts.")
        say("A mailbox gets at most three in 24 hours, whoever asked for them: if none comes, ask again tomorrow.")
    }

    private func token(for pending: PendingToken, _ mail: String?, _ issuer: String) async throws -> MemberToken {
        let post = try options.post()
        while let code = TypedLine.ask("Code: ") {
            let fields =
                [("code", code.filter { !$0.isWhitespace })] + (mail.map { [("email", $0)] } ?? [])
                + [("request", Data(pending.request.bytes).base64EncodedString())]
            let answer = try await post.answer(
                from: issuer + "/tokens",
                to: fields,
                accepting: TokenResponse.mediaType,
                reading: "undersigned-vouchers"
            )
            if answer.status == 403 {
                say(
                    voucher
                        ? "This is not the code: type it as it was given, seven groups of letters and digits."
                        : "This is not the code, or it is too old, or a newer one took its place."
                )
                continue
            }
            let token = try token(in: answer, for: pending, issuer)
            tell(answer.fields["undersigned-vouchers"])
            return token
        }
        throw stop(1, "no code was given. Give the same command again: \(requestFile) is kept")
    }

    /// Codes for colleagues are given once, and kept nowhere.
    private func tell(_ vouchers: String?) {
        let codes = (vouchers ?? "").split(separator: " ").filter { code in
            code.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x32...0x37).contains($0) || $0 == UInt8(ascii: "-") }
        }
        guard !codes.isEmpty else { return }
        print(
            "Each of these codes makes one colleague a member. They are shown only now; give each to one whom you know:"
        )
        for code in codes { print("  \(code)") }
    }

    private func token(in answer: HTTPAnswer, for pending: PendingToken, _ issuer: String) throws -> MemberToken {
        guard answer.status == 200 else {
            throw MemberPost.refusal(
                answer.status,
                [
                    404: "tokens are not given out at \(issuer)", 410: Self.noTokens,
                    409:
                        "this \(voucher ? "code" : "mailbox") asked with another request before, and gets one token: "
                        + "go on with that request's file",
                    422: "the issuer does not take this request", 423: MemberPost.notOpenYet,
                ],
                of: issuer,
                adding: "Your request is kept in \(requestFile)."
            )
        }
        do {
            guard answer.mediaType == TokenResponse.mediaType else { throw PendingToken.Problem.notSigned }
            return try pending.token(from: TokenResponse(answer.body))
        } catch {
            throw stop(
                3,
                "verification failed: what the issuer answered is not its signature. Give the same command again: "
                    + "\(requestFile) is kept"
            )
        }
    }

    private func checkedMail() throws -> String {
        let mail = try mail ?? typedMail()
        guard mail.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F }), mail.split(separator: "@").count == 2 else {
            throw stop(2, "--mail: ‘\(mail)’ is no mail address")
        }
        return mail
    }

    private func typedMail() throws -> String {
        say(
            "Whoever runs the mail of your organisation can see that a code comes. The mail does not name the petition."
        )
        guard let mail = TypedLine.ask("Your mail address: ") else { throw stop(2, "no mail address was given") }
        return mail
    }
}

extension MemberPetition {
    /// Where codes and tokens are asked for: at the issuer of the document, or at the petition.
    ///
    /// - Throws: The exit code to end with, for an address where others would read what is sent.
    func issuer() throws -> String {
        guard let issuerAddress else { return address.text + "/members" }
        let parts = URLComponents(string: issuerAddress)
        let host = parts?.host ?? ""
        let isConfidential =
            parts?.scheme == "https"
            || parts?.scheme == "http" && (LoopbackHost.isOne(host) || host.hasSuffix(".onion"))
        guard !host.isEmpty, isConfidential, parts?.user == nil, parts?.query == nil, parts?.fragment == nil,
            issuerAddress.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
        else {
            throw stop(3, "verification failed: the issuer's address in the document can't be used.\nNothing was sent.")
        }
        return issuerAddress + "/members"
    }
}
