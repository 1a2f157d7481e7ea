/// Why a file is not read; nothing of it goes in.
package enum EvidenceRefusal: Error, Hashable, Sendable {
    /// A row, or a part of a document, is longer than anything is that was ever published.
    case endlessRow(line: Int)
    case openQuotation(line: Int)
    /// A table of another kind, which is not added to contracts.
    case otherKind(EvidenceKind)
    /// A table, or a document, of which these are not there.
    case missing([String])
    /// Two columns of one name, of which nobody here knows which is meant.
    case sameColumns([String])
    case empty
    /// Bytes are there, and all of them are zero.
    case blank
    /// The document breaks off or is damaged.
    case damaged(what: String, line: Int)
    /// A well-known document without records in it.
    case noRecords(what: String)
    /// What is added up does not fit into 64 bits.
    case endlessSum
    /// The very same file was begun anew while it was on its way in.
    case begunAgain
}

/// What a file holds, by its header or its first element.
package enum EvidenceKind: String, Sendable, CaseIterable {
    case usaspendingTransactions = "usaspending-transactions"
    case usaspendingAwards = "usaspending-awards"
    case usaspendingAssistance = "usaspending-assistance"
    case usaspendingSubawards = "usaspending-subawards"
    case fpdsAtom = "fpds-atom"
    case ocdsReleases = "ocds-releases"
    case ocdsRecords = "ocds-records"
    case unknown
}

extension EvidenceRefusal: CustomStringConvertible {
    /// What is wrong and what to do, in a sentence.
    package var description: String {
        switch self {
        case .endlessRow(let line):
            "the row in line \(line) does not end within \(SeparatedRows.longestRow >> 20) MiB: most likely a quotation mark "
                + "is missing there. Mend the file or download it again"
        case .openQuotation(let line):
            "a quotation mark in the row of line \(line) is never closed: the file breaks off. Download it again"
        case .otherKind(.usaspendingAssistance):
            "this holds grants and other assistance, not contracts; they are not added to contracts. Download the contracts "
                + "(prime awards) instead"
        case .otherKind(.usaspendingSubawards):
            "this holds subawards, whose money is in the awards above them already. Download the prime awards instead"
        case .otherKind(let kind): "this is a file of another kind (\(kind.rawValue))"
        case .missing(let names):
            "this is no table of contracts that is known here: \(names.joined(separator: "; ")). Where the names of the columns "
                + "are missing, write them into its first line, as another download of that kind has them"
        case .sameColumns(let names):
            "it has two columns of one name (\(names.joined(separator: ", "))), and which is meant nobody here knows. Take one "
                + "of them out, or rename it"
        case .empty: "the file is empty"
        case .blank:
            "the file has a length, but all that is in it is zeros, as where a download or a disk failed. Download it again"
        case .damaged(let what, let line): "the document is damaged in line \(line): \(what). Download it again"
        case .noRecords(let what): what
        case .endlessSum:
            "its amounts add up to more than 92 quadrillion: most likely one of them is wrong. The file is not published, and "
                + "what was shown of it goes again; look through its largest amounts"
        case .begunAgain:
            "the same file was brought once more in the meantime, which began anew; look for it in the list"
        }
    }
}

/// A row that does not go in, while the others do.
package struct RefusedRow: Error, Hashable, Sendable {
    /// Where it begins in its file.
    package let line: Int
    package let reason: String

    package init(line: Int, reason: String) {
        self.line = line
        self.reason = reason
    }
}
