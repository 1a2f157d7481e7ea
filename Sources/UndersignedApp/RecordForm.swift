import FoundationEssentials
import UndersignedCore

/// How opened records are written for other programs.
package enum RecordForm: String, CaseIterable, Sendable {
    /// A table for spreadsheets.
    case csv
    /// People as OSDI has them (opensupporter.org), in JSON.
    case osdi

    /// What stands before the first record of a partner's.
    package var head: String {
        switch self {
        case .csv:
            SpreadsheetRow.text([
                "id", "state", "name", "email", "petition", "wording", "wording_sha256", "text_version", "consented_at",
            ])
        case .osdi: #"{"_embedded":{"osdi:people":["#
        }
    }

    /// What stands before the first of a petition's own records, which are a table in any form.
    package static let ownHead = SpreadsheetRow.text(ContactExport.Row.head)

    /// What stands behind the last one.
    package var tail: String {
        switch self {
        case .csv: ""
        case .osdi: "]}}\n"
        }
    }

    /// One record.
    ///
    /// - Parameters:
    ///   - record: What was opened, or taken back.
    ///   - isFirst: Whether it is the first of its file.
    /// - Returns: A line or an object.
    /// - Throws: `EncodingError`, which no record causes.
    package func text(of record: OpenedRecord, isFirst: Bool) throws -> String {
        if let own = record.own { return SpreadsheetRow.text(own.cells) }
        switch self {
        case .csv:
            let contact = record.contact
            return SpreadsheetRow.text([
                record.id, contact == nil ? "withdrawn" : "agreed", contact?.name ?? "", contact?.email ?? "",
                record.petition, record.wording, contact?.wording ?? "", contact?.text ?? "", contact?.givenAt ?? "",
            ])
        case .osdi:
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            let object = String(decoding: try encoder.encode(OSDIPerson(record)), as: UTF8.self)
            return (isFirst ? "\n" : ",\n") + object
        }
    }
}

/// A person as OSDI has them; nobody's name is taken apart.
private struct OSDIPerson: Encodable {
    struct Address: Encodable {
        let address: String?
        let primary: Bool
        let status: String
    }

    struct Consent: Encodable {
        let petition: String
        let wording: String?
        let wordingHash: String?
        let textVersion: String?
        let givenAt: String?

        enum CodingKeys: String, CodingKey {
            case petition, wording
            case wordingHash = "wording_sha256"
            case textVersion = "text_version"
            case givenAt = "consented_at"
        }
    }

    let identifiers: [String]
    let originSystem = "Undersigned"
    let givenName: String?
    let addresses: [Address]
    let consent: Consent

    enum CodingKeys: String, CodingKey {
        case identifiers
        case originSystem = "origin_system"
        case givenName = "given_name"
        case addresses = "email_addresses"
        case consent = "custom_fields"
    }

    init(_ record: OpenedRecord) {
        let contact = record.contact
        identifiers = ["undersigned:\(record.id)"]
        givenName = contact?.name
        addresses = [
            Address(address: contact?.email, primary: true, status: contact == nil ? "unsubscribed" : "subscribed")
        ]
        consent = Consent(
            petition: record.petition,
            wording: contact == nil ? nil : record.wording,
            wordingHash: contact?.wording,
            textVersion: contact?.text,
            givenAt: contact?.givenAt
        )
    }
}
