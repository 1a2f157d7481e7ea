import ArgumentParser
import Foundation
import TransparencyLog
import UndersignedCore

/// `undersigned receipt`: what a signatory can do with a receipt, without asking anybody.
struct ReceiptCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "receipt",
        abstract: "Check the receipt of a signature.",
        subcommands: [Verify.self]
    )

    struct Verify: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Check offline that a log counted the signature that a receipt is for.",
            discussion: """
                undersigned receipt verify signature.tlog-proof

                Exit codes: 0 the receipt proves it, 2 the file can't be read, 3 it does not.
                """
        )

        @Argument(help: "The receipt, a .tlog-proof file; several are checked one after the other.")
        var files: [String]

        @Option(help: "The log's key, from a source other than the receipt. Default: the one stated in the receipt.")
        var key: String?

        @Option(help: "A policy file (c2sp.org/tlog-policy): the witnesses to look for, and how many are enough.")
        var policy: String?

        @Flag(help: "Print one JSON object.")
        var json = false

        func run() throws {
            let (key, witnesses) = (try verifierKey(), try trustPolicy())
            // The first one that proves nothing ends the command.
            for file in files { try verify(try receipt(file), key, witnesses) }
        }

        private func verify(_ receipt: Receipt, _ given: NoteVerifierKey?, _ witnesses: WitnessPolicy?) throws {
            let verifierKey = given ?? receipt.statedKey
            do {
                let checkpoint = try receipt.verified(by: verifierKey)
                let report = ReceiptCommandReport(
                    receipt: receipt,
                    checkpoint: checkpoint,
                    key: verifierKey,
                    isKeyGiven: given != nil,
                    sightings: try witnesses?.value(of: receipt.proof.checkpoint, key: verifierKey)
                )
                print(json ? report.json : report.text)
            } catch let problem as Receipt.Problem {
                throw wrong(ReceiptCommandReport.text(of: problem))
            } catch let reason as PolicyUnmet {
                throw wrong(reason.what)
            }
        }

        private func trustPolicy() throws -> WitnessPolicy? {
            do {
                return try policy.map(WitnessPolicyFile.read)
            } catch {
                throw stop(2, "--policy: \(error)")
            }
        }

        private func receipt(_ file: String) throws -> Receipt {
            let bytes: [UInt8]
            do {
                bytes = Array(try Data(contentsOf: URL(fileURLWithPath: file)))
            } catch {
                throw stop(2, "‘\(file)’ can't be read: \(error.localizedDescription)")
            }
            do {
                return try Receipt(parsing: bytes)
            } catch {
                throw wrong(ReceiptCommandReport.text(of: error))
            }
        }

        private func verifierKey() throws -> NoteVerifierKey? {
            do {
                return try key.map { try NoteVerifierKey($0) }
            } catch {
                throw stop(2, "--key: \(error)")
            }
        }

        private func wrong(_ message: String) -> ExitCode {
            if json {
                print(ReceiptCommandReport.json(ofProblem: message))
            }
            return stop(3, "the receipt proves nothing: \(message)")
        }

        private func stop(_ code: Int32, _ message: String) -> ExitCode {
            FileHandle.standardError.write(Data("undersigned: \(message)\n".utf8))
            return ExitCode(code)
        }
    }
}

/// The witnesses of a policy did not all sign what they would have to.
struct PolicyUnmet: Error {
    let what: String
}

extension WitnessPolicy {
    /// Who cosigned a receipt's checkpoint.
    ///
    /// - Throws: `PolicyUnmet` when too few did.
    fileprivate func value(of note: SignedNote, key: NoteVerifierKey) throws -> [WitnessedCheckpoint.Sighting] {
        switch verify(note, logKey: key) {
        case .valid(let found): return found.sightings
        case .invalid(let reason): throw PolicyUnmet(what: "\(reason)")
        }
    }
}
