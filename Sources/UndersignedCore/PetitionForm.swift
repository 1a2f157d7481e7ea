/// A petition as an organiser writes it down in the browser, before it opens.
package struct PetitionForm: Hashable, Sendable {
    package static let months = 1...60
    private static let milestoneLimit = 1_000_000_000

    package var slug = ""
    package var title = ""
    /// Markdown.
    package var letter = ""
    package var from = ""
    package var language = "en"
    /// Ids of the campaign's targets.
    package var to: [String] = []
    package var signatories = PetitionSheet.Signatories.people.rawValue
    /// `name | domain`, for letters that organisations sign.
    package var organisations = ""
    /// Who they are, of letters that members sign.
    package var members = MemberRulesForm()
    package var publication = PetitionSheet.Publication.atOnce.rawValue
    /// The public key of a sealed petition's organiser; empty where the server is to hold the key.
    package var custody = ""
    /// What a comment is asked for; empty where none is.
    package var commentPurpose = ""
    /// What a place is asked for; empty where none is.
    package var placePurpose = ""
    /// What a country is asked for; empty where none is.
    package var countryPurpose = ""
    /// `count | what happens then`.
    package var milestones = ""
    package var deletionMonths = "6"
    /// How names and comments are shown.
    package var display = DisplayForm()
    /// What is done for people whom it could harm to be known as signatories.
    package var discretion = DiscretionForm()

    package init() {}

    /// The form of a petition that is there.
    package init(_ sheet: PetitionSheet) {
        slug = sheet.slug.text
        title = sheet.title
        letter = sheet.letter
        from = sheet.from
        language = sheet.language
        to = sheet.to.map(\.id.text)
        signatories = sheet.signatories.rawValue
        organisations = sheet.organisations.map { WrittenLine.text([$0.name, $0.domain]) }.joined(separator: "\n")
        members = MemberRulesForm(sheet.members)
        publication = sheet.publication.rawValue
        custody = sheet.custody?.text ?? ""
        commentPurpose = sheet.asks.first { $0.field == .comment }?.purpose ?? ""
        placePurpose = sheet.asks.first { $0.field == .place }?.purpose ?? ""
        countryPurpose = sheet.asks.first { $0.field == .country }?.purpose ?? ""
        milestones = sheet.milestones.map { WrittenLine.text([String($0.count), $0.what]) }.joined(separator: "\n")
        deletionMonths = String(sheet.deletionMonths)
        display = DisplayForm(sheet.display)
        discretion = DiscretionForm(sheet.discretion)
    }

    /// The sheet that the form describes.
    ///
    /// - Parameters:
    ///   - campaign: Whose targets can be addressed, and whose partners can be ticked.
    ///   - old: The sheet as it is: its name and its translations stay.
    /// - Returns: The sheet.
    /// - Throws: All problems at once, in the form's order.
    package func sheet(in campaign: Campaign, replacing old: PetitionSheet?) throws(WritingProblems) -> PetitionSheet {
        var form = WrittenForm()
        let title = form.line("title", title, limit: WrittenForm.titleLimit)
        let slug = old?.slug ?? form.name(self.slug, of: title)
        let tag = LanguageTag(language)
        if tag == nil { form.note("language", .tag) }
        let letter = form.text("letter", letter, limit: PetitionAmendment.letterLimit)
        if letter.utf8.count > PetitionAmendment.letterLimit {
            form.note("letter", .tooLarge(limit: PetitionAmendment.letterLimit))
        }
        let addressed = campaign.targets.filter { to.contains($0.id.text) }
        if addressed.isEmpty { form.note("to", .choice) }
        let sender = form.line("from", from, limit: WrittenForm.lineLimit)
        var sheet = PetitionSheet(
            // Where it has no name, something is noted, and the sheet goes nowhere.
            slug: slug ?? campaign.slug,
            title: title,
            letter: letter,
            to: addressed,
            from: sender,
            language: tag?.text ?? "en"
        )
        readRules(&form, into: &sheet)
        if let old { sheet.takeTranslations(of: old) }
        if sheet.translations?[sheet.language] != nil { form.note("language", .language) }
        sheet.offer(campaign)
        guard form.problems.isEmpty else { throw WritingProblems(form.problems) }
        return sheet
    }

    private func readRules(_ form: inout WrittenForm, into sheet: inout PetitionSheet) {
        if let chosen = PetitionSheet.Publication(rawValue: publication) {
            sheet.publication = chosen
        } else {
            form.note("publication", .choice)
        }
        readSignatories(&form, into: &sheet)
        readCustody(&form, into: &sheet)
        sheet.organisations = readOrganisations(&form)
        if sheet.signatories == .organisations, sheet.organisations.isEmpty { form.note("organisations", .empty) }
        let purposes: [(PetitionSheet.Ask.Field, String)] = [
            (.comment, commentPurpose), (.place, placePurpose), (.country, countryPurpose),
        ]
        for (field, purpose) in purposes where !purpose.allSatisfy(\.isWhitespace) {
            let text = form.line(field.rawValue, purpose, limit: WrittenForm.lineLimit)
            sheet.asks.append(PetitionSheet.Ask(field: field, purpose: text))
        }
        for problem in sheet.memberAskProblems { form.note(problem.field, .members(problem)) }
        sheet.milestones = readMilestones(&form)
        if let number = Int(deletionMonths), Self.months.contains(number) {
            sheet.deletionMonths = number
        } else {
            form.note("deletion", .number)
        }
        sheet.display = display.read(&form)
        sheet.discretion = discretion.read(&form)
    }

    private func readSignatories(_ form: inout WrittenForm, into sheet: inout PetitionSheet) {
        switch PetitionSheet.Signatories(rawValue: signatories) {
        case .members?: sheet.admit(members.read(&form))
        case let chosen?:
            sheet.signatories = chosen
            // What nobody would be admitted by is not dropped in silence.
            if !members.isBlank { form.note("signatories", .members(.signatories)) }
        case nil: form.note("signatories", .choice)
        }
    }

    /// The key that was pasted; nil where none was, or it is none.
    package var custodyKey: CustodyPublicKey? { CustodyPublicKey(String(custody.filter { !$0.isWhitespace })) }

    private func readCustody(_ form: inout WrittenForm, into sheet: inout PetitionSheet) {
        guard !custody.allSatisfy(\.isWhitespace) else { return }
        if let key = custodyKey {
            sheet.seal(to: key)
        } else {
            form.note("custody", .key)
        }
    }

    private func readOrganisations(_ form: inout WrittenForm) -> [PetitionSheet.InvitedOrganisation] {
        let lines = form.lines("organisations", organisations, parts: 2)
        let invited = lines.map { number, parts in
            let domain = parts[1].lowercased()
            // As part of an address it shows whether it is a domain at all, and one that anybody can have a mailbox at.
            let address = try? EmailAddress("name@\(domain)")  // what is none is noted below
            if parts[0].isEmpty || address == nil || address?.isFreeMail == true {
                form.note("organisations", line: number, .parts)
            }
            return PetitionSheet.InvitedOrganisation(name: parts[0], domain: address?.domain ?? domain)
        }
        for place in invited.placesOfSharedDomains {
            form.note("organisations", line: lines[place].number, .sharedDomain)
        }
        return invited
    }

    private func readMilestones(_ form: inout WrittenForm) -> [PetitionSheet.Milestone] {
        var last = 0
        return form.lines("milestones", milestones, parts: 2).map { number, parts in
            let count = Int(parts[0].filter { !",. ".contains($0) }) ?? 0
            if count <= last || count > Self.milestoneLimit { form.note("milestones", line: number, .number) }
            if parts[1].isEmpty { form.note("milestones", line: number, .parts) }
            last = max(last, count)
            return PetitionSheet.Milestone(count: count, what: parts[1])
        }
    }
}

extension PetitionSheet {
    /// The sheet with those addressed and the partners as a campaign has them now; nil where none is addressed any more.
    package func refreshed(from campaign: Campaign) -> PetitionSheet? {
        var sheet = self
        sheet.to = campaign.targets.filter { target in to.contains { $0.id == target.id } }
        sheet.offer(campaign)
        sheet.takeTranslations(of: self)
        return sheet.to.isEmpty ? nil : sheet
    }

    /// Lets people tick the organisations of a campaign that have a wording; members leave no address to hand on.
    ///
    /// - Parameter campaign: Whose organisations they are.
    package mutating func offer(_ campaign: Campaign) {
        partners = members == nil ? ([campaign.sponsor] + campaign.partners).filter { $0.optIn != nil } : []
    }
}
