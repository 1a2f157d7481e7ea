import UndersignedApp
import UndersignedCore
import UndersignedStore

/// What operators do with sheets of paper.
struct PaperOperations {
    let site: Site

    private var sheets: PaperSheets { PaperSheets(site: site) }

    func perform(_ operation: Operation, _ tell: Operations.Tell) async throws {
        switch operation {
        case .enterPaper(let slug, let scan, let lines, let keepsScan):
            let hash = try await sheets.enter(slug, scan: Array(scan), lines: lines, keepsScan: keepsScan)
            await tell(.line("\(Hexadecimal.encode(hash)) counts \(lines) on paper"))
            let kept = keepsScan ? "kept, sealed, until contact data is deleted" : "not kept: keep the paper"
            await tell(.line("The scan is \(kept)."))
        case .takeOutPaper(let slug, let hash, let rule):
            try await sheets.takeOut(slug, hash: hash, rule: rule)
            await tell(.line("\(Hexadecimal.encode(hash)) no longer counts: invalid:\(rule)"))
        case .listPaper(let slug):
            for sheet in try await sheets.list(slug) {
                let state = sheet.removedPosition == nil ? "counts" : "removed"
                await tell(.line("\(state)\t\(sheet.lines)\t\(sheet.position)\t\(Hexadecimal.encode(sheet.hash))"))
            }
        default: preconditionFailure("an operation of another kind")
        }
    }
}

extension PaperSheets.Refusal: OperatorRefusal {
    var words: String {
        switch self {
        case .unknownPetition: "there is no opened petition of this name; see undersigned petition list"
        case .notForPaper: "paper is for petitions that people sign; organisations and members sign one by one"
        case .closed: "the petition takes no signatures now"
        case .badLines: "--lines: a sheet has 1 to \(PaperSheets.lineLimit) signatures"
        case .emptyScan: "--scan: the file is empty"
        case .scanTooLarge: "--scan: the file has more than \(PaperSheets.scanLimitBytes >> 20) MiB; scan it smaller"
        case .enteredBefore: "this very scan was entered before; nothing was counted twice"
        case .unknownSheet: "no sheet of this hash counts; see undersigned paper list"
        case .badRule: "--rule: use 1 to 64 of a-z, 0-9 and -"
        case .clockInDoubt: "this machine's clock is in doubt, so nothing is appended; see undersigned doctor"
        }
    }
}
