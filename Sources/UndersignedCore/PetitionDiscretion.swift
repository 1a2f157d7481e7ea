extension PetitionSheet {
    /// What a petition does for people whom it could harm to be known as its signatories (P-25, P-26).
    ///
    /// Who signed relied on it, so it is fixed when the petition opens.
    package struct Discretion: Hashable, Sendable, Codable {
        /// Mails name nothing, no page asks to share, search engines stay out.
        package var isSensitive: Bool
        /// Whether signatories of a sensitive petition may choose to be shown.
        package var showsNames: Bool
        /// Mail domains of those addressed: whoever types an address there is warned before anything is mailed.
        package var workDomains: [String]
        /// Where "Exit this page" leads; nil for no such link.
        package var exit: String?

        package init(
            isSensitive: Bool = false,
            showsNames: Bool = false,
            workDomains: [String] = [],
            exit: String? = nil
        ) {
            self.isSensitive = isSensitive
            self.showsNames = showsNames
            self.workDomains = workDomains
            self.exit = exit
        }
    }

    package var isSensitive: Bool { discretion?.isSensitive == true }

    /// Whether the form asks if a name may be shown.
    package var offersNames: Bool { !isSensitive || discretion?.showsNames == true }

    /// The domain of a mailbox that those addressed can read; nil for none of theirs.
    ///
    /// One that organisers listed, any below it, and any above it where not everybody can have a mailbox: who lists an
    /// office means its employer.
    package func workDomain(of address: EmailAddress) -> String? {
        let (own, listed) = (address.domain, discretion?.workDomains ?? [])
        if let domain = listed.first(where: { own == $0 || own.hasSuffix("." + $0) }) { return domain }
        return !address.isFreeMail && listed.contains { $0.hasSuffix("." + own) } ? own : nil
    }

    /// Whether the part before the @ of a sender's address says what the mails of this petition are about.
    ///
    /// A word of campaigning in it, or a word of the petition's own: of its name, its title, or who asks.
    package func isGivenAway(bySender address: String) -> Bool {
        let name = (address.split(separator: "@").first ?? "").lowercased()
        let own = [slug.text, title, from].flatMap { $0.lowercased().split { !$0.isLetter && !$0.isNumber } }
        return (PetitionSheet.tellingWords + own.filter { $0.count > 3 }.map(String.init)).contains(
            where: name.contains
        )
    }

    private static let tellingWords = [
        "petition", "petici", "petizion", "campaign", "campagn", "kampagn", "signature", "signatory", "unterschrift",
        "openletter", "open-letter", "protest",
    ]
}

/// The same as an organiser fills it in.
package struct DiscretionForm: Hashable, Sendable {
    package static let choices = ["no", "yes"]
    package static let nameChoices = ["hidden", "shown"]

    package var sensitive = "no"
    package var names = "hidden"
    /// One domain a line.
    package var workDomains = ""
    package var exit = ""

    package init(sensitive: String = "no", names: String = "hidden", workDomains: String = "", exit: String = "") {
        // A form of before there were these questions says nothing about them.
        self.sensitive = sensitive.isEmpty ? "no" : sensitive
        self.names = names.isEmpty ? "hidden" : names
        (self.workDomains, self.exit) = (workDomains, exit)
    }

    /// The form of what stands.
    package init(_ discretion: PetitionSheet.Discretion?) {
        let discretion = discretion ?? PetitionSheet.Discretion()
        self.init(
            sensitive: discretion.isSensitive ? "yes" : "no",
            names: discretion.showsNames ? "shown" : "hidden",
            workDomains: discretion.workDomains.joined(separator: "\n"),
            exit: discretion.exit ?? ""
        )
    }

    /// What the form says; nil for a petition like any other.
    ///
    /// - Throws: All problems at once.
    package func discretion() throws(WritingProblems) -> PetitionSheet.Discretion? {
        var form = WrittenForm()
        let discretion = read(&form)
        guard form.problems.isEmpty else { throw WritingProblems(form.problems) }
        return discretion
    }

    func read(_ form: inout WrittenForm) -> PetitionSheet.Discretion? {
        if !Self.choices.contains(sensitive) { form.note("sensitive", .choice) }
        if !Self.nameChoices.contains(names) { form.note("names", .choice) }
        let domains = form.lines("work", workDomains, parts: 1).map { number, parts in
            // As part of an address it shows whether it is a domain at all, and one that anybody can have a mailbox at.
            let address = try? EmailAddress("name@\(parts[0].lowercased())")  // what is none is noted below
            if address == nil || address?.isFreeMail == true { form.note("work", line: number, .parts) }
            return address?.domain ?? ""
        }
        let target = form.address("exit", exit)
        let discretion = PetitionSheet.Discretion(
            isSensitive: sensitive == "yes",
            showsNames: names == "shown",
            workDomains: domains,
            exit: target
        )
        return discretion == PetitionSheet.Discretion() ? nil : discretion
    }
}
