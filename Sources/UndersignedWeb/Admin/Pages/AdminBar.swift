/// The bar above every page of organisers: where one can go, who is signed in.
package struct AdminBar: Sendable {
    package var person: String
    /// For the button that signs out.
    package var token: String
    package var managesPeople: Bool
    package var readsTrail: Bool
    /// Whether contract records may be brought and published.
    package var keepsEvidence: Bool

    package init(
        person: String,
        token: String,
        managesPeople: Bool,
        readsTrail: Bool,
        keepsEvidence: Bool = false
    ) {
        self.person = person
        self.token = token
        self.managesPeople = managesPeople
        self.readsTrail = readsTrail
        self.keepsEvidence = keepsEvidence
    }
}
