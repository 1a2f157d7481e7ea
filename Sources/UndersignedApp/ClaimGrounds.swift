package import UndersignedCore
import UndersignedDatabase
package import UndersignedEvidence
import UndersignedStore

/// A contract record that a claim rests on, as it is published now.
package struct ClaimGround: Hashable, Sendable {
    /// Its page is `/evidence/awards/{id}`.
    package let awardID: Int64
    /// Where its publisher shows it for good; nil where that is not known.
    package let link: String?
    /// As in `2018-05-04`; nil for an award as a whole.
    package let day: String?
    /// Nil where they are in several currencies.
    package let amounts: Amounts?
    package let files: [File]

    /// A published file that has it.
    package struct File: Hashable, Sendable {
        package let name: String
        /// SHA-256, 32 bytes.
        package let hash: [UInt8]

        package init(name: String, hash: [UInt8]) {
            (self.name, self.hash) = (name, hash)
        }
    }

    package init(awardID: Int64, link: String?, day: String?, amounts: Amounts?, files: [File]) {
        (self.awardID, self.link, self.day) = (awardID, link, day)
        (self.amounts, self.files) = (amounts, files)
    }
}

extension ClaimGround {
    /// What it states of one kind of amount; nil where it states none, or several currencies.
    package func stated(_ kind: ClaimFigure.Kind) -> ClaimFigure? {
        guard let amounts else { return nil }
        let amount =
            switch kind {
            case .obligated: amounts.obligated
            case .currentValue: amounts.currentValue
            case .potentialValue: amounts.potentialValue
            }
        return amount.map { ClaimFigure(cents: $0.cents, currency: amounts.currency.text, kind: kind) }
    }
}

/// Looks the records up that claims name.
struct ClaimGrounds {
    /// An award is told by so many files at most on a claim's page.
    private static let fileLimit = 5

    let transaction: any Transaction
    /// The site's address, without trailing slash.
    let site: String

    /// What is published of a record; nil where nothing is.
    func ground(of record: ClaimRecord) throws -> ClaimGround? {
        guard let award = try transaction.evidenceAward(identifier: record.award), award.recordCount > 0 else {
            return nil
        }
        guard let modification = record.modification else {
            return ClaimGround(
                awardID: award.id,
                link: award.identifier.permanentLink,
                day: nil,
                amounts: award.amounts,
                files: try transaction.evidenceFiles(ofAward: award.id, limit: Self.fileLimit).map(Self.file)
            )
        }
        guard let row = try transaction.evidenceRecord(ofAward: award.id, modification: modification) else {
            return nil
        }
        return ClaimGround(
            awardID: award.id,
            link: row.record.award.permanentLink ?? row.record.permanentLink,
            day: row.record.actionDate?.text,
            amounts: row.record.amounts,
            files: try [transaction.evidenceFile(row.fileID)].compactMap(\.self).map(Self.file)
        )
    }

    /// The record that states another amount than a text that rests on it alone; nil where there is none.
    ///
    /// A claim may be right all the same, as a sum or a share: this is for people to look at.
    ///
    /// - Throws: A fault of the database.
    func contradicting(_ text: ClaimText) throws -> ClaimGround? {
        guard let figure = text.figure, text.sources.count == 1, let record = text.records.first,
            let ground = try ground(of: resolved(record))
        else { return nil }
        return ground.stated(figure.kind) == figure ? nil : ground
    }

    /// The record by its published identifier, where somebody typed the address of its page or a contract number alone.
    ///
    /// - Parameter record: As typed.
    /// - Returns: The same where it is not known: its file may be imported later.
    /// - Throws: A fault of the database.
    func resolved(_ record: ClaimRecord) throws -> ClaimRecord {
        var resolved = record
        let pages = ["\(site)/evidence/awards/", "/evidence/awards/"]
        if let page = pages.first(where: { record.award.hasPrefix($0) }) {
            let name = record.award.dropFirst(page.count).prefix { $0 != "/" && $0 != "?" && $0 != "#" }
            if let id = Int64(name), let award = try transaction.evidenceAward(id) {
                resolved.award = award.identifier.text
            }
        } else if let identifier = record.publishersIdentifier {
            resolved.award = identifier
        } else if record.award.utf8.allSatisfy(Self.isOfNumber) {
            let found = try transaction.evidenceIdentifiers(ofContract: record.award.uppercased(), limit: 2)
            if found.count == 1 { resolved.award = found[0] }
        }
        return resolved
    }

    private static func isOfNumber(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF)
    }

    private static func file(_ row: EvidenceFileRow) -> ClaimGround.File {
        ClaimGround.File(name: row.name, hash: row.hash)
    }
}

extension ClaimGrounds {
    /// The first record of a claim that is in no published file; nil where all are.
    func unpublished(_ text: ClaimText) throws -> ClaimRecord? {
        try text.records.first { try ground(of: $0) == nil }
    }
}
