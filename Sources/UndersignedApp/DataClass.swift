/// A kind of data that a site holds: one line of the record of processing (GDPR article 30).
package enum DataClass: String, Hashable, Sendable, CaseIterable {
    case request, contact, link, place, shownName, consent, partner, mail, suppression, moderation, organiser, trail,
        recipientOfPetition, document, evidence, log, figure, technical

    /// What it is called.
    package var title: String {
        switch self {
        case .request: "Requests to sign that are not confirmed"
        case .contact: "Contact data and answers of signatories"
        case .link: "Codes by which links and addresses are known again"
        case .place: "Where a signature stands"
        case .shownName: "Names and comments that are shown"
        case .consent: "Consents"
        case .partner: "Records for partner organisations"
        case .mail: "Mail in transit"
        case .suppression: "Addresses that want no mail"
        case .moderation: "Names and comments that are looked at"
        case .organiser: "Accounts of organisers"
        case .trail: "What organisers did"
        case .recipientOfPetition: "Those whom petitions address"
        case .document: "Texts that organisers wrote"
        case .evidence: "Public contract records"
        case .log: "The public log"
        case .figure: "Figures"
        case .technical: "What the program needs for itself"
        }
    }

    /// Whose data it is; nil where it is about no person.
    package var people: String? {
        switch self {
        case .request, .contact, .link, .place, .shownName, .consent, .partner, .moderation: "signatories"
        case .mail: "signatories, organisers"
        case .suppression: "people whose address was typed"
        case .organiser, .trail: "organisers and partners' people"
        case .recipientOfPetition: "office holders and others who are addressed"
        case .document: "people whom a text names"
        case .evidence, .log, .figure, .technical: nil
        }
    }

    package var purpose: String {
        switch self {
        case .request: "to ask the mailbox's owner whether to count the signature"
        case .contact: "to count a mailbox once and to write to it about the signature, and about what was ticked"
        case .link: "to open a signatory's own page, to count an address once, to take mail back that bounced"
        case .place: "to show the signatory the number and the receipt, and to take the signature out again"
        case .shownName: "to show who stands behind the petition, where a signatory chose that"
        case .consent: "to prove what was agreed to, by which words and when"
        case .partner: "to hand contact data to an organisation whose box a signatory ticked"
        case .mail: "to deliver it"
        case .suppression: "to send no mail to them, whatever is typed"
        case .moderation: "to keep insults and other people's data off the page"
        case .organiser: "to let those in who run campaigns, and nobody else"
        case .trail: "to find out who did what"
        case .recipientOfPetition: "to hand petitions over and to say in public what was answered"
        case .document: "to publish what is signed, and what became of it"
        case .evidence: "to show who sells what to whom, with the record behind every figure; people in them are masked"
        case .log: "to let anyone count again"
        case .figure: "to show how a petition goes"
        case .technical: "to run, and to notice damage"
        }
    }

    /// How long it is kept, as `Forgetting` keeps it.
    package var retention: String {
        switch self {
        case .request: "7 days after the request"
        case .contact:
            "30 days after a hand-over that the signature is in, or the petition’s months after its close, whichever is "
                + "first; name and address for what was ticked until that is taken back; with a withdrawal at once"
        case .link: "the keyed code of an address until 30 days after the close; return addresses 14 days"
        case .place: "as long as the petition; it names nobody"
        case .shownName: "12 months after the close; comments go with the contact data; with a withdrawal at once"
        case .consent: "until it is taken back, or nothing is sealed for it any more"
        case .partner: "until the consent is taken back; then only the news of that, without a name"
        case .mail: "its text and address until it has left or was given up, 48 hours at most"
        case .suppression: "until its owner takes it back"
        case .moderation: "with the contact data, at the latest 12 months after the close; with a withdrawal at once"
        case .organiser: "until an owner shuts the account; sessions 12 hours, kept a day"
        case .trail: "12 months"
        case .recipientOfPetition, .document, .evidence, .log: "for good: it is public"
        case .figure: "for good: sums that are about nobody"
        case .technical: "as long as it is needed"
        }
    }
}

/// Columns of one table, and what is in them.
package struct StoredField: Hashable, Sendable {
    package let table: String
    package let columns: [String]
    package let kind: DataClass
    package let what: String

    init(_ table: String, _ columns: String, _ kind: DataClass, _ what: String) {
        self.table = table
        self.columns = columns.split(separator: " ").map(String.init)
        self.kind = kind
        self.what = what
    }

    /// Every column of every table, each once; a test compares it with the schema.
    package static let all =
        signatures + display + members + organisers + texts + logs + evidence + claims
        + others
}
