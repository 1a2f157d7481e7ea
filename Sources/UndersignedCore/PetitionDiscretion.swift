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

    /// The domain of a mailbox that those addressed can read, or one above it; nil for none of theirs.
    package func workDomain(of address: EmailAddress) -> String? {
        (discretion?.workDomains ?? []).first { address.domain == $0 || address.domain.hasSuffix("." + $0) }
    }
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
