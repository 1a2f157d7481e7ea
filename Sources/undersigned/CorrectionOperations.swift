import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// What operators do against signatures that break a rule of counting.
struct CorrectionOperations {
    let site: Site

    private var corrections: Corrections { Corrections(site: site) }

    func perform(_ operation: Operation, _ tell: @escaping Operations.Tell) async throws {
        switch operation {
        case .preview(let slug, let rule): try await preview(slug, rule, tell)
        case .correct(let slug, let order): try await correct(slug, order, tell)
        case .cancelCorrection(let slug, let id):
            let ended = try await corrections.cancel(id, of: slug)
            await tell(.line("Stopped: \(ended.removed) of \(ended.found) were removed, and a public note says so."))
        case .listCorrections(let slug):
            guard let petition = try await site.database.read({ try $0.petition(slug) }) else {
                throw Corrections.Refusal.unknownPetition
            }
            for item in try await site.database.read({ try $0.corrections(of: petition.id) }) {
                await tell(.line("\(item.id)\t\(item.state.rawValue)\t\(item.removed) of \(item.found)\t\(item.rule)"))
            }
        default: preconditionFailure("an operation of another kind")
        }
    }

    private func preview(_ slug: Slug, _ rule: CorrectionRule, _ tell: @escaping Operations.Tell) async throws {
        let preview = try await corrections.preview(slug, rule) { await tell(.progress(done: $0, of: $1)) }
        await tell(.line("\(preview.found) of \(preview.total) signatures: \(rule.words)"))
        for hour in preview.hours {
            await tell(.line("\(CalendarDate(hour.hour).hourText)\t\(hour.count)"))
        }
        if preview.unreadable > 0 {
            await tell(.line("\(preview.unreadable) were not looked at: their contact data does not open"))
        }
        await tell(.line("Nothing was changed."))
    }

    private func correct(_ slug: Slug, _ order: CorrectionOrder, _ tell: @escaping Operations.Tell) async throws {
        let progress: Corrections.Progress = { await tell(.progress(done: $0, of: $1)) }
        let id = try await corrections.begin(slug, order, progress: progress)
        await tell(.line("Removal \(id) is announced. To stop it: undersigned signature cancel \(slug) \(id)"))
        let ended = try await corrections.run(id, of: slug, progress: progress)
        let how = ended.state == .cancelled ? "stopped" : "ended"
        await tell(.line("Removal \(id) has \(how): \(ended.removed) of \(ended.found) were removed."))
    }
}

extension Corrections.Refusal: OperatorRefusal {
    var words: String {
        switch self {
        case .unknownPetition: "there is no opened petition of this name; see undersigned petition list"
        case .emptyRule: "give at least one of --source, --domain, --name, --from, --until"
        case .badName: "--rule: use 1 to 64 of a-z, 0-9 and -; it stands in the public log"
        case .noReason: "--reason: tell the public why"
        case .badReason: "--reason: write up to \(Corrections.reasonLimit) characters of plain text"
        case .nothingFound: "no counted signature fits; nothing was changed"
        case .sealed:
            "names and addresses are sealed to the organiser's key: only --source, --from and --until can be searched for"
        case .needsSecondPerson(let found, let total):
            "\(found) of \(total) signatures, with what went within 24 hours on single decisions, are more than 1 %: "
                + "repeat with --confirm and the petition's name"
        case .foundMore(let found): "\(found) signatures fit by now, more than was agreed to; nothing was changed"
        case .clockInDoubt: "this machine's clock is in doubt, so nothing is appended; see undersigned doctor"
        case .notRunning: "no removal of this number is running; see undersigned signature corrections"
        }
    }
}
