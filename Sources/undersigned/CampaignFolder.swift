import Foundation
import UndersignedApp
import UndersignedCore
import Yams

/// A campaign as files: `campaign.yaml` and the Markdown texts it names.
struct CampaignFolder {
    /// What is wrong with the files, and where.
    struct Problem: Error, CustomStringConvertible {
        let description: String
    }

    let campaign: Campaign
    let items: [CampaignImport.Item]
    let claims: [ClaimImport.Item]

    /// - Parameter path: A folder with a `campaign.yaml`.
    /// - Throws: `Problem`, naming the file and what to change.
    init(path: String) throws {
        let file = path + "/campaign.yaml"
        let yaml = try Self.text(file)
        do {
            try CampaignShape.check(yaml)
            let content = try YAMLDecoder().decode(CampaignFile.self, from: yaml)
            campaign = try content.campaign { try Self.text(path + "/" + $0) }
            claims = try content.claimItems(of: campaign)
            items = try content.petitions.map { try $0.item(of: content) { try Self.text(path + "/" + $0) } }
        } catch let problem as Problem {
            throw Problem(description: "\(file): \(problem)")
        } catch let error as DecodingError {
            throw Problem(description: "\(file): \(Self.words(error))")
        } catch {
            throw Problem(description: "\(file): \(error)")
        }
    }

    private static func text(_ file: String) throws -> String {
        do {
            return try String(contentsOfFile: file, encoding: .utf8)
        } catch {
            throw Problem(description: "\(file) can't be read, or is not UTF-8")
        }
    }

    private static func words(_ error: DecodingError) -> String {
        func place(_ context: DecodingError.Context) -> String {
            context.codingPath.map { $0.intValue.map { "\($0 + 1)" } ?? $0.stringValue }.joined(separator: ".")
        }
        return switch error {
        case .keyNotFound(let key, let context): "\(place(context)): ‘\(key.stringValue)’ is missing"
        case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
            "\(place(context)): \(context.debugDescription)"
        @unknown default: "\(error)"
        }
    }
}

/// The names that may stand at each place of a campaign file: a misspelt one is an error, not ignored.
enum CampaignShape {
    private static let names: [String: Set<String>] = [
        "": [
            "slug", "title", "summary", "description", "started", "language", "sponsor", "partners", "targets",
            "demands", "sources", "claims", "petitions",
        ],
        "sponsor": ["id", "name", "url", "opt_in", "key", "contact"],
        "partners": ["id", "name", "url", "opt_in", "key", "contact"],
        "targets": ["id", "name", "role", "organisation", "state", "answer"],
        "targets.answer": ["date", "text", "source"],
        "sources": ["title", "publisher", "date", "url"],
        "claims": [
            "id", "sentence", "amount", "currency", "kind", "as_of", "sources", "targets", "demands", "petitions",
            "state",
        ],
        "claims.sources": ["source", "sha256", "licence", "award", "modification"],
        "petitions": [
            "slug", "title", "letter", "to", "from", "signatories", "organisations", "publication", "custody_key",
            "asks",
            "milestones", "deletion_months", "state", "opens", "closes", "translations",
            "members", "sensitive", "show_names", "work_domains", "exit_link",
        ],
        "petitions.members": ["domains", "crowd", "reveal", "vouchers", "invitations", "issuer"],
        "petitions.members.issuer": ["name", "key", "url"],
        "petitions.translations": ["language", "title", "letter", "to", "from"],
        "petitions.organisations": ["name", "domain"],
        "petitions.asks": ["field", "purpose"],
        "petitions.milestones": ["count", "what"],
    ]

    static func check(_ yaml: String) throws {
        guard let root = try Yams.compose(yaml: yaml) else {
            throw CampaignFolder.Problem(description: "the file is empty")
        }
        try check(root, at: "")
    }

    private static func check(_ node: Node, at place: String) throws {
        switch node {
        case .mapping(let mapping):
            guard let allowed = names[place] else { return }
            for (key, value) in mapping {
                let name = key.string ?? "?"
                guard allowed.contains(name) else {
                    let line = key.mark.map { "line \($0.line): " } ?? ""
                    let known = allowed.sorted().joined(separator: ", ")
                    throw CampaignFolder.Problem(description: "\(line)‘\(name)’ is not a name here; use \(known)")
                }
                try check(value, at: place.isEmpty ? name : "\(place).\(name)")
            }
        case .sequence(let items): for item in items { try check(item, at: place) }
        default: return
        }
    }
}
