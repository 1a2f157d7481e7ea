import Foundation
import MemberTokens
import TransparencyLog
import UndersignedApp
import UndersignedCore

/// What is made sure of before a token is asked for or used: docs/formats/member-tokens-file.md, "Before blinding".
///
/// A host that gives each person another key can tell them apart by it. So the key is taken out of the petition's document
/// only where the document is the one of entry 0, and entry 0 is in the log that others see.
struct MemberLookup {
    let petition: PetitionAddress
    let source: any PublishedPetition
    /// Whose cosignatures are asked for; nil for nobody's.
    let policy: VerifyCommandPolicy?
    /// The log's key, from elsewhere than the server; nil for the one in the document.
    let key: NoteVerifierKey?

    /// Reads what it takes, and nothing more: in a log of a million entries the first bundle and at most five tiles.
    ///
    /// - Throws: `LogAuditProblem` and `VerifyCommandDisagreement` for what is wrong, `LogSourceFailure`.
    func found() async throws -> MemberPetition {
        let (document, terms) = try await document()
        let log = source.following(LogOrigin(document.origin))
        let checkpoint = try await checkpoint(of: log, document)
        try await checkEntryZero(document, in: log, checkpoint.value)
        guard document.origin == checkpoint.value.origin else {
            throw LogAuditProblem(.file("document.json"), .otherOrigin(document.origin))
        }
        guard let members = document.members else {
            throw LogAuditProblem(.file("document.json"), .malformed("this petition takes no members' tokens"))
        }
        return MemberPetition(
            address: petition,
            log: document.origin,
            logKey: document.key,
            checkpoint: checkpoint.value,
            witnesses: checkpoint.witnesses,
            issuerKey: members.issuerKey,
            challenge: members.challenge,
            issuerAddress: terms.members?.issuer?.url
        )
    }

    private func document() async throws -> (LogAudit.PublishedDocument, Terms) {
        let place = LogAuditProblem.Place.file("document.json")
        guard let bytes = try await source.petitionFile("document.json") else { throw LogAuditProblem(place, .missing) }
        let document = try LogAudit.PublishedDocument(parsing: bytes)
        let terms: Terms
        do {
            terms = try JSONDecoder().decode(Terms.self, from: Data(bytes))
        } catch {
            throw LogAuditProblem(place, .malformed("does not say which petition it is of"))
        }
        guard terms.slug == petition.slug else { throw LogAuditProblem(place, .malformed("it is another petition's")) }
        return (document, terms)
    }

    /// The checkpoint that all else is proven from: the newest one, or the newest one that was cosigned.
    private func checkpoint(
        of log: any PublishedPetition,
        _ document: LogAudit.PublishedDocument
    ) async throws -> (value: Checkpoint, witnesses: [String]) {
        let place = LogAuditProblem.Place.file("checkpoint")
        guard let bytes = try await log.file("checkpoint") else { throw LogAuditProblem(place, .missing) }
        if let trusted = try key ?? policy?.key(forLogOf: bytes), trusted != document.key {
            throw VerifyCommandDisagreement("the document names another log key than the one that you gave")
        }
        let note: SignedNote
        do {
            note = try SignedNote(parsing: bytes)
        } catch let malformed as MalformedInput {
            throw LogAuditProblem(place, .malformed(malformed.detail))
        }
        switch Checkpoint.verify(note, key: document.key) {
        case .invalid(let reason): throw LogAuditProblem(place, .notProven(reason.detail))
        case .valid(let newest):
            // Entry 0 stays as it is: a cosigned checkpoint is good for it at any age.
            let witnessed = try await policy?.witnessed(bytes, from: log, key: document.key, lagHours: .max / 7_200)
            return (witnessed?.checkpoint ?? newest, witnessed?.sightings.map(\.name) ?? [])
        }
    }

    private func checkEntryZero(
        _ document: LogAudit.PublishedDocument,
        in log: any PublishedPetition,
        _ checkpoint: Checkpoint
    ) async throws {
        let entry = try await ProvenEntries(under: checkpoint, in: log).entryZero()
        guard document.isNamed(by: entry) else { throw document.otherDocument }
    }

    /// An entry of a petition that was found, proven to be in its log.
    ///
    /// - Throws: As `found`.
    func entry(_ index: UInt64, of found: MemberPetition) async throws -> [UInt8] {
        let log = source.following(LogOrigin(found.log))
        return try await ProvenEntries(under: found.checkpoint, in: log).entry(index)
    }

    /// What the document says besides what an audit reads of it.
    private struct Terms: Decodable {
        struct Members: Decodable { let issuer: Issuer? }
        struct Issuer: Decodable { let url: String? }

        let slug: String
        let members: Members?
    }
}

/// A petition of members whose key is the one that everybody sees.
struct MemberPetition {
    let address: PetitionAddress
    /// The log's origin.
    let log: String
    let logKey: NoteVerifierKey
    /// That all of it was proven from.
    let checkpoint: Checkpoint
    /// The names of those who cosigned, of those who were asked for.
    let witnesses: [String]
    let issuerKey: IssuerPublicKey
    let challenge: TokenChallenge
    /// Where tokens are asked for; nil for the petition itself.
    let issuerAddress: String?
}
