import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// What operators do with petitions as a whole.
struct PetitionOperations {
    let site: Site
    let board: PetitionBoard

    func perform(_ operation: Operation, _ tell: Operations.Tell) async throws {
        switch operation {
        case .draft(let sheet, let opens): try await draft(sheet, opens: opens, tell)
        case .open(let slug, let opensAt, let closesAt): try await open(slug, opensAt, closesAt, tell)
        case .amend(let slug, let options, let reason, let isTrial):
            try await amend(slug, options, reason, isTrial: isTrial, tell)
        case .close(let slug): try await close(slug, tell)
        case .show(let slug): try await show(slug, tell)
        case .list: try await list(tell)
        case .importCampaign(let campaign, let items, let claims):
            try await bring(campaign, items, tell)
            try await bring(claims, of: campaign.slug, tell)
        case .note(let slug, let title, let text): try await note(slug, title, text, tell)
        default: preconditionFailure("an operation of another kind")
        }
    }

    private func draft(_ sheet: PetitionSheet, opens: Bool, _ tell: Operations.Tell) async throws {
        if let key = sheet.custody, try site.keys.holds(key) { throw Opening.Refusal.keyOfServer }
        let isNew = try await site.database.write { try $0.saveDraft(sheet, campaignID: nil) != nil }
        guard isNew else { throw Declined("\(sheet.slug) was opened before; its text can't be replaced like this") }
        await tell(.line("\(sheet.slug) is a draft. Next: undersigned petition open \(sheet.slug)"))
        if opens { try await open(sheet.slug, nil, nil, tell) }
    }

    private func open(_ slug: Slug, _ opensAt: Moment?, _ closesAt: Moment?, _ tell: Operations.Tell) async throws {
        let log = try await Opening(site: site).open(slug, opensAt: opensAt, closesAt: closesAt)
        await tell(.line("\(slug) is open. Its log is \(log.origin), its key \(log.verifierKey)"))
    }

    private func amend(
        _ slug: Slug,
        _ options: AmendmentOptions,
        _ reason: String,
        isTrial: Bool,
        _ tell: Operations.Tell
    ) async throws {
        let sheet = try await snapshot(slug).petition.sheet
        let changes = try options.changes(of: sheet)
        let told =
            sheet.isSealed
            ? "It is sealed, so nobody can be told by mail: its page says so." : "Earlier signatories are told by mail."
        let amendment = TextAmendment(site: site)
        let result: TextAmendment.Result
        do {
            result =
                try await isTrial
                ? amendment.preview(slug, changes, reason: reason) : amendment.amend(slug, changes, reason: reason)
        } catch let refusal as TextAmendment.Refusal {
            throw Declined(code: refusal.exitCode, "\(slug): \(refusal.words)")
        }
        await tell(.line(result.difference.plainText))
        await tell(
            .line(
                isTrial
                    ? "Nothing was changed. Without --dry-run this becomes version \(result.version) of \(slug)."
                    : "\(slug) now has version \(result.version) of its text. \(told)"
            )
        )
    }

    private func close(_ slug: Slug, _ tell: Operations.Tell) async throws {
        let petition = try await snapshot(slug).petition
        let outcome = try await site.sequencer.submit(.close(petitionID: petition.id))
        switch outcome {
        case .refused(.undecided(let count)):
            let place = "\(site.address.base)/admin"
            throw Declined("\(count) signatures of \(slug) wait for a decision; decide at \(place), under its figures")
        case .refused(.unpublished(let count)):
            throw Declined("\(count) signatures of \(slug) wait for the daily publication; close it after that")
        case .appended(1): await tell(.line("\(slug) is closed."))
        default: throw Declined("\(slug) is not open")
        }
        let left = try await site.database.read { try $0.recordedCount(in: petition.id) }
        guard left > 0 else { return }
        let least = LogBatch.dailyMinimum
        await tell(
            .line("\(left) confirmed signatures are not counted: fewer than \(least) are never published together.")
        )
    }

