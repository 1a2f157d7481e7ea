import Foundation
import MemberTokens
package import TransparencyLog
import UndersignedCore

extension LogAudit {
    /// The numbers that a petition's `count.json` shows.
    package struct PublishedCount: Hashable, Sendable {
        package let size: UInt64
        private let count: Int
        private let classes: [SignatureClass: Int]
        private let removed: Int

        /// Reads `count.json`.
        ///
        /// - Parameter bytes: A JSON object with at least `count`, `size`, `classes` and `removed`.
        /// - Throws: `LogAuditProblem` when one of them is missing or no number.
        package init(parsing bytes: [UInt8]) throws(LogAuditProblem) {
            struct Numbers: Decodable {
                let count: Int
                let size: UInt64
                let classes: [String: Int]
                let removed: Int
            }
            do {
                let numbers = try JSONDecoder().decode(Numbers.self, from: Data(bytes))
                size = numbers.size
                count = numbers.count
                removed = numbers.removed
                classes = Dictionary(
                    uniqueKeysWithValues: SignatureClass.allCases.map { ($0, numbers.classes[$0.rawValue] ?? 0) }
                )
            } catch {
                throw LogAuditProblem(.file("count.json"), .malformed("not the numbers of a petition"))
            }
        }

        /// Compares the numbers with those of the log at the same size; of another size, nothing is compared.
        ///
        /// - Parameter report: What the log says.
        /// - Throws: `LogAuditProblem` for the first number that differs.
        package func check(against report: Report) throws(LogAuditProblem) {
            guard size == report.size else { return }
            let counts = report.counts
            var numbers = [("count", count, counts.total), ("removed", removed, counts.removed)]
            numbers += SignatureClass.allCases.map { ($0.rawValue, classes[$0] ?? 0, counts[$0]) }
            for (name, published, recounted) in numbers where published != recounted {
                throw LogAuditProblem(
                    .file("count.json"),
                    .otherNumber(name: name, published: published, recounted: recounted)
                )
            }
        }
    }

    /// A petition's `document.json`: names the log and its key, and is itself named by entry 0.
    package struct PublishedDocument: Hashable, Sendable {
        package let origin: String
        package let key: NoteVerifierKey
        /// Who signs the tokens of members; nil where the document names no issuer.
        package let members: Members?
        private let hash: MerkleHash

        /// Reads `document.json`.
        ///
        /// - Parameter bytes: A JSON object with at least `log.origin` and `log.vkey`; where it has `members.issuer`, with
        ///   `name` and `key` in that.
        /// - Throws: `LogAuditProblem` when one of them is missing or does not read.
        package init(parsing bytes: [UInt8]) throws(LogAuditProblem) {
            let document: Document
            do {
                document = try JSONDecoder().decode(Document.self, from: Data(bytes))
                origin = document.log.origin
                key = try NoteVerifierKey(document.log.vkey)
            } catch {
                throw LogAuditProblem(.file("document.json"), .malformed("does not name the log and its key"))
            }
            guard let hash = MerkleHash(bytes.sha256) else {
                preconditionFailure("SHA-256 gives 32 bytes")
            }
            self.hash = hash
            members = try document.members?.issuer?.members(documentHash: hash)
        }

        /// Whether an entry 0 names this document.
        package func isNamed(by entry: [UInt8]) -> Bool { entry == LogEntry.petition(documentHash: hash).bytes }

        /// What is wrong where entry 0 names another document.
        package var otherDocument: LogAuditProblem {
            LogAuditProblem(.file("document.json"), .otherDocument(computed: hash))
        }

        /// Checks that this is the document that the petition began with.
        ///
        /// - Parameter report: What the log says.
        /// - Throws: `LogAuditProblem` when entry 0 names another document, or the document another log.
        package func check(against report: Report) throws(LogAuditProblem) {
            let place = LogAuditProblem.Place.file("document.json")
            guard origin == report.origin else { throw LogAuditProblem(place, .otherOrigin(origin)) }
            guard hash == report.documentHash else { throw LogAuditProblem(place, .otherDocument(computed: hash)) }
        }
    }
}

/// What an audit reads of a petition's document.
private struct Document: Decodable {
    struct Log: Decodable {
        let origin: String
        let vkey: String
    }

    struct Members: Decodable {
        let issuer: Issuer?
    }

    struct Issuer: Decodable {
        let name: String
        let key: String
        let context: String?

        func members(documentHash: MerkleHash) throws(LogAuditProblem) -> LogAudit.Members {
            let place = LogAuditProblem.Place.file("document.json")
            let issuerKey: IssuerPublicKey
            do {
                issuerKey = try IssuerPublicKey(base64: key)
            } catch {
                throw LogAuditProblem(place, .malformed("the issuer of its members has no key as RFC 9578 says"))
            }
            let context = context.map { StrictBase64.decode(Array($0.utf8)) ?? [] }
            guard context?.count ?? 32 == 32 else {
                throw LogAuditProblem(place, .malformed("the issuer of its members has a context that is no hash"))
            }
            let members = LogAudit.Members(
                issuerName: name,
                issuerKey: issuerKey,
                documentHash: documentHash,
                context: context
            )
            guard let members else {
                throw LogAuditProblem(place, .malformed("the issuer of its members has a name that is not ASCII"))
            }
            return members
        }
    }

    let log: Log
    let members: Members?
}
