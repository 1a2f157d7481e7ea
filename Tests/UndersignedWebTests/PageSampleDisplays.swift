import UndersignedApp
import UndersignedCore
import UndersignedWeb

/// Pages of what is shown of names and comments, and of those who look at it.
extension PageSamples {
    var displays: [Sample] { publicDisplays + ownDisplays + moderation }

    private var publicName: PublicName {
        PublicName(name: word("Amina Okafor"), comment: word("I learnt to read there."), place: Self.handle(1))
    }

    private func reportPage(
        _ state: NameReportPage.State,
        _ problem: NameReport.Problem? = nil,
        isStale: Bool = false
    ) -> NameReportPage {
        NameReportPage(
            petition: petition,
            place: Self.handle(1),
            state: state,
            token: "t",
            reason: "insult",
            text: word("See the second word."),
            problem: problem,
            isStale: isStale
        )
    }

    private var publicDisplays: [Sample] {
        var asking = form()
        asking.looksFirst = true
        var showing = form()
        showing.showsComments = true
        let name = publicName
        return [
            Sample("names-comments", namesPage(count: 25, comments: true)),
            Sample("names-many", namesPage(count: 100, isMore: true)),
            Sample("name-report", reportPage(.open(name))),
            Sample("name-report-reason-wrong", reportPage(.open(name), .reason)),
            Sample("name-report-long-wrong", reportPage(.open(name), .words(.tooLong(limit: 500)))),
            Sample("name-report-characters-wrong", reportPage(.open(name), .words(.bidi))),
            Sample("name-report-stale", reportPage(.open(name), isStale: true)),
            Sample("name-report-sent", reportPage(.sent)), Sample("name-report-gone", reportPage(.gone)),
            Sample("petition-looked-at", petitionPage(.open(asking))),
            Sample("petition-comments", petitionPage(.open(showing))),
            Sample("petition-comments-unions", petitionPage(.open(showing), signatories: .organisations)),
        ]
    }

    private var ownDisplays: [Sample] {
        let comment = word("I learnt to read there.")
        var states: [(String, OwnDisplay.State)] = [
            ("shown", OwnDisplay.State(extent: .all, comment: comment)),
            ("shown-name", OwnDisplay.State(extent: .all, comment: nil)),
            ("held-comment", OwnDisplay.State(extent: .name, comment: comment, isHeld: true, rule: .link)),
            ("held-name", OwnDisplay.State(extent: .none, comment: nil, isHeld: true, rule: .word)),
            ("waiting-both", OwnDisplay.State(extent: .none, comment: comment, isHeld: true, isUncounted: true)),
            ("waiting-name", OwnDisplay.State(extent: .none, comment: nil, isHeld: true, isUncounted: true)),
            ("hidden-comment", OwnDisplay.State(extent: .name, comment: comment, reason: .insult)),
            ("hidden-name", OwnDisplay.State(extent: .none, comment: nil, reason: .pretence)),
        ]
        states += DisplayHold.allCases.map { rule in
            ("held-\(rule)", OwnDisplay.State(extent: .none, comment: comment, isHeld: true, rule: rule))
        }
        states += DisplayReason.allCases.map { reason in
            ("hidden-\(reason)", OwnDisplay.State(extent: .none, comment: comment, reason: reason))
        }
        let pages = states.map { name, state in
            Sample(
                "manage-\(name)",
                ManagePage(petition: petition, token: token, canWithdraw: true, display: state)
            )
        }
        var page = signedPage(.published(number: 3, index: 5, at: now), keptUntil: nil)
        page.answers = answers
        page.answers.comment = nil
        let takenBack = page
        page.display = OwnDisplay.State(extent: .all, comment: comment)
        page.answers = organisationAnswers(isShown: true)
        (page.answers.comment, page.answers.showsComment) = (comment, true)
        var person = page
        person.answers = answers
        person.answers.showsComment = true
        return pages + [
            Sample("signed-shown", page), Sample("signed-shown-person", person), Sample("signed-taken-back", takenBack),
        ]
    }

