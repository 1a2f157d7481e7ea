/// A sentence of a campaign, and what it rests on.
package struct Claim: Hashable, Sendable {
    /// Counts from 1 within the campaign, and stands in the claim's address.
    package var number: Int
    /// The version that stands; of a draft, what was saved last.
    package var version: ClaimVersion
    /// When it was published first; nil for a draft.
    package var publishedAt: Moment?
    /// Nil for one that stands.
    package var withdrawal: Withdrawal?

    package init(number: Int, version: ClaimVersion, publishedAt: Moment?, withdrawal: Withdrawal?) {
        (self.number, self.version) = (number, version)
        (self.publishedAt, self.withdrawal) = (publishedAt, withdrawal)
    }

    /// That a claim does not stand any more.
    package struct Withdrawal: Hashable, Sendable {
        package let at: Moment
        /// As the page says it.
        package let reason: String

        package init(at: Moment, reason: String) {
            (self.at, self.reason) = (at, reason)
        }
    }

    /// What can be done with it.
    package enum State: String, Hashable, Sendable {
        case draft, published, withdrawn
    }

    package var state: State {
        guard publishedAt != nil else { return .draft }
        return withdrawal == nil ? .published : .withdrawn
    }

    /// When the version that stands took the place of one that was public before; nil where none was.
    package var correctedAt: Moment? { version.note == nil ? nil : version.shownAt }

    /// Why something was not done with a claim.
    package enum Refusal: Error, Hashable, Sendable {
        /// Another version stands than the one that was seen.
        case changed
        /// It was published before.
        case published
        /// It is a draft, which nobody sees.
        case draft
        /// It was withdrawn, and stays so.
        case withdrawn
        /// It rests on nothing.
        case noSource
        /// A record that it rests on is in no published file.
        case unpublishedRecord(String)
        /// The address of a record is another site's.
        case foreignRecord(String)
        /// A source is there twice.
        case sameSource
        /// Its data or a document are of a day that is still to come.
        case dayAhead
    }
}

/// One version of a claim: a correction makes a further one.
package struct ClaimVersion: Hashable, Sendable {
    /// Counts from 1 within the claim.
    package var number: Int
    package var text: ClaimText
    /// What was corrected, and why; nil for the first one.
    package var note: String?
    package var savedAt: Moment
    /// Since when it was public; nil for one that never was.
    package var shownAt: Moment?

    package init(number: Int, text: ClaimText, note: String?, savedAt: Moment, shownAt: Moment?) {
        (self.number, self.text, self.note) = (number, text, note)
        (self.savedAt, self.shownAt) = (savedAt, shownAt)
    }
}

/// What a claim says, and on what grounds.
package struct ClaimText: Hashable, Sendable, Codable {
    package var sentence: String
    package var figure: ClaimFigure?
    /// The day of the data it rests on, as in `2018-05-04`; never nil where there is a figure.
    package var asOf: String?
    /// Targets of the campaign that it is about.
    package var targets: [Slug]
    /// Demands of the campaign that it is about, in their words.
    package var demands: [String]
    /// Petitions of the campaign that it is about.
    package var petitions: [Slug]
    /// Records first, then documents.
    package private(set) var sources: [ClaimSource]

    package init(
        sentence: String,
        figure: ClaimFigure? = nil,
        asOf: String? = nil,
        targets: [Slug] = [],
        demands: [String] = [],
        petitions: [Slug] = [],
        records: [ClaimRecord] = [],
        documents: [ClaimDocument] = []
    ) {
        (self.sentence, self.figure, self.asOf) = (sentence, figure, asOf)
        (self.targets, self.demands, self.petitions) = (targets, demands, petitions)
        sources = records.map(ClaimSource.record) + documents.map(ClaimSource.document)
    }

    package var records: [ClaimRecord] {
        get { sources.compactMap { if case .record(let record) = $0 { record } else { nil } } }
        set { sources = newValue.map(ClaimSource.record) + documents.map(ClaimSource.document) }
    }

    package var documents: [ClaimDocument] {
        get { sources.compactMap { if case .document(let document) = $0 { document } else { nil } } }
        set { sources = records.map(ClaimSource.record) + newValue.map(ClaimSource.document) }
    }

    /// Whether one source is there twice, a publication also with two copies of it.
    package var repeatsSource: Bool {
        Set(records).count < records.count || Set(documents.map(\.publication)).count < documents.count
    }
}

