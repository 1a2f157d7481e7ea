/// A claim as an organiser types it; lists hold one thing a line, its parts between `|`.
package struct ClaimForm: Hashable, Sendable {
    /// More would bury the reader.
    package static let sourceLimit = 20

    package var sentence = ""
    package var amount = ""
    package var currency = ""
    /// Empty for no amount.
    package var kind = ""
    package var asOf = ""
    /// `award | modification`.
    package var records = ""
    /// `title | publisher | date | address | SHA-256 of the archived copy | licence`.
    package var documents = ""
    /// What is ticked, by its short name.
    package var targets: Set<String> = []
    /// By its words.
    package var demands: Set<String> = []
    package var petitions: Set<String> = []
    /// What a correction corrects.
    package var note = ""

    package init() {}

    /// The form of a claim that is there.
    package init(_ text: ClaimText) {
        sentence = text.sentence
        if let figure = text.figure {
            (amount, currency) = (WrittenMoney.text(cents: figure.cents), figure.currency)
            kind = figure.kind.rawValue
        }
        asOf = text.asOf ?? ""
        records = text.records.map { record in
            WrittenLine.text([record.award] + [record.modification].compactMap(\.self))
        }.joined(separator: "\n")
        documents = text.documents.map { document in
            let parts = [document.date, document.url, document.sha256, document.licence].map { $0 ?? "" }
            let last = parts.lastIndex { !$0.isEmpty }.map { $0 + 1 } ?? 0
            return WrittenLine.text([document.title, document.publisher] + parts.prefix(last))
        }.joined(separator: "\n")
        (targets, petitions) = (Set(text.targets.map(\.text)), Set(text.petitions.map(\.text)))
        demands = Set(text.demands)
    }

    /// What may be ticked.
    package struct Ground: Sendable {
        package var campaign: Campaign
        package var petitions: [Slug]
        /// The site's address, without trailing slash: an address of a record is of this site, or of its publisher.
        package var site: String
        /// What day it is, as in `2018-05-04`; nil where nobody asks.
        package var today: String?

        package init(campaign: Campaign, petitions: [Slug], site: String, today: String? = nil) {
            (self.campaign, self.petitions, self.site, self.today) = (campaign, petitions, site, today)
        }
    }

    /// The claim that the form describes.
    ///
    /// - Parameters:
    ///   - ground: The campaign it is of.
    ///   - isCorrection: Whether it takes the place of one that is public: then it needs a source, and a word on why.
    /// - Returns: What it says, and the note of a correction.
    /// - Throws: All problems at once, in the form's order.
    package func checked(
        _ ground: Ground,
        isCorrection: Bool
    ) throws(WritingProblems) -> (text: ClaimText, note: String?) {
        var form = WrittenForm()
        let sentence = form.line("sentence", sentence, limit: WrittenForm.summaryLimit)
        let figure = readFigure(&form)
        let day = form.date("as-of", asOf.trimmed)
        if figure != nil, asOf.trimmed.isEmpty { form.note("as-of", .claim(.dayOfAmount)) }
        if let day, let today = ground.today, day > today { form.note("as-of", .claim(.dayAhead)) }
        let (records, documents) = (readRecords(&form, of: ground.site), readDocuments(&form, ground.today))
        let isBare = records.isEmpty && documents.isEmpty
        if isCorrection, isBare, form.problems.allSatisfy({ !["records", "documents"].contains($0.field) }) {
            form.note("documents", .claim(.noSource))
        }
        if records.count + documents.count > Self.sourceLimit {
            form.note("documents", .claim(.tooManySources(limit: Self.sourceLimit)))
        }
        let note = isCorrection ? form.line("note", note, limit: WrittenForm.summaryLimit) : nil
        guard form.problems.isEmpty else { throw WritingProblems(form.problems) }
        let text = ClaimText(
            sentence: sentence,
            figure: figure,
            asOf: day,
            targets: ground.campaign.targets.map(\.id).filter { targets.contains($0.text) },
            demands: ground.campaign.demands.filter(demands.contains),
            petitions: ground.petitions.filter { petitions.contains($0.text) },
            records: records,
            documents: documents
        )
        return (text, note)
    }

    /// An amount says what it is: its currency and its kind; without an amount there is neither.
    private func readFigure(_ form: inout WrittenForm) -> ClaimFigure? {
        let (amount, currency) = (amount.trimmed, currency.trimmed)
        guard !amount.isEmpty else {
            if !currency.isEmpty || !kind.isEmpty { form.note("amount", .claim(.noAmount)) }
            return nil
        }
        let cents = WrittenMoney.cents(amount)
        if cents == nil { form.note("amount", .claim(.amount)) }
        let isCurrency = currency.utf8.count == 3 && currency.utf8.allSatisfy { (0x41...0x5A).contains($0 & 0xDF) }
        if !isCurrency { form.note("currency", .claim(.currency)) }
        let kind = ClaimFigure.Kind(rawValue: kind)
        if kind == nil { form.note("kind", .claim(.kind)) }
        guard let cents, isCurrency, let kind else { return nil }
        return ClaimFigure(cents: cents, currency: currency.uppercased(), kind: kind)
    }

    private func readRecords(_ form: inout WrittenForm, of site: String) -> [ClaimRecord] {
        var lines: [ClaimRecord: Int] = [:]
        return form.lines("records", records, parts: 2).map { number, parts in
            let record = ClaimRecord(award: parts[0], modification: parts[1].isEmpty ? nil : parts[1])
            if record.award.isEmpty {
                form.note("records", line: number, .claim(.noAward))
            } else if record.isForeign(to: site) {
                form.note("records", line: number, .claim(.foreignRecord))
            } else if let first = lines.updateValue(number, forKey: record) {
                form.note("records", line: number, .claim(.sameLine(first)))
            }
            return record
        }
    }

    private func readDocuments(_ form: inout WrittenForm, _ today: String?) -> [ClaimDocument] {
        // By what was typed: a date that is none tells two lines apart as well.
        var lines: [[String]: Int] = [:]
        return form.lines("documents", documents, parts: 6).map { number, parts in
            // A source without a publisher can't be judged.
            if parts[0].isEmpty || parts[1].isEmpty { form.note("documents", line: number, .claim(.document)) }
            let hash = parts[4].lowercased()
            if !hash.isEmpty, Hexadecimal.decode(hash)?.count != 32 {
                form.note("documents", line: number, .claim(.hash))
            }
            let document = ClaimDocument(
                title: parts[0],
                publisher: parts[1],
                date: form.date("documents", line: number, parts[2]),
                url: form.address("documents", line: number, parts[3]),
                sha256: hash.isEmpty ? nil : hash,
                licence: parts[5].isEmpty ? nil : parts[5]
            )
            if let date = document.date, let today, date > today {
                form.note("documents", line: number, .claim(.dayAhead))
            }
            if !document.title.isEmpty, let first = lines.updateValue(number, forKey: Array(parts[..<4])) {
                form.note("documents", line: number, .claim(.sameLine(first)))
            }
            return document
        }
    }
}