    private func held(
        _ number: Int64,
        _ extent: DisplayExtent,
        rule: DisplayHold? = nil,
        reason: DisplayReason? = nil,
        reports: Int = 0,
        batch: Int64 = 0
    ) -> DisplayCase {
        DisplayCase(
            signatureID: number,
            place: Self.handle(Int(number)),
            name: word("Amina Okafor"),
            comment: number % 2 == 0 ? nil : word("I learnt to read there."),
            extent: extent,
            isWaiting: true,
            rule: rule,
            reason: reason,
            reports: reports,
            since: now,
            batch: batch
        )
    }

    private func decision(_ act: DisplayVerdict.Act, _ reason: DisplayReason?, person: String?) -> Moderation.Decision?
    {
        do throws(DisplayVerdict.Refusal) {
            let verdict = try DisplayVerdict(act, because: reason)
            let batch = DisplayBatch(number: 3, accountID: 7, verdict: verdict, decidedAt: now)
            return Moderation.Decision(batch, person: person, count: 1)
        } catch {
            return nil
        }
    }

    private var queue: Moderation.Queue {
        var items = DisplayHold.allCases.enumerated().map { number, rule in
            Moderation.Item(held(Int64(number) + 1, number == 0 ? .none : .name, rule: rule))
        }
        let reports = [
            NameReport(reason: .insult, words: word("The second word.")), NameReport(reason: .other, words: nil),
        ]
        items.append(Moderation.Item(held(20, .all, reports: 2), reports: reports))
        items.append(Moderation.Item(held(21, .all, reports: 1), reports: []))
        return Moderation.Queue(
            items: items,
            waiting: items.count,
            next: DisplayCasePlace(major: now.seconds, handle: Self.handle(21)),
            last: decision(.hide, .insult, person: nil)
        )
    }

    private var moderation: [Sample] {
        guard let hub, let open = petition(.open), let draft = petition(.draft) else { return [] }
        func page(_ queue: Moderation.Queue) -> AdminModerationPage {
            AdminModerationPage(bar: bar, campaign: hub, petition: open, queue: queue)
        }
        var refused = page(queue)
        refused.refusal = .reason
        refused.ticked = [Self.handle(1), Self.handle(2)]
        var untouched = page(queue)
        (untouched.refusal, untouched.skipped) = (.nothing, 2)
        var wrong = page(Moderation.Queue(items: [], waiting: 1_001))
        wrong.problems = [WritingProblem("display", .choice), WritingProblem("words", line: 2, .characters)]
        var clash = page(Moderation.Queue(items: [], waiting: 0))
        clash.clash = DisplayForm(way: "approved", words: word("idiot"), comments: "shown")
        let acts: [(DisplayVerdict.Act, DisplayReason?)] = [(.show, nil), (.hideComment, .contact), (.hide, .hatred)]
        let decided = acts.enumerated().map { number, act in
            Moderation.Item(
                held(Int64(number) + 1, .name, reason: act.1, batch: 3),
                decision: decision(act.0, act.1, person: number == 0 ? nil : word("Dana Quist"))
            )
        }
        var place = Desk.Place(id: 3, campaign: hub, permissions: [.see, .moderate], petitions: [open])
        place.waiting = [open.id: 12]
        var crowded = place
        crowded.waiting = [open.id: 1_001]
        return [
            Sample("admin-moderation", page(queue)), Sample("admin-moderation-reason-wrong", refused),
            Sample("admin-moderation-nothing", untouched), Sample("admin-moderation-rules-wrong", wrong),
            Sample("admin-moderation-rules-clash", clash),
            Sample(
                "admin-moderation-draft",
                AdminModerationPage(
                    bar: bar,
                    campaign: hub,
                    petition: draft,
                    queue: Moderation.Queue(items: [], waiting: 0)
                )
            ),
            Sample(
                "admin-decisions",
                AdminDecisionsPage(bar: bar, campaign: hub, petition: open, items: decided, hasMore: true)
            ),
            Sample(
                "admin-decisions-none",
                AdminDecisionsPage(bar: bar, campaign: hub, petition: open, items: [])
            ),
            Sample("admin-desk-waiting", AdminDeskPage(bar: bar, places: [place, crowded], startsCampaigns: false)),
        ]
    }
}

extension PageSamples.Sample {
    /// The modules of keys that the page names.
    var keyModules: [String] {
        guard let page = page as? AdminModerationPage, !page.queue.items.isEmpty else { return [] }
        return [ModerationModule.path]
    }
}