/// A sum of money that says what it is.
package struct ClaimFigure: Hashable, Sendable, Codable {
    /// The three kinds of amounts of public contracts, under the names that records give them.
    package enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        case obligated
        case currentValue = "current_value"
        case potentialValue = "potential_value"
    }

    /// Hundredths of the currency's unit.
    package var cents: Int64
    /// Three letters (ISO 4217), as in `USD`.
    package var currency: String
    package var kind: Kind

    package init(cents: Int64, currency: String, kind: Kind) {
        (self.cents, self.currency, self.kind) = (cents, currency, kind)
    }
}

/// What a claim rests on.
package enum ClaimSource: Hashable, Sendable, Codable {
    /// A public contract record that the site keeps.
    case record(ClaimRecord)
    /// A document or an article.
    case document(ClaimDocument)

    private enum CodingKeys: String, CodingKey {
        case record, document
    }

    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        if let record = try values.decodeIfPresent(ClaimRecord.self, forKey: .record) {
            self = .record(record)
        } else {
            self = .document(try values.decode(ClaimDocument.self, forKey: .document))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .record(let record): try values.encode(record, forKey: .record)
        case .document(let document): try values.encode(document, forKey: .document)
        }
    }
}

/// An award or one modification of it, by the identifiers under which it is published.
package struct ClaimRecord: Hashable, Sendable, Codable {
    package var award: String
    /// Nil for the award as a whole.
    package var modification: String?

    package init(award: String, modification: String? = nil) {
        (self.award, self.modification) = (award, modification)
    }
}

extension ClaimRecord {
    /// As people read it: the award, and the modification where one is meant.
    package var text: String { ([award] + [modification].compactMap(\.self)).joined(separator: " | ") }

    /// The identifier in the address of an award's page at USAspending.gov; nil for what is no such address.
    package var publishersIdentifier: String? {
        let parts = award.split(separator: "/", maxSplits: 4, omittingEmptySubsequences: false)
        guard parts.count == 5, ["https:", "http:"].contains(parts[0].lowercased()), parts[1].isEmpty,
            ["www.usaspending.gov", "usaspending.gov"].contains(parts[2].lowercased()), parts[3] == "award"
        else { return nil }
        let identifier = parts[4].prefix { !"/?#".contains($0) }
        return identifier.isEmpty ? nil : String(identifier)
    }

    /// - Parameter site: Our address, without trailing slash.
    /// - Returns: Whether an address was typed that is of no award's page on this site or at the publisher's.
    package func isForeign(to site: String) -> Bool {
        guard award.contains("://") || award.hasPrefix("//") || award.contains("/evidence/awards/") else {
            return false
        }
        return publishersIdentifier == nil
            && !["/evidence/awards/", "\(site)/evidence/awards/"].contains { award.hasPrefix($0) }
    }
}

/// A publication, and the copy of it that was put away.
package struct ClaimDocument: Hashable, Sendable, Codable {
    package var title: String
    package var publisher: String
    /// As in `2018-06-20`.
    package var date: String?
    /// Begins with https:// or http://.
    package var url: String?
    /// SHA-256 of the archived copy: 64 digits, lower case.
    package var sha256: String?
    /// Under which terms the copy may be shown.
    package var licence: String?

    package init(
        title: String,
        publisher: String,
        date: String? = nil,
        url: String? = nil,
        sha256: String? = nil,
        licence: String? = nil
    ) {
        (self.title, self.publisher, self.date) = (title, publisher, date)
        (self.url, self.sha256, self.licence) = (url, sha256, licence)
    }

    /// The same without its copy: two sources of one publication differ in nothing else.
    package var publication: ClaimDocument {
        ClaimDocument(title: title, publisher: publisher, date: date, url: url)
    }
}