    private func show(_ slug: Slug, _ tell: Operations.Tell) async throws {
        let snapshot = try await snapshot(slug)
        await tell(.line("slug    \(slug)"))
        await tell(.line("title   \(snapshot.petition.sheet.title)"))
        await tell(.line("state   \(snapshot.petition.state.rawValue)"))
        await tell(.line("count   \(snapshot.counts.total)"))
        await tell(.line("size    \(snapshot.size)"))
        if let key = snapshot.petition.sheet.custody {
            await tell(.line("sealed  to \(key.text), in words: \(key.fingerprint)"))
        }
        guard let log = snapshot.petition.log else { return }
        await tell(.line("origin  \(log.origin)"))
        await tell(.line("vkey    \(log.verifierKey)"))
    }

    private func list(_ tell: Operations.Tell) async throws {
        for petition in try await site.database.read({ try $0.petitions() }) {
            let count = try await board.snapshot(petition.slug)?.counts.total ?? 0
            await tell(.line("\(petition.state.rawValue)\t\(count)\t\(petition.slug)\t\(petition.sheet.title)"))
        }
    }

    private func bring(_ campaign: Campaign, _ items: [CampaignImport.Item], _ tell: Operations.Tell) async throws {
        let steps: [(slug: Slug, step: CampaignImport.Step)]
        do {
            steps = try await CampaignImport(site: site).run(campaign, items)
        } catch let refusal as Opening.Refusal {
            throw Declined("\(campaign.slug): \(refusal.words)")
        } catch let refusal as Standings.Refusal {
            throw Declined("\(campaign.slug): \(refusal.words); importing it again goes on")
        }
        await tell(.line("campaign \(campaign.slug)"))
        for (slug, step) in steps {
            let what =
                switch step {
                case .drafted: "saved as a draft"
                case .opened: "opened"
                case .kept: "open already, text unchanged"
                }
            await tell(.line("  petition \(slug): \(what)"))
        }
        for target in try await Standings(site: site).differing(from: campaign) {
            await tell(.line("  target \(target): its recorded standing stays; undersigned target answer adds to it"))
        }
    }

    private func bring(_ claims: [ClaimImport.Item], of campaign: Slug, _ tell: Operations.Tell) async throws {
        for (name, step) in try await ClaimImport(site: site).run(claims, in: campaign) {
            let what =
                switch step {
                case .drafted: "saved as a draft"
                case .published: "published"
                case .kept: "there already, text unchanged"
                case .refused(let refusal): "saved as a draft: \(refusal.words)"
                }
            await tell(.line("  claim \(name): \(what)"))
        }
    }

    private func note(_ slug: Slug, _ title: String, _ text: String, _ tell: Operations.Tell) async throws {
        let petition = try await snapshot(slug).petition
        guard let log = petition.log else { throw Declined("\(slug) was not opened yet, so it has no log") }
        let note: PublicNote
        do {
            note = PublicNote(
                petition: log.origin,
                title: try PlainText.line(title, limit: 200),
                text: try PlainText.lines(text, limit: 5_000)
            )
        } catch {
            throw Declined(code: 2, "--title takes up to 200 characters on one line, --text up to 5,000, of plain text")
        }
        let outcome = try await site.sequencer.submit(.announce(petitionID: petition.id, Announcement(note)))
        guard outcome == .appended(1) else { throw Declined("the log takes no entry now; see undersigned doctor") }
        await tell(.line("The note is public at \(site.address.petition(slug))/history"))
    }

    private func snapshot(_ slug: Slug) async throws -> PetitionSnapshot {
        guard let snapshot = try await board.snapshot(slug) else {
            throw Declined("there is no petition ‘\(slug)’; see undersigned petition list")
        }
        return snapshot
    }
}

extension Claim.Refusal {
    fileprivate var words: String {
        switch self {
        case .noSource: "it names no source"
        case .unpublishedRecord(let award): "the record \(award) is in no published file"
        case .foreignRecord(let award):
            "\(award.prefix(120)) is no address of a record on this site or at USAspending.gov"
        case .sameSource: "it names a source twice"
        case .dayAhead: "the day of its data, ‘as_of’, or of a document is still to come"
        case .changed, .published, .draft, .withdrawn: "it stands otherwise"
        }
    }
}
