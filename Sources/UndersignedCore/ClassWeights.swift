/// How much of each class was counted, or taken out.
package struct ClassWeights: Hashable, Sendable {
    package var mail: Int
    package var org: Int
    package var member: Int
    package var paper: Int

    package init(mail: Int = 0, org: Int = 0, member: Int = 0, paper: Int = 0) {
        self.mail = mail
        self.org = org
        self.member = member
        self.paper = paper
    }

    package var total: Int { mail + org + member + paper }

    package subscript(signatureClass: SignatureClass) -> Int {
        get {
            switch signatureClass {
            case .mail: mail
            case .organisation: org
            case .member: member
            case .paper: paper
            }
        }
        set {
            switch signatureClass {
            case .mail: mail = newValue
            case .organisation: org = newValue
            case .member: member = newValue
            case .paper: paper = newValue
            }
        }
    }
}
