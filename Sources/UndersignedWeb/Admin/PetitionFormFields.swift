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
        to = targets.map(\.id.text).filter { fields["to-\($0)"] == "yes" }
    }
}
