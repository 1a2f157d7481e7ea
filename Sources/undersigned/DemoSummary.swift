import Foundation

/// What the demonstration did and found.
struct DemoSummary: Encodable {
    /// One petition's numbers; all places where they stand agree.
    struct Line: Encodable, Sendable {
        let slug: String
        let count: Int
        let removed: Int
        /// The size of the log; nil for a draft.
        let entries: UInt64?
    }

    let site: String
    let mail: String
    let people: Int
    let organisations: Int
    let asked: Int
    /// Addresses that had signed in an earlier run.
    let signedBefore: Int
    let confirmed: Int
    let receipts: Int
    let withdrawn: Int
    let petitions: [Line]
    let targets: [DemoTargets.Line]
    let seconds: Double

    enum CodingKeys: String, CodingKey {
        case site, mail, people, organisations, asked, confirmed, receipts, withdrawn, petitions, targets, seconds
        case signedBefore = "signed_before"
    }

    var text: String {
        let notes = [
            organisations > 0 ? "\(organisations) of them for organisations" : nil,
            signedBefore > 0 ? "\(signedBefore) asks by who had signed before" : nil,
        ].compactMap { $0 }.joined(separator: ", ")
        var lines = [
            "people      \(people)" + (notes.isEmpty ? "" : ", \(notes)"),
            "asked       \(asked)",
            "confirmed   \(confirmed), \(receipts) receipts checked",
            "withdrawn   \(withdrawn)",
            "",
        ]
        let width = (petitions.map(\.slug.count).max() ?? 0) + 2
        for line in petitions {
            let slug = line.slug + String(repeating: " ", count: width - line.slug.count)
            let log = line.entries.map { "\(line.removed) removed, \($0) entries" } ?? "no log yet"
            lines.append("\(slug)\(line.count) signatures, \(log)")
        }
        lines += ["", "Those addressed, and where they stand in how many campaigns:", ""]
        lines += targets.map { target in
            let states = target.states.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
            return "\(target.name): \(states.joined(separator: ", "))"
        }
        lines += [
            "",
            "Every number is the same in the log, in count.json, on the page and in what people did.",
            "",
            "address     \(site)/",
            "mail        \(mail)",
            "took        \(Double(Int(seconds * 10)) / 10) s",
        ]
        return lines.joined(separator: "\n")
    }

    func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
}
