import Foundation
import Logging
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// Runs what operators ask for: in the process that serves the site, or in the command's own.
struct Operations: Sendable {
    typealias Tell = @Sendable (OperationMessage) async -> Void

    let site: Site
    let board: PetitionBoard

    init(_ site: Site) {
        self.site = site
        board = PetitionBoard(database: site.database, ambient: site.ambient, freshness: .zero)
    }

    /// Runs one operation; its last message is `ended`.
    func run(_ operation: Operation, tell: @escaping Tell) async {
        do {
            try await perform(operation, tell)
            await tell(.ended(0, nil))
        } catch let refusal as any OperatorRefusal {
            await tell(.ended(refusal.exitCode, refusal.words))
        } catch is Sequencer.Overloaded {
            await tell(.ended(75, "the site is busy; try again in a moment"))
        } catch {
            site.logger.error("an operation failed", metadata: ["what": "\(type(of: error))"])
            await tell(.ended(1, "it failed: \(error)"))
        }
    }

    private func perform(_ operation: Operation, _ tell: @escaping Tell) async throws {
        switch operation {
        case .draft, .open, .amend, .close, .show, .list, .importCampaign, .note:
            try await PetitionOperations(site: site, board: board).perform(operation, tell)
        case .enterPaper, .takeOutPaper, .listPaper:
            try await PaperOperations(site: site).perform(operation, tell)
        case .preview, .correct, .cancelCorrection, .listCorrections:
            try await CorrectionOperations(site: site).perform(operation, tell)
        case .createAdmin, .resetAdmin, .listAdmins:
            try await AdminOperations(accounts: Accounts(site: site)).perform(operation, tell)
        case .listTargets, .answer:
            try await TargetOperations(site: site).perform(operation, tell)
        case .preparePacket, .shownNames, .deliver, .listDeliveries:
            try await DeliveryOperations(site: site).perform(operation, tell)
        case .exportContacts, .exportSealed:
            try await ExportOperations(site: site).perform(operation, tell)
        case .addLetter, .listLetters, .closeLetter, .invite:
            try await IssuerOperations(site: site, board: board).perform(operation, tell)
        }
    }
}

/// An expected no, in words for the operator.
protocol OperatorRefusal: Error {
    var words: String { get }
    var exitCode: Int32 { get }
}

extension OperatorRefusal {
    var exitCode: Int32 { 1 }
}

/// A refusal with its words.
struct Declined: OperatorRefusal {
    let exitCode: Int32
    let words: String

    init(code: Int32 = 1, _ words: String) {
        exitCode = code
        self.words = words
    }
}

extension Opening.Refusal: OperatorRefusal {
    var words: String {
        switch self {
        case .unknown: "there is no such petition; see undersigned petition list"
        case .notADraft: "it was opened before"
        case .members(let problem): problem.words
        case .datesOutOfOrder: "it would close before it opens"
        case .keyOfServer:
            "this server has the private half of its custody key; seal it to a key made with undersigned key new elsewhere"
        case .changed: "somebody changed the draft at this moment; look at it and open it again"
        }
    }
}
