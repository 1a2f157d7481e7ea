package import MemberTokens
package import TransparencyLog
package import UndersignedCore

/// The first wrong thing that an audit found.
package struct LogAuditProblem: Error, Hashable, Sendable {
    /// Where it was found.
    package enum Place: Hashable, Sendable {
        /// A file below the log's address.
        case file(String)
        /// An entry, and the bundle that holds it.
        case entry(UInt64, file: String)
    }

    /// What is wrong there.
    package enum Fault: Hashable, Sendable {
        /// The source has no such file, though a log of the stated size must have it.
        case missing
        /// The file does not read; the detail is the format's.
        case malformed(String)
        /// The checkpoint is not one of this log by this key.
        case notProven(String)
        case wrongLength(expected: Int, found: Int)
        /// A tile that does not follow from the entries: its first wrong hash.
        case wrongHash(position: Int)
        /// The entry is not the one that the checkpoint commits to.
        case notCommitted
        case malformedEntry(MalformedEntry)
        case againstRules(RecountProblem)
        /// The token of a `member` entry is not one that the petition's issuer signed for it.
        case memberToken(MemberToken.Problem)
        /// A published number is not the one of the log.
        case otherNumber(name: String, published: Int, recounted: Int)
        /// The document is not the one that entry 0 names.
        case otherDocument(computed: MerkleHash)
        /// The document names another log.
        case otherOrigin(String)
    }

    package let place: Place
    package let fault: Fault

    package init(_ place: Place, _ fault: Fault) {
        self.place = place
        self.fault = fault
    }
}

extension LogAuditProblem: CustomStringConvertible {
    /// One line in plain English, the place first.
    package var description: String {
        switch place {
        case .file("checkpoint") where fault == .missing:
            "checkpoint: there is none here: a log that is closed answers so; give the petition's address instead"
        case .file("document.json") where fault == .missing:
            "document.json: there is none: no petition is published at this address; look at its spelling"
        case .file(let path): "\(path): \(fault)"
        case .entry(let index, let path): "entry \(index) (in \(path)): \(fault)"
        }
    }
}

extension LogAuditProblem.Fault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .missing: "there is no such file, and a log of this size must have it"
        case .malformed(let detail): "does not read: \(detail)"
        case .notProven(let detail): "is not a checkpoint of this log by this key: \(detail)"
        case .wrongLength(let expected, let found): "has \(found) bytes instead of \(expected)"
        case .wrongHash(let position): "hash \(position) does not follow from the entries"
        case .notCommitted: "is not the entry that the checkpoint commits to"
        case .malformedEntry(.unknownVerb): "begins with a verb that this version of the grammar does not have"
        case .malformedEntry(.wrongFields(let verb)): "‘\(verb)’ is not followed by what the grammar asks for"
        case .againstRules(let problem): Self.text(of: problem)
        case .memberToken(let problem): Self.text(of: problem)
        case .otherNumber(let name, let published, let recounted):
            "says \(published) for \(name), and the log counts \(recounted)"
        case .otherDocument(let computed): "has the hash \(computed), which is not the one in entry 0"
        case .otherOrigin(let origin): "names another log, \(origin)"
        }
    }

    private static func text(of problem: RecountProblem) -> String {
        switch problem {
        case .noPetitionFirst: "entry 0 must be ‘petition’"
        case .secondPetition: "‘petition’ may only be entry 0"
        case .notNext(let expected): "entry \(expected) was due here"
        case .clockWentBack: "the hour or day is not later than the mark before it"
        case .mixedClocks: "a log marks hours or days, not both"
        case .beforeFirstMark: "counts before the first hour or day was marked"
        case .wrongTextVersion(let expected): "version \(expected) of the text was due here"
        case .notEarlier(let index): "names entry \(index), which is not before it"
        case .notCounting(let index): "names entry \(index), which does not count"
        case .alreadyRemoved(let index): "names entry \(index), which was already removed"
        case .repeatedToken: "the member token was already used"
        }
    }

    private static func text(of problem: MemberToken.Problem) -> String {
        switch problem {
        case .wrongLength(let count): "the member token has \(count) bytes instead of \(MemberToken.byteCount)"
        case .notBase64: "the member token is no base64"
        case .otherType(let type): "the member token is of type \(type), which the petition does not take"
        case .otherPetition: "the member token is for another petition or issuer"
        case .otherKey: "the member token is for another key than the petition's issuer has"
        case .notSigned: "the issuer did not sign the member token"
        }
    }
}
