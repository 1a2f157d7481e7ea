/// How many signatures stand, by class, after removals.
package struct Counts: Hashable, Sendable, Codable {
    package var mail: Int
    package var org: Int
    package var member: Int
    package var paper: Int
    /// The weight that removals took away, over all classes.
    package var removed: Int

    package init(mail: Int = 0, org: Int = 0, member: Int = 0, paper: Int = 0, removed: Int = 0) {
        self.mail = mail
        self.org = org
        self.member = member
        self.paper = paper
        self.removed = removed
    }

    /// The number shown: the sum of the classes.
    package var total: Int { mail + org + member + paper }

    /// The count of one class, after removals.
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

    /// Counts an entry of a class.
    package mutating func count(_ weight: Int, as signatureClass: SignatureClass) {
        self[signatureClass] += weight
    }

    /// Takes the whole weight of an entry away again.
    package mutating func remove(_ weight: Int, from signatureClass: SignatureClass) {
        self[signatureClass] -= weight
        removed += weight
    }
}
