import UndersignedApp
import UndersignedCore
import UndersignedEvidence

/// Published contract records for programs; amounts are texts, exact to the hundredth.
///
/// Format: docs/evidence-data.md.
struct EvidenceText {
    let base: String

    func file(_ overview: DossierReading.Overview) -> JSONValue {
        [
            "files": .list(overview.files.map(file)),
            "agencies": .list(overview.agencies.map { item in name(item.name, .agencies, sum: item.sum) }),
            "largest_awards": .list(overview.awards.map(award)),
        ]
    }

    func file(_ party: Dossier.Party, _ side: Dossier.Side) -> JSONValue {
        [
            "name": .text(party.name.name), "url": .text(address(party.name, side)),
            "identity": .optional(party.identity), "partial": .flag(party.isPartial),
            "parents": .list(party.parents.map(parent)), "totals": .list(party.totals.map { total($0, side) }),
            "resells": .list(party.resells.map { resold($0, $0.pair.vendor) }),
            "resellers": .list(party.resellers.map { resold($0, $0.pair.reseller) }),
            "same_as": .list(party.group.map { $0.members.dropFirst().map { same($0.supplier) } } ?? []),
            "partners": .list(party.partners.map { total($0, side == .suppliers ? .agencies : .suppliers) }),
            "sums": .list(party.sums.map(sum)),
            "largest_awards": .list(party.awards.map(award)),
        ]
    }

    func file(_ found: DossierAward, next: Int?) -> JSONValue {
        let own = "\(base)/evidence/awards/\(found.award.id).json"
        return [
            "award": award(found.award), "obligation": obligation(found.obligation),
            "records": .list(found.records.map(record)), "next": .optional(next.map { "\(own)?page=\($0)" }),
        ]
    }

    /// What the award's obligation is the sum of.
    private func obligation(_ obligation: Dossier.Obligation) -> JSONValue {
        let (isWhole, actions) = (obligation.isWhole, obligation.actionCount)
        return [
            "counts": isWhole ? "whole" : actions > 0 ? "actions" : nil, "actions": .number(actions),
            "first_action": actions > 0 ? .flag(obligation.hasFirstAction) : nil,
            "whole": .optional(obligation.whole?.text),
        ]
    }

    /// Who was said to sell whose products: the other one, since when and why.
    private func resold(_ decision: Reselling.Decision, _ other: SupplierAliasing.Named) -> JSONValue {
        let reason = decision.pair.reason
        return [
            "supplier": same(other), "said": .text(CalendarDate(decision.decidedAt).dayText),
            "reason": .text(reason.kind.rawValue), "word": reason.words.isEmpty ? nil : .text(reason.words),
            "records": reason.kind == .named ? .number(reason.recordCount) : nil,
        ]
    }

    private func same(_ supplier: SupplierAliasing.Named) -> JSONValue {
        [
            "name": .text(supplier.name), "identity": .optional(supplier.identity),
            "url": .text("\(base)/evidence/suppliers/\(supplier.id)"),
        ]
    }

    private func parent(_ parent: Dossier.Parent) -> JSONValue {
        [
            "name": .text(parent.name), "identities": .list(parent.identities.map { .text($0) }),
            "url": .optional(parent.supplier.map { address($0, .suppliers) }),
        ]
    }

    // Each says where the list goes on; nil at its end.

    func file(_ parties: DossierParties, _ side: Dossier.Side, next: String?) -> JSONValue {
        [
            side.rawValue: .list(parties.totals.map { total($0, side) }),
            "next": .optional(next.map { base + $0 }),
        ]
    }

    func file(_ listing: DossierListing<Dossier.Record>, next: String?) -> JSONValue {
        [
            "count": .number(listing.count), "records": .list(listing.items.map(record)),
            "next": .optional(next.map { base + $0 }),
        ]
    }

    func file(_ listing: DossierListing<Dossier.Award>, next: String?) -> JSONValue {
        [
            "count": .number(listing.count), "awards": .list(listing.items.map(award)),
            "next": .optional(next.map { base + $0 }),
        ]
    }

