import Foundation
import TransparencyLog
import UndersignedApp
import UndersignedCore

/// What `undersigned verify` found, as text; as JSON in the file beside this one.
struct VerifyCommandReport {
    /// Where the key came from that all is proven for.
    enum KeySource: String {
        case option
        case document
        case policy
    }

    let report: LogAudit.Report
    let key: NoteVerifierKey
    let keySource: KeySource
    /// What a log at the address that was asked would be named; nil for a folder.
    let askedOrigin: String?
    let isDocumentCompared: Bool
    let isCountCompared: Bool
    /// What was remembered before this run.
    let previous: VerifyCommandState?
    /// Whether this run is remembered.
    let isRemembered: Bool
    /// The newest checkpoint that a quorum of the policy cosigned.
    let witnessed: VerifyCommandPolicy.Witnessed?
    let now: Moment
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
        var facts = [("log", report.origin)]
        if let moved { facts.append(("", moved)) }
        facts += [
            ("entries", "\(report.size)"),
            ("root", report.root.base64),
            ("signatures", ([String(counts.total)] + classes).joined(separator: ", ")),
            ("removed", "\(counts.removed)"),
        ]
        if let first = report.hours.first, let last = report.hours.last {
            facts.append(("time", "\(first.mark.text) to \(last.mark.text)"))
        }
        if let tokens = report.tokenCount {
            facts.append(("tokens", "\(tokens), each signed by the issuer that entry 0 names"))
        }
        facts += issued.map { [("issued", $0)] } ?? []
        facts += [
            ("text", report.textVersions == 1 ? "1 version" : "\(report.textVersions) versions"),
            ("document", isDocumentCompared ? "is the one that entry 0 names" : "not compared: none was found"),
            ("count.json", isCountCompared ? "shows the same numbers" : "not compared: none of this size was found"),
            ("key", "\(key)"),
            ("", keyAdvice),
        ]
        facts += growth.map { [("growth", $0)] } ?? []
        facts += witnessFacts
        facts += [
            ("read", "\(report.byteCount) bytes in \(seconds) s")
        ]
        return facts
    }

    private var keyAdvice: String {
        switch keySource {
        case .option: "given with --key"
        case .policy: "named by the policy"
        case .document: "taken from document.json beside the log; compare it with one from elsewhere, or give --key"
        }
    }

    /// A log keeps its name when its site moves; a copy has the name of what it copies.
    private var moved: String? {
        guard let askedOrigin, askedOrigin != report.origin else { return nil }
        return "is not named after the address that was asked, \(askedOrigin): the site moved, or this is a copy"
    }

    /// As in "44 signatures of 48 tokens issued"; nil for a petition that members don't sign.
    var issued: String? {
        let (members, issued) = (report.counts.member, report.issuedCount)
        guard members > 0 || issued > 0 || report.tokenCount != nil else { return nil }
        let words =
            "\(members) \(members == 1 ? "signature" : "signatures") of "
            + "\(issued) \(issued == 1 ? "token" : "tokens") issued"
        // An issuer that issues in secret would have to use what it issued.
        return max(members, report.tokenCount ?? 0) > issued ? words + ": more were used than the log tells of" : words
    }

    /// As in "12 more entries since 2026-11-20T08:00Z".
    private var growth: String? {
        guard let previous else { return isRemembered ? "remembered from here on" : nil }
        let more = report.size - previous.checkpoint.size
        return "\(more) more \(more == 1 ? "entry" : "entries") since \(previous.time)"
    }

    private var witnessFacts: [(String, String)] {
        guard let witnessed else { return [] }
        let age = witnessed.time.map { ", cosigned \(Self.text(of: now - $0)) ago" } ?? ""
        return [("witnessed", "the first \(witnessed.checkpoint.size) entries\(age)")]
            + witnessed.sightings.map { ("", "\($0.name) at \(CalendarDate($0.time).secondText)") }
    }

    private static func text(of span: Moment.Span) -> String {
        switch span.seconds {
        case ..<120: "\(max(0, span.seconds)) s"
        case ..<7_200: "\(span.seconds / 60) min"
        case ..<172_800: "\(span.seconds / 3_600) h"
        default: "\(span.seconds / 86_400) days"
        }
    }

    private var proved: String {
        "Proved: every entry is the one this key signed for, in this order, and the count above is theirs alone."
    }

    private var notProved: String {
        let isUnchecked = report.counts.member > 0 && report.tokenCount == nil
        let members = isUnchecked ? "that each member's token was signed by the issuer (not checked here), " : ""
        return
            "Not proved: \(members)that a mailbox or a different person stands behind each entry, nor that everybody "
            + "is shown this same log, which takes independent witnesses."
    }

    private var seconds: String {
        let tenths = duration.components.seconds * 10 + duration.components.attoseconds / 100_000_000_000_000_000
        return "\(tenths / 10).\(tenths % 10)"
    }
}

extension String {
    fileprivate func padding(_ width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - count))
    }
}
