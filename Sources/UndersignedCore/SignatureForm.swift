/// What arrived in the fields of the sign form, exactly as typed; a missing field is empty.
package struct SignatureForm: Sendable, Equatable {
    package var name: String
    package var email: String
    /// `yes` or `no`.
    package var shown: String
    package var comment: String
    package var place: String
    /// A code of ISO 3166-1, or empty.
    package var country: String
    package var organisation: String
    package var role: String
    /// `yes` where the person wants to hear how the petition goes on.
    package var updates: String
    /// The identifiers of the partners whose boxes were ticked, in the order they arrived.
    package var partners: [String]
    /// Names this request, so that sending it twice counts as once.
    package var key: String
    /// The form's own token, field `t`.
    package var token: String
    /// The partner whose link brought the person, field `source`; counted only where it is a partner's id.
    package var source: String

    package init(
        name: String = "",
        email: String = "",
        shown: String = "",
        comment: String = "",
        place: String = "",
        country: String = "",
        organisation: String = "",
        role: String = "",
        updates: String = "",
        partners: [String] = [],
        key: String = "",
        token: String = "",
        source: String = ""
    ) {
        self.name = name
        self.email = email
        self.shown = shown
        self.comment = comment
        self.place = place
        self.country = country
        self.organisation = organisation
        self.role = role
        self.updates = updates
        self.partners = partners
        self.key = key
        self.token = token
        self.source = source
    }
}
