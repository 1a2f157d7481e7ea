package import TransparencyLog

/// One entry of a petition's log: one line of UTF-8 text without line break.
///
/// What `init(parsing:)` reads, `bytes` prints back byte for byte. Grammar: docs/formats/entries.md.
package enum LogEntry: Hashable, Sendable {
    /// Entry 0, and only entry 0: the hash of the petition's document.
    case petition(documentHash: MerkleHash)
    /// A later version of the document, 2 or more; signatures after it bind to it.
    case text(version: Int, documentHash: MerkleHash)
    /// The hour of the entries after it; a moment is cut down to its hour.
    case hour(Moment)
    /// The day of the entries after it; a moment is cut down to its day.
    case day(Moment)
    case signedMail(commitment: MerkleHash)
    case signedOrganisation(commitment: MerkleHash)
    /// A sheet of paper with 1…1,000,000 lines.
    case signedPaper(sheetHash: MerkleHash, lines: Int)
    /// A Privacy Pass token of 354 bytes.
    case member(token: [UInt8])
    /// An earlier entry that counted no longer does; takes its whole weight.
    case removed(index: UInt64, reason: RemovalReason)
    /// Member tokens issued that day, 0 or more.
    case issued(Int)
    /// Hidden names are shown from here on.
    case reveal
    /// The signatory at an earlier index changed what the receipt says.
    case amended(index: UInt64, commitment: MerkleHash)
    /// A goal of signatures, 0 or more, and the hash of the document that sets it.
    case goal(Int, documentHash: MerkleHash)
    case opened
    case closed
    case delivered(documentHash: MerkleHash)
    case response(documentHash: MerkleHash)
    case audit(documentHash: MerkleHash)
    case note(documentHash: MerkleHash)

    /// The bytes of a member token (RFC 9578, token type 0x0002).
    package static let tokenByteCount = 354

    /// The most lines that one sheet can count.
    package static let sheetLineLimit = 1_000_000
}

extension LogEntry {
    /// The class of an entry that counts; nil for one that does not.
    package var signatureClass: SignatureClass? {
        switch self {
        case .signedMail: .mail
        case .signedOrganisation: .organisation
        case .signedPaper: .paper
        case .member: .member
        default: nil
        }
    }

    /// The hash of the public document that the entry names; nil where it names none.
    package var documentHash: MerkleHash? {
        switch self {
        case .petition(let hash), .text(_, let hash), .goal(_, let hash), .delivered(let hash), .response(let hash),
            .audit(let hash), .note(let hash):
            hash
        default: nil
        }
    }

    /// What the entry adds to the count: 1, the lines of a sheet, or 0 for an entry that does not count.
    package var weight: Int {
        if case .signedPaper(_, let lines) = self { return lines }
        return signatureClass == nil ? 0 : 1
    }

    /// The entry as the log holds it: UTF-8, no line break.
    package var bytes: [UInt8] {
        if case .member(let token) = self {
            precondition(token.count == Self.tokenByteCount)
            return Array("member ".utf8) + StrictBase64.encode(token)
        }
        return Array(line.utf8)
    }

    private var line: String {
        switch self {
        case .petition(let hash): "undersigned/v1 petition \(hash.base64)"
        case .text(let version, let hash): "text \(version) \(hash.base64)"
        case .hour(let moment): "hour \(CalendarDate(moment.hour).hourText)"
        case .day(let moment): "day \(CalendarDate(moment.day).dayText)"
        case .signedMail(let commitment): "signed mail \(commitment.base64)"
        case .signedOrganisation(let commitment): "signed org \(commitment.base64)"
        case .signedPaper(let hash, let lines): "signed paper \(hash.base64) \(lines)"
        case .member: ""  // `bytes` prints it: tokens are long, and need no text
        case .removed(let index, let reason): "removed \(index) \(reason.text)"
        case .issued(let count): "issued \(count)"
        case .reveal: "reveal"
        case .amended(let index, let commitment): "amended \(index) \(commitment.base64)"
        case .goal(let count, let hash): "goal \(count) \(hash.base64)"
        case .opened: "opened"
        case .closed: "closed"
        case .delivered(let hash): "delivered \(hash.base64)"
        case .response(let hash): "response \(hash.base64)"
        case .audit(let hash): "audit \(hash.base64)"
        case .note(let hash): "note \(hash.base64)"
        }
    }
}
