import Foundation
import UndersignedCore
import UndersignedDatabase
import UndersignedEvidence
import UndersignedStore

/// What anyone may read of contract records: those of published files, by an index or from sums that are kept.
package struct DossierReading: Sendable {
    /// The front page of evidence.
    package struct Overview: Hashable, Sendable {
        package let files: [Dossier.File]
        /// What each agency obligated over all years.
        package let agencies: [Agency]
        /// Those with the largest obligations in each currency.
        package let awards: [Dossier.Award]
        /// Who bought most from whom, in the currencies and classes with most records.
        package var flows: [DossierFlow] = []

        /// An agency and what it obligated in one currency, of one class of award.
        package struct Agency: Hashable, Sendable {
            package let name: Dossier.Name
            package let sum: Dossier.Sum

            package init(name: Dossier.Name, sum: Dossier.Sum) {
                (self.name, self.sum) = (name, sum)
            }
        }

        package init(files: [Dossier.File], agencies: [Agency], awards: [Dossier.Award]) {
            (self.files, self.agencies, self.awards) = (files, agencies, awards)
        }
    }

    let site: Site

    package init(site: Site) {
        self.site = site
    }

    /// Whether there is anything to read.
    ///
    /// - Throws: A fault of the database.
    package func isThereAny() async throws -> Bool {
        try await site.database.read { try $0.hasPublishedEvidence() }
    }

    /// The published files, the newest first.
    ///
    /// - Throws: A fault of the database.
    package func files() async throws -> [Dossier.File] {
        try await site.database.read { transaction in
            try transaction.evidenceFiles().filter(\.isSeen).map { try Dossier.File($0) }
        }
    }

    /// The published files, what each agency obligated, and the largest awards.
    ///
    /// - Parameter limit: The most awards.
    /// - Returns: No agencies and awards where nothing is published.
    /// - Throws: A fault of the database.
    package func overview(limit: Int) async throws -> Overview {
        try await site.database.read { transaction in
            let agencies = try transaction.evidenceAgencySums()
            let currencies = Set(agencies.map(\.sum.currency)).sorted()
            var names = DossierNames(transaction)
            let share = max(1, limit / max(1, currencies.count))
            var overview = Overview(
                files: try transaction.evidenceFiles().filter(\.isSeen).map(Dossier.File.init),
                agencies: agencies.map {
                    Overview.Agency(
                        name: Dossier.Name(id: $0.agencyID, name: DossierNames.name($0.buyer)),
                        sum: Dossier.Sum($0.sum)
                    )
                },
                awards: try currencies.prefix(limit).flatMap { currency in
                    try transaction.evidenceAwards(in: currency, limit: share).map { try Self.award($0, &names) }
                }
            )
            for total in try transaction.evidenceTotals().sorted(by: { $0.recordCount > $1.recordCount })
            where overview.flows.count < 2 {
                if let flow = try DossierFlow.largest(total, transaction, &names) { overview.flows.append(flow) }
            }
            return overview
        }
    }

    /// One who sells or buys, with what is published of it; nil where nothing is.
    ///
    /// - Parameters:
    ///   - id: Its number.
    ///   - side: Which of the two.
    ///   - limit: The most awards.
    /// - Returns: Its sums and its largest awards.
    /// - Throws: A fault of the database.
    package func party(_ id: Int64, _ side: Dossier.Side, limit: Int) async throws -> Dossier.Party? {
        try await site.database.read { transaction in
            let sums: [EvidenceSum]
            let awards: [EvidenceAward]
            let found: (name: String, identity: String?)?
            switch side {
            case .suppliers:
                sums = try transaction.evidenceSums(.supplier(id))
                awards = try transaction.evidenceAwards(ofSupplier: id, limit: limit)
                found = try transaction.evidenceSupplier(id).map { ($0.name, Self.published($0.identity)) }
            case .agencies:
                sums = try transaction.evidenceSums(.agency(id))
                awards = try transaction.evidenceAwards(ofAgency: id, limit: limit)
                found = try transaction.evidenceAgency(id).map { (DossierNames.name($0), nil) }
            }
            var names = DossierNames(transaction)
            guard let found, !sums.isEmpty || !awards.isEmpty else { return nil }
            var party = Dossier.Party(
                name: Dossier.Name(id: id, name: found.name),
                identity: found.identity,
                sums: sums.map(Dossier.Sum.init),
                awards: try awards.map { try Self.award($0, &names) }
            )
            try Self.complete(&party, side, transaction, &names)
            if side == .suppliers {
                party.group = try SupplierGroup.find(id, transaction)
                (party.resells, party.resellers) = try Reselling.shown(of: id, transaction)
            }
            party.files = try Self.files(party, side, transaction)
            party.isPartial = try !transaction.evidenceWork().isEmpty
            return party
        }
    }

    /// The files behind its sums, those of its other names, and its awards.
    private static func files(
        _ party: Dossier.Party,
        _ side: Dossier.Side,
        _ transaction: any Transaction
    ) throws -> Set<Int64> {
        let own = party.name.id
        var files = try transaction.evidenceFileIDs(ofAwards: party.awards.map(\.id))
        switch side {
        case .agencies: files.formUnion(try transaction.evidenceFileIDs(of: .agency(own)))
        case .suppliers:
            for id in Set(party.group?.members.map(\.supplier.id) ?? []).union([own]) {
                files.formUnion(try transaction.evidenceFileIDs(of: .supplier(id)))
            }
        }
        return files
    }

    /// The files that state the records of some awards, by number.
    ///
    /// - Throws: A fault of the database.
    package func files(ofAwards awards: [Dossier.Award]) async throws -> Set<Int64> {
        try await site.database.read { try $0.evidenceFileIDs(ofAwards: awards.map(\.id)) }
    }
}
