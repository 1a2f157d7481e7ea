/// Reads releases and records of the Open Contracting Data Standard, 1.0 and 1.1.
///
/// Source: standard.open-contracting.org/1.1, "Release reference" and "Record reference".
struct OpenContracting: Sendable {
    private var withoutAward = 0
    private var withoutCurrency = 0
    private var rounded = 0

    var notes: [String] {
        var notes: [String] = []
        if withoutAward > 0 { notes.append("\(withoutAward) releases are about no award; nothing of them goes in") }
        if withoutCurrency > 0 { notes.append("\(withoutCurrency) amounts name no currency and are left out") }
        if rounded > 0 { notes.append("\(rounded) amounts have more than two decimals; rounded to the cent") }
        return notes
    }

    static func isRecord(_ value: JSONValue, _ role: JSONElements.Role) -> Bool {
        guard value["ocid"] != nil else { return false }
        return role == .element(of: "records") || value["compiledRelease"] != nil || value["versionedRelease"] != nil
    }

    static func isRelease(_ value: JSONValue) -> Bool {
        value["ocid"] != nil && (value["tag"] != nil || value["awards"] != nil || value["tender"] != nil)
    }

    /// Reads the compiled release, which says it all, else each release that stands in the record itself.
    mutating func readRecord(_ record: JSONValue, line: Int, into findings: inout [EvidenceFinding]) {
        if let compiled = record["compiledRelease"], compiled["ocid"] != nil || compiled["awards"] != nil {
            let ocid = compiled["ocid"] ?? record["ocid"]
            return read(compiled, ocid: ocid?.text, isCompiled: true, line: line, into: &findings)
        }
        let releases = (record["releases"]?.elements ?? []).filter { Self.isRelease($0) }
        guard !releases.isEmpty else {
            let reason = "the record only links to its releases; download the releases, or a compiled record"
            return findings.append(.refused(RefusedRow(line: line, reason: reason)))
        }
        for release in releases { readRelease(release, isCompiled: false, line: line, into: &findings) }
    }

    mutating func readRelease(
        _ release: JSONValue,
        isCompiled: Bool,
        line: Int,
        into findings: inout [EvidenceFinding]
    ) {
        let tags = release["tag"]?.elements.compactMap(\.text) ?? []
        let compiled = isCompiled || tags.contains("compiled")
        read(release, ocid: release["ocid"]?.text, isCompiled: compiled, line: line, into: &findings)
    }

    private mutating func read(
        _ release: JSONValue,
        ocid: String?,
        isCompiled: Bool,
        line: Int,
        into findings: inout [EvidenceFinding]
    ) {
        guard let ocid else { return findings.append(.refused(RefusedRow(line: line, reason: "it has no ocid"))) }
        let contents = OpenContractingRelease(release)
        let awards = contents.awards
        if awards.isEmpty { withoutAward += 1 }
        for award in awards {
            guard let id = award["id"]?.text else {
                findings.append(.refused(RefusedRow(line: line, reason: "an award of \(ocid) has no id")))
                continue
            }
            do throws(RefusedRow) {
                var record = try contents.record(of: award, AwardIdentifier(ocid: ocid, award: id), line: line)
                record.amounts = try amounts(contents.value(of: award, id), award, line: line)
                record.revision = RecordRevision(
                    isCompiled: isCompiled,
                    date: release["date"]?.text ?? "",
                    release: release["id"]?.text ?? ""
                )
                findings.append(.record(record))
            } catch {
                findings.append(.refused(error))
            }
        }
    }

    /// An award's value is what it is worth; what was paid is told elsewhere, and not here.
    private mutating func amounts(_ value: JSONValue?, _ award: JSONValue, line: Int) throws(RefusedRow) -> Amounts {
        guard let text = value?["amount"]?.text, !Self.isVoid(award) else { return Amounts(currency: .none) }
        guard let currency = value?["currency"]?.text.flatMap({ CurrencyCode($0) }) else {
            withoutCurrency += 1
            return Amounts(currency: .none)
        }
        guard let written = WrittenAmount(text, mark: .point) else {
            throw RefusedRow(line: line, reason: "\(PersonMask.quoted(text)) is no amount (value)")
        }
        if written.isRounded { rounded += 1 }
        return Amounts(currency: currency, currentValue: written.amount)
    }

    /// An award that came to nothing keeps its place, and has no amount.
    private static func isVoid(_ award: JSONValue) -> Bool {
        ["cancelled", "unsuccessful"].contains(award["status"]?.text?.lowercased())
    }
}
