import UndersignedApp
import UndersignedCore

/// What operators do with those whom campaigns address.
struct TargetOperations {
    let site: Site

    func perform(_ operation: Operation, _ tell: Operations.Tell) async throws {
        switch operation {
        case .listTargets(let campaign): try await list(campaign, tell)
        case .answer(let draft, let target, let campaign): try await answer(draft, target, campaign, tell)
        default: preconditionFailure("an operation of another kind")
        }
    }

    private func list(_ chosen: Slug?, _ tell: Operations.Tell) async throws {
        let reading = PublicReading(site: site)
        let hubs = try await reading.home().hubs.filter { chosen == nil || $0.campaign.slug == chosen }
        if chosen != nil, hubs.isEmpty { throw Standings.Refusal.unknownCampaign }
        for hub in hubs {
            for record in try await StandingReading(site: site).records(of: hub) {
                let state = record.target.standing.rawValue
                let asked = record.asked.map { CalendarDate($0).dayText } ?? "-"
                let since = record.target.answer?.date ?? asked
                let line = [hub.campaign.slug.text, record.target.id.text, state, since, record.target.name]
                await tell(.line(line.joined(separator: "\t")))
            }
        }
    }

    private func answer(
        _ draft: StandingDraft,
        _ target: Slug,
        _ campaign: Slug,
        _ tell: Operations.Tell
    ) async throws {
        let result = try await Standings(site: site).record(draft, of: target, in: campaign)
        await tell(.line("\(target) is \(result.standing.state.rawValue): entry \(result.number) of its history"))
        for petition in result.petitions {
            let address = "\(site.address.petition(petition))/documents/\(Hexadecimal.encode(result.hash))"
            await tell(.line("in the log of \(petition): \(address)"))
        }
        await tell(.line("It is public at \(site.address.base)/targets/\(target)"))
    }
}

extension Standings.Refusal: OperatorRefusal {
    var words: String {
        switch self {
        case .unknownCampaign: "there is no such campaign; see undersigned target list"
        case .unknownTarget: "the campaign has no such target; see undersigned target list"
        case .draft(let problems): problems.map(\.words).joined(separator: "\n")
        case .changedMeanwhile: "somebody else recorded something just now; look at it, then try again"
        case .clockInDoubt: "this machine's clock is in doubt, so nothing is appended; see undersigned doctor"
        case .failed: "a log can't be written now; see undersigned doctor. Doing the same again goes on"
        }
    }

    var exitCode: Int32 { if case .draft = self { 2 } else { 1 } }
}

extension StandingDraft.Problem {
    fileprivate var words: String {
        switch self {
        case .notAsked: "no petition to this target is open yet, so it has nothing to answer"
        case .dateForm: "--date: write the day of the answer, such as 2026-11-20"
        case .dateAhead: "--date: this day has not come yet"
        case .dateBeforeAsked(let day): "--date: the target was asked on \(CalendarDate(day).dayText), not before"
        case .textMissing: "--text: name a file with what was answered"
        case .text(.tooLong): "--text: at most \(StandingDraft.textLimit) characters; the source has the rest"
        case .text: "--text: the file holds characters that can't be shown"
        case .answerUnwanted: "--state no-answer takes neither --date nor --text nor --source"
        case .noAnswerAgain: "--correction: an answer is on record; say why it was none"
        case .source(let count) where count == 0: "--source: the campaign has no list of sources"
        case .source(let count): "--source: write a number from 1 to \(count)"
        case .correction: "--correction: one line of at most \(StandingDraft.correctionLimit) characters"
        case .unchanged: "this is on record already, and in every log; nothing was changed"
        }
    }
}
