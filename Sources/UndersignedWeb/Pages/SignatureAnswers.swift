package import UndersignedCore

/// What a signatory answered, as the pages behind the link show it back.
package struct SignatureAnswers: Sendable {
    package var name: String
    package var email: String
    package var organisation: String?
    package var role: String?
    package var place: String?
    package var country: Country?
    package var comment: String?
    package var isShown: Bool
    /// Whether the comment is shown with the name.
    package var showsComment: Bool
    /// The wording of each opt-in that was ticked.
    package var optIns: [String]

    package init(
        name: String,
        email: String,
        organisation: String? = nil,
        role: String? = nil,
        place: String? = nil,
        country: Country? = nil,
        comment: String? = nil,
        isShown: Bool,
        showsComment: Bool = false,
        optIns: [String]
    ) {
        self.name = name
        self.email = email
        self.organisation = organisation
        self.role = role
        self.place = place
        self.country = country
        self.comment = comment
        self.isShown = isShown
        self.showsComment = showsComment
        self.optIns = optIns
    }
}

/// Answers as the template reads them.
struct AnswersView: Sendable {
    let name: String
    let email: String
    let organisation: String?
    let role: String?
    let place: String?
    let country: String?
    let comment: String?
    let shown: String
    let hasOptIns: Bool
    let optIns: [String]

    init(_ answers: SignatureAnswers, _ words: Words) {
        name = answers.name
        email = answers.email
        organisation = answers.organisation
        role = answers.role
        place = answers.place
        country = answers.country.map { words.text("country.\($0.code)") }
        comment = answers.comment
        let kind = answers.organisation == nil ? "person" : "organisation"
        let withComment = answers.isShown && answers.showsComment && answers.comment != nil ? ".comment" : ""
        shown = words.text("answers.shown.\(answers.isShown ? "yes" : "no").\(kind)\(withComment)")
        hasOptIns = !answers.optIns.isEmpty
        optIns = answers.optIns
    }
}
