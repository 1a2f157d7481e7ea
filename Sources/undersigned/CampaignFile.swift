import Foundation
import UndersignedApp
import UndersignedCore

/// `campaign.yaml` as it is written; see docs/formats/campaign.md.
struct CampaignFile: Decodable {
    struct Organisation: Decodable {
        let id: Slug
        let name: String
        let url: String?
        let optIn: String?
        let key: CustodyPublicKey?
        let contact: String?

        enum CodingKeys: String, CodingKey {
            case id, name, url, key, contact
            case optIn = "opt_in"
        }

        func partner() throws -> Partner {
            let address = try url.map { try CampaignFile.address($0, id.text) }
            let mailbox = try contact.map { try CampaignFile.mailbox($0, id.text) }
            return Partner(id: id, name: name, url: address, optIn: optIn, key: key, contact: mailbox)
        }
    }

    struct Addressee: Decodable {
        struct Answer: Decodable {
            let date: String
            let text: String
            let source: Int?
        }

        let id: Slug
        let name: String
        let role: String?
        let organisation: String?
        let state: Target.Standing
        let answer: Answer?

        /// - Throws: `CampaignFolder.Problem` for a date that does not exist.
        func target() throws -> Target {
            Target(
                id: id,
                name: name,
                role: role,
                organisation: organisation,
                standing: state,
                answer: try answer.map { answer in
                    let day = try CampaignFile.date(answer.date, "target \(id): answer").day
                    return Target.Answer(date: day, text: answer.text, source: answer.source)
                }
            )
        }
    }

    struct Petition: Decodable {
        enum State: String, Decodable {
            case draft, open
        }

        let slug: Slug
        let title: String
        let letter: String
        let to: [Slug]
        let from: String
        let signatories: PetitionSheet.Signatories?
        let organisations: [PetitionSheet.InvitedOrganisation]?
        let members: CampaignMembers?
        let publication: PetitionSheet.Publication?
        /// The organiser's public key: the petition is then sealed.
        let custodyKey: CustodyPublicKey?
        let asks: [PetitionSheet.Ask]?
        let milestones: [PetitionSheet.Milestone]?
        let deletionMonths: Int?
        let state: State?
        let opens: String?
        let closes: String?
        let translations: [CampaignTranslation]?
        let isSensitive: Bool?
        let showsNames: Bool?
        let workDomains: [String]?
        let exitLink: String?

        enum CodingKeys: String, CodingKey {
            case slug, title, letter, to, from, signatories, organisations, publication, asks, milestones, state, opens
            case closes, translations, members
            case deletionMonths = "deletion_months"
            case custodyKey = "custody_key"
            case isSensitive = "sensitive"
            case showsNames = "show_names"
            case workDomains = "work_domains"
            case exitLink = "exit_link"
        }
    }

    let slug: Slug
    let title: String
    let summary: String
    let description: String?
    let started: String?
    let language: String?
    let sponsor: Organisation
    let partners: [Organisation]?
    let targets: [Addressee]
    let demands: [String]?
    let sources: [Source]?
    let claims: [CampaignClaim]?
    let petitions: [Petition]

    func campaign(reading text: (String) throws -> String) throws -> Campaign {
        Campaign(
            slug: slug,
            title: title,
            summary: summary,
            description: try description.map(text),
            started: try started.map { try Self.date($0, "started").day },
            language: language ?? "en",
            sponsor: try sponsor.partner(),
            partners: try (partners ?? []).map { try $0.partner() },
            targets: try targets.map { try $0.target() },
            demands: demands ?? [],
            sources: try (sources ?? []).map { source in
                _ = try source.url.map { try Self.address($0, "source ‘\(source.title)’") }
                return source
            }
        )
    }

