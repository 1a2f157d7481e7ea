import UndersignedApp
import UndersignedCore
import UndersignedEvidence

/// Sums and records as tables for spreadsheets; amounts are numbers with a point and two digits.
enum EvidenceTable {
    static func sums(_ sums: [Dossier.Sum]) -> String {
        "year,currency,class,kind,amount,records\r\n"
            + sums.map { sum in
                "\(sum.year == 0 ? "" : String(sum.year)),\(sum.currency.text),\(sum.awardClass.rawValue),"
                    + "\(sum.kind.rawValue),\(Amount(cents: sum.cents).text),\(sum.recordCount)\r\n"
            }.joined()
    }

    /// What each adds up to over all years, in one currency and class.
    static func totals(_ totals: [DossierTotal]) -> String {
        "currency,class,awards,records,obligated,current_value,potential_value,name\r\n"
            + totals.map { total in
                let amounts = AmountKind.allCases.map { total.cents[$0].map { Amount(cents: $0).text } ?? "" }
                let name = SpreadsheetRow.text([(total.supplier ?? total.agency)?.name ?? ""])
                return "\(total.currency?.text ?? ""),\(total.awardClass.rawValue),\(total.awardCount),"
                    + "\(total.recordCount),\(amounts.joined(separator: ",")),\(name)"
            }.joined()
    }

    static func awards(_ awards: [Dossier.Award]) -> String {
        "class,currency,obligated,current_value,potential_value,records,award,supplier,agency\r\n"
            + awards.map { award in
                let amounts = AmountKind.allCases.map { award.amounts?[$0]?.text ?? "" }
                let words = [award.identifier.text, award.supplier?.name ?? "", award.agency.name]
                return "\(award.awardClass.rawValue),\(award.amounts?.currency.text ?? ""),"
                    + "\(amounts.joined(separator: ",")),\(award.recordCount)," + SpreadsheetRow.text(words)
            }.joined()
    }

    /// `counts` names the kinds of amounts that go into sums.
    static func records(_ records: [Dossier.Record]) -> String {
        "date,class,currency,obligated,current_value,potential_value,counts,line,award,modification,supplier,"
            + "description,file,public_record\r\n" + records.map(row).joined()
    }

    private static func row(_ item: Dossier.Record) -> String {
        let record = item.record
        let amounts = AmountKind.allCases.map { record.amounts[$0]?.text ?? "" }.joined(separator: ",")
        let counts = AmountKind.allCases.filter(item.counted.contains).map(\.rawValue).joined(separator: " ")
        let words = [
            record.award.text, record.modification ?? "", item.supplier?.name ?? "", record.description ?? "",
            item.file.name, DossierLink.address(of: record) ?? "",
        ]
        return "\(record.actionDate?.text ?? ""),\(record.awardClass.rawValue),\(record.amounts.currency.text),"
            + "\(amounts),\(counts),\(record.line)," + SpreadsheetRow.text(words)
    }
}
