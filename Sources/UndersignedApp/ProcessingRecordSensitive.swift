import UndersignedCore

extension ProcessingRecord {
    /// What an impact assessment has to say besides about petitions that organisers marked as sensitive.
    var sensitiveText: String {
        let title = "## Special categories of data (articles 9 and 35(3)(b))\n\n"
        let sensitive = activities.map(\.petition).filter(\.sheet.isSensitive)
        guard !sensitive.isEmpty else {
            return title + """
                No petition that is open or closed is marked as sensitive. A signature can reveal an opinion all the same: _is there one \
                above of which it reveals belief, health, sexual life, origin, or membership of a union?_
                """
        }
        return title + """
            \(sensitive.map(\.slug.text).joined(separator: ", ")): who signed may reveal political opinions, belief, health, sexual \
            life, origin, or membership of a union; _which, for each_. On a large scale such data calls for an impact assessment \
            (article 35(3)(b)), and for explicit consent (article 9(2)(a)): _is each person asked for it in these words, and what \
            happens to whoever takes it back?_

            - Their mails name neither petition nor site; the sender is the site’s own choice. _What does the sender’s address say?_
            - Search engines are told to stay out; the title stands on the petition’s pages and this site’s lists.
            \(names(sensitive))
            \(warnings(sensitive))
            - _What happens to a person whose signature becomes known: to the employer, to the family, to the state? How likely is it, \
            through whom, and is what is left acceptable? Was the supervisory authority asked beforehand (article 36)?_
            """
    }

    private func names(_ petitions: [Petition]) -> String {
        let shown = petitions.filter(\.sheet.offersNames).map(\.slug.text)
        return shown.isEmpty
            ? "- Nobody’s name is shown."
            : "- **Names are shown** of those who choose it, of \(shown.joined(separator: ", ")). _Why is that needed?_"
    }

    private func warnings(_ petitions: [Petition]) -> String {
        let unwarned = petitions.filter { ($0.sheet.discretion?.workDomains ?? []).isEmpty }.map(\.slug.text)
        return unwarned.isEmpty
            ? "- Who types an address at a domain that is listed above is warned before anything is stored. _Are all domains listed?_"
            : "- **Nobody is warned about an address at work**, for \(unwarned.joined(separator: ", ")): no domain is listed."
    }
}
