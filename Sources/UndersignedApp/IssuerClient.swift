import Foundation
import UndersignedCore

/// An issuer of members' tokens gave no answer that can be read: no connection, too late, too long, another status.
package struct IssuerSilent: Error {
    package let what: String

    package init(what: String) {
        self.what = what
    }
}

/// The way to issuers of members' tokens that are not the site.
package protocol IssuerClient: Sendable {
    /// Asks how many tokens an issuer has signed.
    ///
    /// - Parameter address: Of its `members.json`.
    /// - Returns: The body of its answer, of at most 4 kB.
    /// - Throws: `IssuerSilent`, or `CancellationError` when the task is cancelled.
    func report(at address: String) async throws -> [UInt8]
}

/// `members.json`: what an issuer says of one letter (docs/formats/member-tokens.md).
package struct IssuerReport: Hashable, Sendable {
    /// How many tokens it has signed, told once a day and at least 20 at a time.
    package let issued: Int
    /// The key that it signs with, a SubjectPublicKeyInfo.
    package let key: [UInt8]

    /// More than there are people.
    private static let limit = 10_000_000_000

    package init(issued: Int, key: [UInt8]) {
        (self.issued, self.key) = (issued, key)
    }

    /// Reads an answer.
    ///
    /// - Throws: `IssuerSilent` for what is none.
    package init(parsing bytes: [UInt8]) throws(IssuerSilent) {
        struct Answer: Decodable {
            let issued: Int
            let key: String
        }
        guard let answer = try? JSONDecoder().decode(Answer.self, from: Data(bytes)),  // any fault is the same
            (0...Self.limit).contains(answer.issued), let key = StrictBase64.decode(Array(answer.key.utf8))
        else { throw IssuerSilent(what: "its answer does not read") }
        self.init(issued: answer.issued, key: key)
    }

    /// As it is answered.
    package var text: String {
        #"{"issued":\#(issued),"key":"\#(String(decoding: StrictBase64.encode(key), as: UTF8.self))"}"#
    }
}
