import ArgumentParser
import Foundation
import MemberTokens
import TransparencyLog
import UndersignedApp

/// `undersigned member request|sign|check|codes`: an open letter, signed by a member whom nobody can name, without a served page.
struct MemberCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "member",
        abstract: "Sign an open letter as a member whom nobody can name, without the pages of its site.",
        discussion: """
            undersigned member request https://example.org/petitions/dear-board --out token.txt
            undersigned member sign token.txt --show role --role Nurse

            Both check the petition's log first, and send nothing when the key in it is not what everybody sees. Let some \
            time pass between the two, and sign from another network. docs/open-letters.md

            undersigned member check https://example.org/petitions/dear-board

            says whether the pages would do the same: whether the program that they give out is the one in the log.
            """,
        subcommands: [
            MemberRequestCommand.self, MemberSignCommand.self, MemberCheckCommand.self, MemberCodesCommand.self,
        ]
    )
}

/// How the petition is looked up, for both commands.
struct MemberOptions: ParsableArguments {
    @Option(help: "The log's key, from a source other than the server. Default: the one in the petition's document.")
    var key: String?

    @Option(help: "The key of a witness that must have cosigned; once for each.")
    var witness: [String] = []

    @Option(help: "How many of the witnesses must have cosigned. Default: all.")
    var quorum: Int?

    @Option(help: "A trust policy (c2sp.org/tlog-policy) in place of --witness and --quorum.")
    var policy: String?

    @Option(help: "A proxy for everything, such as Tor: socks5h://127.0.0.1:9050")
    var proxy: String?

    /// What is so at this address, once all of it was checked.
    ///
    /// - Throws: The exit code to end with, its reason said; nothing but questions for files was sent.
    func petition(at address: PetitionAddress) async throws -> MemberPetition {
        let lookup = try lookup(of: address)
        return try await Self.said { try await lookup.found() }
    }

    /// How a petition is looked up.
    ///
    /// - Throws: The exit code to end with.
    func lookup(of address: PetitionAddress) throws -> MemberLookup {
        guard address.isConfidential else {
            throw stop(2, "\(address.text): the address must begin with https://, or others read what you send")
        }
        guard let place = HTTPLogSourceAddress(address.text) else { throw stop(2, "\(address.text) is no address") }
        return MemberLookup(
            petition: address,
            source: HTTPLogSource(address: place, proxy: try checkedProxy()),
            policy: try trusted(),
            key: try logKey()
        )
    }

    /// Says why it fails, where it does.
    ///
    /// - Throws: The exit code to end with.
    static func said<Result>(_ work: () async throws -> Result) async throws -> Result {
        do {
            return try await work()
        } catch let problem as LogAuditProblem {
            throw stop(3, "verification failed: \(problem)\nNothing was sent.")
        } catch let disagreement as VerifyCommandDisagreement {
            throw stop(3, "verification failed: \(disagreement.message)\nNothing was sent.")
        } catch let failure as LogSourceFailure {
            throw stop(5, "\(failure)\nNothing was sent.")
        }
    }

    /// - Throws: The exit code to end with.
    func post() throws -> MemberPost { MemberPost(proxy: try checkedProxy()) }

    private func trusted() throws -> VerifyCommandPolicy? {
        if let policy {
            guard witness.isEmpty, quorum == nil else {
                throw stop(2, "--policy: it names witnesses and quorum itself")
            }
            return try VerifyCommandPolicy(file: policy)
        }
        guard !witness.isEmpty else {
            guard quorum == nil else { throw stop(2, "--quorum: say of which witnesses with --witness") }
            return nil
        }
        return try VerifyCommandPolicy(witnesses: witness, quorum: quorum ?? witness.count)
    }

    private func logKey() throws -> NoteVerifierKey? {
        do {
            // Paper breaks a long key in lines; a key itself has no white space.
            return try key.map { try NoteVerifierKey($0.filter { !$0.isWhitespace }) }
        } catch let malformed as MalformedInput {
            throw stop(2, "--key: \(malformed)")
        }
    }

    /// A proxy that leaves names to be looked up here would tell the name server which petition it is.
    private func checkedProxy() throws -> String? {
        guard let proxy else { return nil }
        guard let parts = URLComponents(string: proxy), ["socks5h", "https", "http"].contains(parts.scheme),
            parts.host?.isEmpty == false
        else { throw stop(2, "--proxy: write it as socks5h://127.0.0.1:9050") }
        return proxy
    }
}

extension MemberPetition {
    /// What was found, for a person to compare with others.
    var summary: String {
        let seen = witnesses.isEmpty ? "" : "\ncosigned by  \(witnesses.joined(separator: ", "))"
        return """
            log          \(log), \(checkpoint.size) entries
            log key      \(logKey)
            issuer key   \(Data(issuerKey.keyID).base64EncodedString())\(seen)
            """
    }
}
