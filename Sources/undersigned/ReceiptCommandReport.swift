import Foundation
import TransparencyLog
import UndersignedCore

/// What `undersigned receipt verify` found, as text and as JSON.
struct ReceiptCommandReport {
    let receipt: Receipt
    let checkpoint: Checkpoint
    let key: NoteVerifierKey
    let isKeyGiven: Bool
    /// Who of a given policy cosigned; nil where no policy was given.
    let sightings: [WitnessedCheckpoint.Sighting]?

    var text: String {
        let statement = receipt.statement
        var lines = [
            "The log counted this signature.", "",
            "petition    \(statement.origin)",
            "text        version \(statement.textVersion)",
            "name        \(statement.name)",
            "e-mail      \(statement.email)",
            "shown       \(statement.isShown ? "yes" : "no")",
        ]
        if let organisation = statement.organisation {
            lines += ["for         \(organisation.name), \(organisation.role)"]
        }
        lines += [
            "entry       \(receipt.proof.index), in the log of \(checkpoint.size) entries",
            "root        \(checkpoint.root.base64)",
            "key         \(key)",
            "            "
                + (isKeyGiven
                    ? "given with --key"
                    : "as stated in the receipt; compare it with that in the petition's document.json"),
        ]
        lines += (sightings ?? []).map { sighting in
            let time = Moment(seconds: Int64(clamping: sighting.cosignature.time))
            return "witness     \(sighting.witness.key.name), at \(CalendarDate(time).secondText)"
        }
        lines += [
            "",
            "Proved: the log that this key signed has the entry of exactly this statement at that place.",
            "Not proved: that it was not removed later; ‘undersigned verify’ shows the log as it is now.",
        ]
        return lines.joined(separator: "\n")
    }

    var json: String {
        let statement = receipt.statement
        return Self.encoded([
            "schema": .number(1), "ok": .flag(true), "origin": .text(checkpoint.origin),
            "index": .number(receipt.proof.index), "size": .number(checkpoint.size),
            "root": .text(checkpoint.root.base64), "text": .number(UInt64(statement.textVersion)),
            "name": .text(statement.name), "email": .text(statement.email), "shown": .flag(statement.isShown),
            "organisation": statement.organisation.map { .text($0.name) },
            "role": statement.organisation.map { .text($0.role) },
            "key": .text("\(key)"), "key_source": .text(isKeyGiven ? "option" : "receipt"),
            "witnesses": sightings.map { .texts($0.map(\.witness.key.name)) },
        ])
    }

    static func json(ofProblem message: String) -> String {
        encoded(["schema": .number(1), "ok": .flag(false), "problem": .text(message)])
    }

    static func text(of malformed: Receipt.Malformed) -> String {
        switch malformed {
        case .proof(let detail): "the file is no receipt: \(detail)"
        case .extra: "the file is a proof, but its extra line does not hold key, salt and statement"
        case .statement(.lines): "the statement in it does not have the lines of one"
        case .statement(.value(let field)): "the statement's ‘\(field)’ can't stand in one"
        }
    }

    static func text(of problem: Receipt.Problem) -> String {
        switch problem {
        case .notProven(let reason): "\(reason)"
        case .otherPetition(let stated, let proven): "the statement is for \(stated), the checkpoint of \(proven)"
        }
    }

    private enum Value: Encodable {
        case text(String)
        case number(UInt64)
        case flag(Bool)
        case texts([String])

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            switch self {
            case .text(let text): try container.encode(text)
            case .number(let number): try container.encode(number)
            case .flag(let flag): try container.encode(flag)
            case .texts(let texts): try container.encode(texts)
            }
        }
    }

    private static func encoded(_ object: [String: Value?]) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            return String(decoding: try encoder.encode(object.compactMapValues { $0 }), as: UTF8.self)
        } catch {
            preconditionFailure("strings and numbers always encode: \(error)")
        }
    }
}
