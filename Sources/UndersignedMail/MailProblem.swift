/// Why a mail cannot be written: names the part, never its content.
package enum MailProblem: Error, Hashable, Sendable {
    /// A line break, a NUL or another control character where only one line of text may stand.
    case forbiddenCharacter(Part)
    /// Not `local@domain` in the plain form that needs no quoting.
    case unusableAddress(Part)
    /// More than a header can carry.
    case tooLong(Part)

    /// The part of a mail that is meant.
    package enum Part: String, Sendable {
        case messageID = "Message-ID"
        case from = "From"
        case to = "To"
        case subject = "Subject"
        case language = "Content-Language"
        case envelopeSender = "envelope sender"
        case list = "List-Unsubscribe"
    }

    /// A line for the person who runs the site.
    package var reply: String {
        switch self {
        case .forbiddenCharacter(let part): "not written: a control character in \(part.rawValue)"
        case .unusableAddress(let part): "not written: unusable address in \(part.rawValue)"
        case .tooLong(let part): "not written: \(part.rawValue) is too long"
        }
    }
}
