import Foundation
import TransparencyLog
import UndersignedApp
import UndersignedCore

/// What `undersigned verify` found, as text and as JSON.
struct VerifyCommandReport {
    /// Where the key came from that all is proven for.
    enum KeySource: String {
        case option
        case document
    }

    let report: LogAudit.Report
    let key: NoteVerifierKey
    let keySource: KeySource
    let isDocumentCompared: Bool
    let isCountCompared: Bool
    let duration: Duration

    var text: String {
        (facts.map { $0.padding(12) + $1 } + ["", proved, notProved]).joined(separator: "\n")
    }

    private var facts: [(String, String)] {
        let counts = report.counts
        let words = [
            ("mail", "confirmed by mail"), ("org", "organisations"), ("member", "members"), ("paper", "on paper"),
        ]
        let classes = zip(SignatureClass.allCases, words).filter { counts[$0.0] != 0 }.map {
            "\(counts[$0.0]) \($0.1.1)"
        }
        var facts = [
            ("log", report.origin),
            ("entries", "\(report.size)"),
            ("root", report.root.base64),
            ("signatures", ([String(counts.total)] + classes).joined(separator: ", ")),
            ("removed", "\(counts.removed)"),
        ]
        if let first = report.hours.first, let last = report.hours.last {
            facts.append(("time", "\(first.mark.text) to \(last.mark.text)"))
        }
        facts += [
            ("text", report.textVersions == 1 ? "1 version" : "\(report.textVersions) versions"),
            ("document", isDocumentCompared ? "is the one that entry 0 names" : "not compared: none was found"),
            ("count.json", isCountCompared ? "shows the same numbers" : "not compared: none of this size was found"),
            ("key", "\(key)"),
            ("", keyAdvice),
            ("read", "\(report.byteCount) bytes in \(seconds) s"),
        ]
        return facts
    }

    private var keyAdvice: String {
        switch keySource {
        case .option: "given with --key"
        case .document: "taken from document.json beside the log; compare it with one from elsewhere, or give --key"
        }
    }

    private var proved: String {
        "Proved: every entry is the one this key signed for, in this order, and the count above is theirs alone."
    }

    private var notProved: String {
        let members =
            report.counts.member > 0 ? "that each member's token was signed by the issuer (not checked here), " : ""
        return
            "Not proved: \(members)that a mailbox or a different person stands behind each entry, nor that everybody "
            + "is shown this same log, which takes independent witnesses."
    }

    private var seconds: String {
        let tenths = duration.components.seconds * 10 + duration.components.attoseconds / 100_000_000_000_000_000
        return "\(tenths / 10).\(tenths % 10)"
    }
}

extension VerifyCommandReport {
    /// One object; the names are stable.
    var json: String {
        let counts = report.counts
        return Self.encoded(
            Sound(
                origin: report.origin,
                size: report.size,
                root: report.root.base64,
                count: counts.total,
                classes: Dictionary(
                    uniqueKeysWithValues: SignatureClass.allCases.map { ($0.rawValue, counts[$0]) }
                ),
                removed: counts.removed,
                hours: report.hours.map { Sound.Hour(hour: $0.mark.text, count: $0.net) },
                texts: report.textVersions,
                key: "\(key)",
                keySource: keySource.rawValue
            )
        )
    }

    /// One object for a log that is not as it must be.
    static func json(of problem: LogAuditProblem) -> String {
        encoded(Unsound(problem: "\(problem)"))
    }

    private struct Sound: Encodable {
        struct Hour: Encodable {
            let hour: String
            let count: Int
        }

        let schema = 1
        let ok = true
        let origin: String
        let size: UInt64
        let root: String
        let count: Int
        let classes: [String: Int]
        let removed: Int
        let hours: [Hour]
        let texts: Int
        let key: String
        let keySource: String

        enum CodingKeys: String, CodingKey {
            case schema, ok, origin, size, root, count, classes, removed, hours, texts, key
            case keySource = "key_source"
        }
    }

    private struct Unsound: Encodable {
        let schema = 1
        let ok = false
        let problem: String
    }

    private static func encoded(_ object: some Encodable) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            return String(decoding: try encoder.encode(object), as: UTF8.self)
        } catch {
            preconditionFailure("strings and numbers always encode: \(error)")
        }
    }
}

extension String {
    fileprivate func padding(_ width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - count))
    }
}