/// What is wrong with a claim, besides what can be wrong with any text.
package enum ClaimProblem: Hashable, Sendable {
    /// No number with two decimals at most.
    case amount
    /// A currency or a kind, and no amount.
    case noAmount
    case currency
    /// An amount that does not say what it is.
    case kind
    /// An amount without the day of its data.
    case dayOfAmount
    case noSource
    /// No title, or no publisher.
    case document
    /// No SHA-256 in hexadecimal digits.
    case hash
    case tooManySources(limit: Int)
    /// Data, or a document, of a day that is still to come.
    case dayAhead
    /// A line of a record that begins with `|`.
    case noAward
    /// An address of another site than this one and the publisher of records.
    case foreignRecord
    /// The source stands in this line already.
    case sameLine(Int)
    /// Two lines name one record in two ways.
    case sameRecord
}

extension String {
    fileprivate var trimmed: String {
        let start = drop { $0.isWhitespace }
        return String(start.prefix(start.count - start.reversed().prefix { $0.isWhitespace }.count))
    }
}

extension ClaimForm {
    /// Why a claim is withdrawn, or what a correction says: one line.
    package static func reason(_ typed: String) throws(WritingProblems) -> String {
        var form = WrittenForm()
        let reason = form.line("reason", typed, limit: WrittenForm.summaryLimit)
        guard form.problems.isEmpty else { throw WritingProblems(form.problems) }
        return reason
    }
}
