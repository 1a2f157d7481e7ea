import UndersignedApp
import UndersignedCore

/// `count.json` (DESIGN 10).
struct CountText: Encodable {
    /// Kept a moment by all who pass it on, so that however many ask, few questions arrive; a stale one still says
    /// truly as of when it was.
    static let cache = "public, max-age=1, stale-while-revalidate=10, stale-if-error=86400"
    /// The same while the site works hard: asked for less often.
    static let patientCache = "public, max-age=10, stale-while-revalidate=60, stale-if-error=86400"

    enum CodingKeys: String, CodingKey {
        case slug, count, size, classes, removed
        case asOf = "as_of"
        case signatureCount = "signature_count"
    }

    let slug: Slug
    let count: Int
    /// The same number under the name that e-petitions gives it.
    let signatureCount: Int
    let size: UInt64
    let asOf: String
    let classes: ClassesText
    let removed: Int

    init(_ snapshot: PetitionSnapshot) {
        let counts = snapshot.counts
        slug = snapshot.petition.slug
        count = counts.total
        signatureCount = counts.total
        size = snapshot.size
        asOf = CalendarDate(snapshot.readAt).secondText
        classes = ClassesText(counts)
        removed = counts.removed
    }

    /// Names what the log says, not when it was read: as long as the log does not grow, nothing but `as_of` changes.
    static func tag(_ snapshot: PetitionSnapshot) -> String {
        "W/\"\(log(snapshot))-\(snapshot.size)\""
    }

    /// The tag in an `If-None-Match` of any number of this petition that was given out before; nil where there is none.
    static func knownTag(_ field: String?, _ snapshot: PetitionSnapshot) -> String? {
        guard let field, let start = field.firstRange(of: "\"\(log(snapshot))-")?.upperBound else { return nil }
        let size = field[start...].prefix { $0.isASCII && $0.isNumber }
        guard let size = UInt64(size), size <= snapshot.size else { return nil }
        return "W/\"\(log(snapshot))-\(size)\""
    }

    /// A log that carries on another one has the same sizes again, with other numbers.
    private static func log(_ snapshot: PetitionSnapshot) -> String {
        "\(snapshot.petition.id).\(snapshot.petition.log?.number ?? 0)"
    }
}

/// Counts by class, as every file for programs names them.
struct ClassesText: Encodable {
    let mail: Int
    let org: Int
    let member: Int
    let paper: Int

    init(_ counts: Counts) {
        (mail, org, member, paper) = (counts.mail, counts.org, counts.member, counts.paper)
    }
}
