import Foundation
import UndersignedApp
import UndersignedCore

/// Something an operator asks of a site from the shell, whether or not the site is being served just now.
enum Operation: Codable, Sendable {
    case draft(PetitionSheet, opens: Bool)
    case open(Slug, opensAt: Moment?, closesAt: Moment?)
    case amend(Slug, AmendmentOptions, reason: String, isTrial: Bool)
    case close(Slug)
    case show(Slug)
    case list
    case importCampaign(Campaign, [CampaignImport.Item], [ClaimImport.Item])
    case note(Slug, title: String, text: String)
    case enterPaper(Slug, scan: Data, lines: Int, keepsScan: Bool)
    case takeOutPaper(Slug, hash: [UInt8], rule: String)
    case listPaper(Slug)
    case preview(Slug, CorrectionRule)
    case correct(Slug, CorrectionOrder)
    case cancelCorrection(Slug, id: Int64)
    case listCorrections(Slug)
    case createAdmin(address: String, name: String)
    case resetAdmin(address: String, purpose: Setup.Purpose)
    case listAdmins
    case listTargets(Slug?)
    case answer(StandingDraft, target: Slug, campaign: Slug)
    case preparePacket(Slug, to: Slug?, withNames: Bool)
    case shownNames(Slug, size: UInt64)
    case deliver(packet: Data, checkpoint: String, token: String)
    case listDeliveries(Slug)
    case exportContacts(Slug)
    case exportSealed(Slug)
    case addLetter(IssuerOrder)
    case listLetters
    case closeLetter(Slug)
    /// SHA-256 of codes that let members in.
    case invite(Slug, [Data])
}

/// What an operation says while it runs; the last one is `ended`.
enum OperationMessage: Codable, Sendable {
    case line(String)
    case progress(done: Int, of: Int)
    /// What a packet says; its names follow, some thousand at a time.
    case packet(Delivering.Draft)
    case names([String])
    /// A petition's own contacts, some thousand at a time.
    case contacts([ContactExport.Row])
    /// A sealed petition's contacts as they lie in the data, some thousand at a time.
    case records([RecordLine])
    /// With the exit code, and the reason where it is not 0.
    case ended(Int32, String?)
}
