/// One release: who is in it, and what it says of an award.
struct OpenContractingRelease {
    private let release: JSONValue

    init(_ release: JSONValue) {
        self.release = release
    }

    /// Its awards; for a release that has contracts alone, an award by each contract's `awardID`.
    var awards: [JSONValue] {
        let awards = release["awards"]?.elements ?? []
        guard awards.isEmpty else { return awards }
        return contracts.compactMap { contract in
            guard let id = contract["awardID"] else { return nil }
            let kept = contract.members.filter { !["id", "status", "awardID"].contains($0.name) }
            return .object([JSONMember(name: "id", value: id)] + kept)
        }
    }

    private var contracts: [JSONValue] { release["contracts"]?.elements ?? [] }

    /// The award's own value; where it states none, that of its only contract.
    ///
    /// A tender's value is an estimate and is not taken.
    func value(of award: JSONValue, _ id: String) -> JSONValue? {
        if award["value"]?["amount"]?.text != nil { return award["value"] }
        let own = contracts.filter { $0["awardID"]?.text == id }
        return own.count == 1 ? own[0]["value"] : nil
    }

    func record(of award: JSONValue, _ identifier: AwardIdentifier, line: Int) throws(RefusedRow) -> ContractRecord {
        let suppliers = (award["suppliers"]?.elements ?? []).map(supplier)
        var record = ContractRecord(
            source: .ocdsAward,
            award: identifier,
            awardClass: .award,
            amounts: Amounts(currency: .none),
            supplier: suppliers.first ?? Supplier(name: ""),
            buyer: Buyer(agency: buyer),
            line: line
        )
        record.coSuppliers = Array(suppliers.dropFirst())
        record.actionDate = day(award["date"]) ?? day(release["date"])
        if let day = record.actionDate, !day.isOfContracts {
            throw RefusedRow(line: line, reason: RecordReading.strangeYear(day))
        }
        record.description = description(of: award)
        record.product = product(of: award)
        let tender = release["tender"]
        let period = award["contractPeriod"] ?? award["period"] ?? tender?["contractPeriod"]
        func bound(_ name: String) -> CalendarDay? { day(period?[name]).flatMap { $0.isOfContracts ? $0 : nil } }
        record.period = Period(start: bound("startDate"), end: bound("endDate"))
        record.competition = (tender?["procurementMethodDetails"]?.text ?? tender?["procurementMethod"]?.text)
            .map(PersonMask.masked)
        record.permanentLink = link(of: award)
        return record
    }

    /// In 1.0 an organisation stands where it is named; in 1.1 among the parties, to which its id leads.
    private func supplier(_ named: JSONValue) -> Supplier {
        let party = party(named)
        let identifier = named["identifier"] ?? party?["identifier"]
        let name = named["name"]?.text ?? party?["name"]?.text ?? identifier?["legalName"]?.text ?? ""
        guard !PersonMask.isPerson(name, isSoleProprietor: false) else { return .person }
        var identifiers: [PublishedIdentifier] = []
        if let value = identifier?["id"]?.text {
            identifiers = [PublishedIdentifier(scheme: identifier?["scheme"]?.text ?? "", value: value)]
        }
        let legal = identifier?["legalName"]?.text.flatMap {
            PersonMask.isPerson($0, isSoleProprietor: false) ? nil : $0
        }
        return Supplier(name: name, rawName: legal, identifiers: identifiers)
    }

    private func party(_ named: JSONValue) -> JSONValue? {
        guard let id = named["id"]?.text else { return nil }
        return release["parties"]?.elements.first { $0["id"]?.text == id }
    }

    private var buyer: String? {
        let named = release["buyer"] ?? release["tender"]?["procuringEntity"]
        return named.flatMap { $0["name"]?.text ?? party($0)?["name"]?.text }
    }

    private func description(of award: JSONValue) -> String? {
        let tender = release["tender"]
        let texts = [award["title"], award["description"], tender?["title"], tender?["description"]].compactMap {
            $0?.text
        }
        // One publisher's line breaks have lost their signs, and stand there as letters.
        return texts.first.map { PersonMask.masked($0.replacing("rnrn", with: "\n\n")) }
    }

    private func product(of award: JSONValue) -> CodedWord? {
        let classification = award["items"]?.elements.first?["classification"] ?? release["tender"]?["classification"]
        return CodedWord(code: classification?["id"]?.text, words: classification?["description"]?.text)
    }

    private func link(of award: JSONValue) -> String? {
        let notices = award["documents"]?.elements ?? []
        let notice = notices.first { $0["documentType"]?.text == "awardNotice" }
        return notice?["url"]?.text.flatMap { $0.hasPrefix("https://") || $0.hasPrefix("http://") ? $0 : nil }
    }

    private func day(_ value: JSONValue?) -> CalendarDay? {
        value?.text.flatMap { WrittenDay(String($0.prefix(10))) }?.day(in: .dayFirst)
    }
}
