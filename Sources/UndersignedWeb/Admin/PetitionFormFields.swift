import UndersignedCore

extension PetitionForm {
    /// What was sent; each target has a box of its own.
    init(_ fields: FieldBody, targets: [Target]) {
        self.init()
        (slug, title, letter, from) = (fields["slug"], fields["title"], fields["letter"], fields["from"])
        (language, signatories) = (fields["language"], fields["signatories"])
        (organisations, publication, custody) = (fields["organisations"], fields["publication"], fields["custody"])
        (commentPurpose, placePurpose) = (fields["comment"], fields["place"])
        countryPurpose = fields["country"]
        (milestones, deletionMonths) = (fields["milestones"], fields["deletion"])
        display = DisplayForm(way: fields["display"], words: fields["words"], comments: fields["comments"])
        discretion = DiscretionForm(
            sensitive: fields["sensitive"],
            names: fields["names"],
            workDomains: fields["work"],
            exit: fields["exit"]
        )
        members = MemberRulesForm(fields)
        to = targets.map(\.id.text).filter { fields["to-\($0)"] == "yes" }
    }
}

extension MemberRulesForm {
    fileprivate init(_ fields: FieldBody) {
        self.init()
        (domains, reveal, vouchers) = (fields["domains"], fields["reveal"], fields["vouchers"])
        // A form of before there was this question says nothing about it.
        if !fields["crowd"].isEmpty { crowd = fields["crowd"] }
        (invitations, issuerName) = (fields["invitations"], fields["issuer"])
        (issuerKey, issuerAddress) = (fields["issuer-key"], fields["issuer-address"])
    }
}