    /// What one adds up to over all years, in one currency and class.
    func total(_ total: DossierTotal, _ side: Dossier.Side) -> JSONValue {
        let party = side == .suppliers ? total.supplier : total.agency
        let amounts = AmountKind.allCases.map { kind in
            (kind.rawValue, JSONValue.optional(total.cents[kind].map { Amount(cents: $0).text }))
        }
        return [
            "name": .optional(party?.name), "url": .optional(party.map { address($0, side) }),
            "currency": .optional(total.currency?.text), "class": .text(total.awardClass.rawValue),
            "awards": .number(total.awardCount), "records": .number(total.recordCount),
            "amounts": .object(Dictionary(uniqueKeysWithValues: amounts)),
        ]
    }

    private func address(_ name: Dossier.Name, _ side: Dossier.Side) -> String {
        "\(base)/evidence/\(side.rawValue)/\(name.id)"
    }

    private func name(_ name: Dossier.Name, _ side: Dossier.Side, sum: Dossier.Sum) -> JSONValue {
        [
            "name": .text(name.name), "url": .text(address(name, side)), "class": .text(sum.awardClass.rawValue),
            "currency": .text(sum.currency.text), "obligated": .text(Amount(cents: sum.cents).text),
            "records": .number(sum.recordCount),
        ]
    }

    private func file(_ file: Dossier.File) -> JSONValue {
        // Values of awards, orders and vehicles together would be no figures to quote.
        let obligated = JSONValue.optional(file.sums[.obligated])
        return [
            "name": .text(file.name), "sha256": .text(file.hash), "kind": .text(file.kind.rawValue),
            "imported": .text(CalendarDate(file.importedAt).dayText), "rows": .number(file.rowCount),
            "currency": .optional(file.currency?.text), "sums": ["obligated": obligated],
            // While it is being published or taken back: then records of it are missing in all figures.
            "progress": file.progress.map { progress in
                [
                    "to": .text(file.isPublished ? "published" : "withdrawn"), "done": .number(progress.doneCount),
                    "records": .number(progress.recordCount),
                ]
            } ?? nil,
        ]
    }

    private func sum(_ sum: Dossier.Sum) -> JSONValue {
        [
            "year": sum.year == 0 ? nil : .number(sum.year), "currency": .text(sum.currency.text),
            "class": .text(sum.awardClass.rawValue), "kind": .text(sum.kind.rawValue),
            "amount": .text(Amount(cents: sum.cents).text), "records": .number(sum.recordCount),
        ]
    }

    private func award(_ award: Dossier.Award) -> JSONValue {
        [
            "identifier": .text(award.identifier.text), "url": .text("\(base)/evidence/awards/\(award.id)"),
            "class": .text(award.awardClass.rawValue), "supplier": .optional(award.supplier?.name),
            "agency": .text(award.agency.name), "amounts": amounts(award.amounts),
            "records": .number(award.recordCount),
        ]
    }

    private func record(_ item: Dossier.Record) -> JSONValue {
        let record = item.record
        let counted = AmountKind.allCases.filter(item.counted.contains)
        return [
            "award": .text(record.award.text), "modification": .optional(record.modification),
            "date": .optional(record.actionDate?.text), "class": .text(record.awardClass.rawValue),
            "amounts": amounts(record.amounts), "counts": .list(counted.map { .text($0.rawValue) }),
            "supplier": .optional(item.supplier?.name), "description": .optional(record.description),
            "file": .text(item.file.name), "line": .number(record.line),
            "public_record": .optional(DossierLink.address(of: record)),
        ]
    }

    private func amounts(_ amounts: Amounts?) -> JSONValue {
        guard let amounts else { return nil }
        let kinds = AmountKind.allCases.map { ($0.rawValue, JSONValue.optional(amounts[$0]?.text)) }
        return .object(Dictionary([("currency", .text(amounts.currency.text))] + kinds) { first, _ in first })
    }
}
