import Foundation
import TransparencyLog
import UndersignedApp
import UndersignedCore

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
                tokens: report.tokenCount,
                issued: issued == nil ? nil : report.issuedCount,
                key: "\(key)",
                keySource: keySource.rawValue,
                askedOrigin: askedOrigin == report.origin ? nil : askedOrigin,
                previous: previous.map(Previous.init),
                growth: previous.map { report.size - $0.checkpoint.size },
                witnesses: witnessed?.sightings.map(Sound.Witness.init),
                witnessedSize: witnessed?.checkpoint.size
            )
        )
    }

    /// One object for a log that is not as it must be.
    static func json(of problem: LogAuditProblem) -> String {
        encoded(Unsound(problem: "\(problem)"))
    }

    /// One object for a log that is not the one that was seen before.
    static func json(of disagreement: VerifyCommandDisagreement) -> String {
        encoded(
            Unsound(
                problem: disagreement.problem,
                previous: disagreement.previous.map(Previous.init),
                evidence: disagreement.evidence.isEmpty ? nil : disagreement.evidence
            )
        )
    }

    private struct Sound: Encodable {
        struct Hour: Encodable {
            let hour: String
            let count: Int
        }

        struct Witness: Encodable {
            let name: String
            let size: UInt64
            let time: String

            init(_ sighting: VerifyCommandPolicy.Sighting) {
                name = sighting.name
                size = sighting.size
                time = CalendarDate(sighting.time).secondText
            }
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
        let tokens: Int?
        let issued: Int?
        let key: String
        let keySource: String
        let askedOrigin: String?
        let previous: Previous?
        let growth: UInt64?
        let witnesses: [Witness]?
        let witnessedSize: UInt64?

        enum CodingKeys: String, CodingKey {
            case schema, ok, origin, size, root, count, classes, removed, hours, texts, tokens, issued, key
            case keySource = "key_source"
            case askedOrigin = "asked_origin"
            case previous, growth, witnesses
            case witnessedSize = "witnessed_size"
        }
    }

    /// What the state file remembered.
    private struct Previous: Encodable {
        let size: UInt64
        let root: String
        let at: String

        init(_ state: VerifyCommandState) {
            size = state.checkpoint.size
            root = state.checkpoint.root.base64
            at = CalendarDate(state.verifiedAt).secondText
        }
    }

    private struct Unsound: Encodable {
        let schema = 1
        let ok = false
        let problem: String
        var previous: Previous?
        var evidence: [String]?
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
