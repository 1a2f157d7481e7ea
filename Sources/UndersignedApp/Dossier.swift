package import UndersignedCore
package import UndersignedEvidence

/// What published files of contract records add up to, as pages show it.
package enum Dossier {
    /// A supplier, an agency or a file by its number and name.
    package struct Name: Hashable, Sendable {
        package let id: Int64
        package let name: String

        package init(id: Int64, name: String) {
            (self.id, self.name) = (id, name)
        }
    }

    /// A sum of one kind of amount, one class of award and one currency in a year.
    package struct Sum: Hashable, Sendable {
        /// 0 for records without a date.
        package let year: Int
        package let currency: CurrencyCode
        package let awardClass: AwardClass
        package let kind: AmountKind
        package let cents: Int64
        /// The records that it is the sum of.
        package let recordCount: Int

        package init(
            year: Int,
            currency: CurrencyCode,
            awardClass: AwardClass,
            kind: AmountKind,
            cents: Int64,
            recordCount: Int
        ) {
            (self.year, self.currency, self.awardClass, self.kind) = (year, currency, awardClass, kind)
            (self.cents, self.recordCount) = (cents, recordCount)
        }
    }

    /// A file that an organiser published.
    package struct File: Hashable, Sendable {
        package let id: Int64
        /// Its SHA-256 in hexadecimal.
        package let hash: String
        package let name: String
        package let kind: EvidenceKind
        package let importedAt: Moment
        package let rowCount: Int
        package let currency: CurrencyCode?
        /// The file's own columns added up, as in `81098690.32`.
        package let sums: [AmountKind: String]
        /// Whether it stays published; else it is being taken back.
        package var isPublished = true
        /// How far it is while it is being published or taken back: then records of it are missing in what is shown.
        package var progress: EvidenceProgress?

        package init(
            id: Int64,
            hash: String,
            name: String,
            kind: EvidenceKind,
            importedAt: Moment,
            rowCount: Int,
            currency: CurrencyCode?,
            sums: [AmountKind: String]
        ) {
            (self.id, self.hash, self.name) = (id, hash, name)
            (self.kind, self.importedAt) = (kind, importedAt)
            (self.rowCount, self.currency, self.sums) = (rowCount, currency, sums)
        }
    }

    /// A contract, and what its records add up to.
    package struct Award: Hashable, Sendable {
        package let id: Int64
        package let identifier: AwardIdentifier
        package let awardClass: AwardClass
        /// nil for a person, and where nobody is named.
        package let supplier: Name?
        package let agency: Name
        /// nil where its records are in several currencies.
        package let amounts: Amounts?
        package let recordCount: Int

        package init(
            id: Int64,
            identifier: AwardIdentifier,
            awardClass: AwardClass,
            supplier: Name?,
            agency: Name,
            amounts: Amounts?,
            recordCount: Int
        ) {
            (self.id, self.identifier, self.awardClass) = (id, identifier, awardClass)
            (self.supplier, self.agency, self.amounts) = (supplier, agency, amounts)
            self.recordCount = recordCount
        }
    }

    /// A published record about a contract.
    package struct Record: Hashable, Sendable {
        package let awardID: Int64
        package let record: ContractRecord
        /// What of it goes into sums.
        package let counted: Set<AmountKind>
        /// nil for a person, and where nobody is named.
        package let supplier: Name?
        package let file: File

        package init(
            awardID: Int64,
            record: ContractRecord,
            counted: Set<AmountKind>,
            supplier: Name?,
            file: File
        ) {
            (self.awardID, self.record, self.counted) = (awardID, record, counted)
            (self.supplier, self.file) = (supplier, file)
        }
    }

    /// An organisation that sells, or an agency that buys.
    package struct Party: Hashable, Sendable {
        package let name: Name
        /// What a supplier is known by, as in `UEI ABCDEF123456`.
        package let identity: String?
        /// Newest year first.
        package let sums: [Sum]
        /// Those with the largest obligations.
        package let awards: [Award]
        /// Over all years, by currency and class.
        package var totals: [DossierTotal] = []
        /// With whom most, in each currency and class.
        package var partners: [DossierTotal] = []
        /// Whom its records state as its parent.
        package var parents: [Parent] = []
        /// Other suppliers that people said to be the same one.
        package var group: SupplierGroup?
        /// Whose products people said that it sells, and who was said to sell its own.
        package var resells: [Reselling.Decision] = []
        package var resellers: [Reselling.Decision] = []
        /// Whether records of it state awards as a whole whose actions are there, too, and count.
        package var isToldTwice = false
        /// The files that state what is shown, by number.
        package var files: Set<Int64> = []
        /// Whether any file is on its way to be seen, or not to be seen any more: then records may be missing.
        package var isPartial = false

        package init(name: Name, identity: String?, sums: [Sum], awards: [Award]) {
            (self.name, self.identity, self.sums, self.awards) = (name, identity, sums, awards)
        }
    }

    /// Whom records state as the parent of a supplier, by a published identifier.
    package struct Parent: Hashable, Sendable {
        package let name: String
        /// As in `UEI ABCDEF123456`.
        package let identities: [String]
        /// Where it sells itself.
        package let supplier: Name?

        package init(name: String, identities: [String], supplier: Name?) {
            (self.name, self.identities, self.supplier) = (name, identities, supplier)
        }
    }

    /// What a modification of an award added to what is obligated, or took back.
    package struct Step: Hashable, Sendable {
        package let day: CalendarDay?
        /// nil for the award as a whole.
        package let modification: String?
        package let cents: Int64
        /// Of all steps up to this one.
        package let total: Int64

        package init(day: CalendarDay?, modification: String?, cents: Int64, total: Int64) {
            (self.day, self.modification) = (day, modification)
            (self.cents, self.total) = (cents, total)
        }
    }

    /// What of an award counts as obligated: its actions, or what its publisher states of it as a whole.
    package struct Obligation: Hashable, Sendable {
        /// The published actions; 0 where it is told as a whole alone.
        package let actionCount: Int
        /// Whether the action is among them by which an award begins: modification 0.
        package let hasFirstAction: Bool
        /// What the publisher states of the award as a whole; nil where nothing does.
        package let whole: Amount?
        package let currency: CurrencyCode
        /// Whether the statement as a whole counts; else the actions do.
        package let isWhole: Bool

        package init(actionCount: Int, hasFirstAction: Bool, whole: Amount?, currency: CurrencyCode, isWhole: Bool) {
            (self.actionCount, self.hasFirstAction) = (actionCount, hasFirstAction)
            (self.whole, self.currency, self.isWhole) = (whole, currency, isWhole)
        }
    }

    /// Whose page: of one that sells, or of one that buys.
    package enum Side: String, Sendable {
        case suppliers
        case agencies
    }
}