    /// An address that a page may link: http or https, a host, nothing that hides what it is (S-02).
    static func address(_ text: String, _ place: String) throws -> String {
        let isPlain = text.unicodeScalars.allSatisfy { $0.value > 0x20 && $0.value != 0x7F && $0 != "\\" }
        guard isPlain, let url = URL(string: text), ["http", "https"].contains(url.scheme?.lowercased() ?? ""),
            url.host()?.isEmpty == false
        else {
            throw CampaignFolder.Problem(
                description:
                    "\(place): url: ‘\(text.debugDescription)’ is no address that begins with https:// or http://"
            )
        }
        return text
    }

    /// A mail address, as it is shown.
    static func mailbox(_ text: String, _ place: String) throws -> String {
        do {
            return try EmailAddress(text).mailbox
        } catch {
            throw CampaignFolder.Problem(
                description: "\(place): contact: ‘\(text.debugDescription)’ is no mail address"
            )
        }
    }

    /// A date that exists, and its text.
    static func date(_ text: String, _ place: String) throws -> (day: String, moment: Moment) {
        guard let date = CalendarDate(text) else {
            throw CampaignFolder.Problem(description: "\(place): ‘\(text)’ is not a date; write 2018-06-20")
        }
        return (date.dayText, date.moment)
    }
}

extension CampaignFile.Petition {
    func item(of file: CampaignFile, reading text: (String) throws -> String) throws -> CampaignImport.Item {
        let addressed = try to.map { id in
            guard let target = file.targets.first(where: { $0.id == id }) else {
                throw CampaignFolder.Problem(description: "petition \(slug): ‘\(id)’ is no target of this campaign")
            }
            return try target.target()
        }
        guard !addressed.isEmpty else {
            throw CampaignFolder.Problem(description: "petition \(slug): ‘to’ names nobody")
        }
        var sheet = PetitionSheet(
            slug: slug,
            title: title,
            letter: try text(letter),
            to: addressed,
            from: from,
            language: file.language ?? "en"
        )
        sheet.translations = try translations(of: sheet, reading: text)
        sheet.signatories = signatories ?? .people
        sheet.organisations = organisations ?? []
        sheet.publication = publication ?? .atOnce
        if let custodyKey { sheet.seal(to: custodyKey) }
        if let members { sheet.admit(try members.rules()) }
        sheet.asks = asks ?? []
        sheet.milestones = milestones ?? []
        sheet.deletionMonths = deletionMonths ?? 6
        // Members leave no address that could be handed on.
        let offering = members == nil ? [file.sponsor] + (file.partners ?? []) : []
        sheet.partners = try offering.map { try $0.partner() }.filter { $0.optIn != nil }
        sheet.discretion = try discretion()
        try checkOrganisations(of: sheet)
        try checkMembers(of: sheet)
        return CampaignImport.Item(
            sheet: sheet,
            mustOpen: state == .open,
            opensAt: try opens.map { try CampaignFile.date($0, "opens").moment },
            closesAt: try closes.map { try CampaignFile.date($0, "closes").moment }
        )
    }

    private func discretion() throws -> PetitionSheet.Discretion? {
        let form = DiscretionForm(
            sensitive: isSensitive == true ? "yes" : "no",
            names: showsNames == true ? "shown" : "hidden",
            workDomains: (workDomains ?? []).joined(separator: "\n"),
            exit: exitLink ?? ""
        )
        do throws(WritingProblems) {
            return try form.discretion()
        } catch {
            let names = ["work": "work_domains: a domain like corp.example", "exit": "exit_link: https://…"]
            let wrong = error.all.map { names[$0.field] ?? $0.field }.joined(separator: ", ")
            throw CampaignFolder.Problem(description: "petition \(slug): write \(wrong)")
        }
    }

    private func checkOrganisations(of sheet: PetitionSheet) throws {
        guard sheet.signatories != .organisations || !sheet.organisations.isEmpty else {
            throw CampaignFolder.Problem(description: "petition \(slug): name the organisations that are invited")
        }
        if let place = sheet.organisations.placesOfSharedDomains.first {
            let domain = sheet.organisations[place].domain
            throw CampaignFolder.Problem(
                description: "petition \(slug): ‘\(domain)’ is the domain of two organisations, and could sign once"
            )
        }
    }
}
