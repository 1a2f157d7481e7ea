import UndersignedApp
import UndersignedCore

/// A claim in `campaign.yaml`; see docs/formats/campaign.md.
struct CampaignClaim: Decodable {
    enum State: String, Decodable {
        case draft, published
    }

    /// A number in the file's list of sources, that with what was put away of it, or a contract record.
    struct Ground: Decodable {
        let source: Int?
        let sha256: String?
        let licence: String?
        let award: String?
        let modification: String?

        enum CodingKeys: String, CodingKey {
            case source, sha256, licence, award, modification
        }

        init(from decoder: any Decoder) throws {
            if let number = try? decoder.singleValueContainer().decode(Int.self) {  // else it has names
                (source, sha256, licence, award, modification) = (number, nil, nil, nil, nil)
                return
            }
            let values = try decoder.container(keyedBy: CodingKeys.self)
            source = try values.decodeIfPresent(Int.self, forKey: .source)
            sha256 = try values.decodeIfPresent(String.self, forKey: .sha256)
            licence = try values.decodeIfPresent(String.self, forKey: .licence)
            award = try values.decodeIfPresent(String.self, forKey: .award)
            modification = try values.decodeIfPresent(String.self, forKey: .modification)
        }
    }

    let id: Slug
    let sentence: String
    let amount: String?
    let currency: String?
    let kind: String?
    let asOf: String?
    let sources: [Ground]
    let targets: [Slug]?
    /// Counted from 1.
    let demands: [Int]?
    let petitions: [Slug]?
    let state: State?

    enum CodingKeys: String, CodingKey {
        case id, sentence, amount, currency, kind, sources, targets, demands, petitions, state
        case asOf = "as_of"
    }

    func item(of campaign: Campaign, _ petitions: [Slug]) throws -> ClaimImport.Item {
        var text = try checked(campaign, petitions)
        try readSources(of: campaign, into: &text)
        return ClaimImport.Item(name: id, text: text, mustPublish: state != .draft)
    }

    /// What it says but for its sources, by the same rules as what is typed in the browser.
    private func checked(_ campaign: Campaign, _ petitions: [Slug]) throws -> ClaimText {
        var form = ClaimForm()
        form.sentence = sentence
        (form.amount, form.currency, form.kind) = (amount ?? "", currency ?? "", kind ?? "")
        form.asOf = asOf ?? ""
        form.targets = Set(try named(self.targets ?? [], among: campaign.targets.map(\.id), "target").map(\.text))
        form.petitions = Set(try named(self.petitions ?? [], among: petitions, "petition").map(\.text))
        form.demands = Set(try (demands ?? []).map { try entry($0, of: campaign.demands, "demand") })
        do throws(WritingProblems) {
            let ground = ClaimForm.Ground(campaign: campaign, petitions: petitions, site: "")
            return try form.checked(ground, isCorrection: false).text
        } catch {
            let fields = Set(error.all.map(\.field)).sorted().joined(separator: ", ").replacing("as-of", with: "as_of")
            throw problem("write \(fields) as docs/claims.md has it")
        }
    }

    private func readSources(of campaign: Campaign, into text: inout ClaimText) throws {
        for ground in sources {
            if let award = ground.award, !award.isEmpty {
                text.records.append(ClaimRecord(award: award, modification: ground.modification))
                continue
            }
            guard let number = ground.source else { throw problem("each of ‘sources’ is a number, or has ‘award’") }
            let source = try entry(number, of: campaign.sources, "source")
            let hash = ground.sha256?.lowercased()
            if let hash, Hexadecimal.decode(hash)?.count != 32 {
                throw problem("‘sha256’ has 64 digits of 0-9 and a-f")
            }
            text.documents.append(
                ClaimDocument(
                    title: source.title,
                    publisher: source.publisher,
                    date: source.date,
                    url: source.url,
                    sha256: hash,
                    licence: ground.licence
                )
            )
        }
        guard !text.repeatsSource else { throw problem("‘sources’ names one of them twice") }
    }

    private func named(_ names: [Slug], among all: [Slug], _ what: String) throws -> [Slug] {
        if let other = names.first(where: { !all.contains($0) }) {
            throw problem("‘\(other)’ is no \(what) of this campaign")
        }
        return names
    }

    private func entry<Item>(_ number: Int, of list: [Item], _ what: String) throws -> Item {
        guard list.indices.contains(number - 1) else { throw problem("there is no \(what) \(number)") }
        return list[number - 1]
    }

    private func problem(_ text: String) -> CampaignFolder.Problem {
        CampaignFolder.Problem(description: "claim \(id): \(text)")
    }
}

extension CampaignFile {
    /// The claims of the file, each under a name of its own.
    func claimItems(of campaign: Campaign) throws -> [ClaimImport.Item] {
        var names: Set<Slug> = []
        return try (claims ?? []).map { claim in
            guard names.insert(claim.id).inserted else {
                throw CampaignFolder.Problem(description: "claim \(claim.id): this id is there twice")
            }
            return try claim.item(of: campaign, petitions.map(\.slug))
        }
    }
}
