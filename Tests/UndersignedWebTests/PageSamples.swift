import UndersignedApp
import UndersignedCore
import UndersignedWeb

/// One of every page and state, with people; `word` is applied to each text that a person or an organiser typed.
struct PageSamples {
    var word: (String) -> String = { $0 }
    var language = LanguageTag.english

    /// A page and the name it goes by in tests and previews.
    struct Sample {
        let name: String
        let page: any Page

        init(_ name: String, _ page: any Page) {
            self.name = name
            self.page = page
        }
    }

    let now = Moment(seconds: 1_529_503_500)  // 2018-06-20T14:05:00Z
    let token = String(repeating: "A", count: 54)

    var all: [Sample] {
        hubs + petitions + afterSigning + outcomes + deliveries + failures + organisers + displays + news + coalition
            + ownRecord + members + issuers + evidence + evidenceDesk + claims
    }

    var hubs: [Sample] {
        [
            Sample(
                "home",
                HomePage(siteName: word("Undersigned"), campaigns: [campaign(items: 4), campaign(items: 1)])
            ),
            Sample("home-found", found([item(0)])), Sample("home-none", found([])),
            Sample("home-empty", HomePage(siteName: word("Undersigned"), campaigns: [])),
            Sample("campaign", campaignPage(partners: 55, petitions: 3)),
            Sample("campaign-small", campaignPage(partners: 0, petitions: 0)),
            Sample("targets", targetsPage(2)),
            Sample("targets-empty", TargetsPage(targets: [], page: 1, pageCount: 1)),
            Sample("target", TargetPage(targets: Array(askedTargets.prefix(1)), now: now)),
            Sample("target-shared", TargetPage(targets: askedTargets, now: now)),
            Sample("texts", textsPage()),
            Sample("texts-daily", textsPage(isDaily: true)),
            Sample("text", textPage(version: 2)),
            Sample("text-first", textPage(version: 1)),
            Sample("names", namesPage(count: 100)),
            Sample("names-empty", namesPage(count: 0)),
            Sample("names-over", namesOver),
            Sample("how-we-count", HowWeCountPage()),
            Sample("history", historyPage(1)),
            Sample("history-later", historyPage(2)),
            Sample("history-last", historyPage(3)),
            Sample("verify", HowWeCountPage(figures: figures(.people))),
            Sample("verify-witnessed", HowWeCountPage(figures: witnessedFigures)),
            Sample("verify-browser", verifyPage), Sample("verify-browser-members", memberVerifyPage),
            Sample("verify-organisations", HowWeCountPage(figures: figures(.organisations))),
            Sample("verify-members", HowWeCountPage(figures: figures(.members))),
        ]
    }

    var petitions: [Sample] {
        let closed = PetitionPage.Standing.closed(now)
        return [
            Sample("petition", petitionPage(.open(form()))),
            Sample("petition-wrong", petitionPage(.open(wrongForm))),
            Sample("petition-organisations", petitionPage(.open(form()), signatories: .organisations)),
            Sample("petition-organisations-wrong", petitionPage(.open(wrongForm), signatories: .organisations)),
            Sample("petition-draft", petitionPage(.draft)),
            Sample("petition-opens", petitionPage(.opens(now), isDaily: true)),
            Sample("petition-closed", petitionPage(closed)),
            Sample("petition-plotted", plottedPage),
            Sample("petition-sensitive", sensitivePage),
            Sample("work-address", workAddressPage),
        ]
    }

    var afterSigning: [Sample] {
        [
            Sample("sent", SentPage(petition: petition, address: address, sealed: "s", suggestedDomain: "gmail.com")),
            Sample("sent-generic", SentPage(petition: petition, address: nil, sealed: nil)),
            Sample("resent", ResentPage(petition: petition, address: address, outcome: .sent)),
            Sample("resent-limited", ResentPage(petition: petition, address: nil, outcome: .limited)),
            Sample("resent-returned", ResentPage(petition: petition, address: address, outcome: .returned)),
            Sample("receipts", ReceiptsPage(petition: petition, token: "t")),
            Sample("receipts-refused", refusedReceipt(.notProven)),
            Sample("receipts-malformed", refusedReceipt(.malformed)),
            Sample("receipts-other", refusedReceipt(.otherPetition)),
            Sample("receipts-standing", refusedReceipt(.standing(index: 7))),
            Sample("receipts-lost-text", refusedReceipt(.lostText(version: 2))),
            Sample("receipts-taken-out", refusedReceipt(.takenOut)),
            Sample("receipts-key-destroyed", refusedReceipt(.keyDestroyed)),
            Sample("receipts-stale", ReceiptsPage(petition: petition, token: "t", isStale: true)),
            Sample("resent-unknown", ResentPage(petition: petition, address: nil, outcome: .unknown)),
            Sample("petition-sealed", sealedPage),
            Sample("confirm-sealed", sealedConfirmPage),
            Sample("confirm", confirmPage(isTextChanged: false)),
            Sample("confirm-changed", confirmPage(isTextChanged: true)),
            Sample("signed", signedPage(.published(number: 12_345, index: 12_400, at: now), keptUntil: now)),
            Sample("recorded", signedPage(.recorded(next: now), keptUntil: nil)),
            Sample("recorded-soon", signedPage(.recorded(next: nil), keptUntil: nil, isOrganisation: true)),
            Sample("manage", ManagePage(petition: petition, token: token, canWithdraw: true)),
            Sample("manage-changed", managePage(signed: 1)),
            Sample(
                "manage-delivered",
                ManagePage(petition: petition, token: token, canWithdraw: true, isDelivered: true)
            ),
            Sample("manage-kept-for-consents", managePageWithConsents),
            Sample("manage-late", ManagePage(petition: petition, token: token, reason: .deleted, canWithdraw: false)),
        ]
    }

    var outcomes: [Sample] {
        let outcomes: [(String, OutcomePage.Outcome)] = [
            ("held", .held(token: token, days: 3)),
            ("undecided", .undecided(token: token)),
            ("unpublished", .unpublished(token: token, least: 20)),
            ("withdrawn", .withdrawn(.takenOut, mayAgain: true)),
            ("withdrawn-uncounted", .withdrawn(.uncounted, mayAgain: true)),
            ("withdrawn-delivered", .withdrawn(.delivered, mayAgain: false)),
            ("expired", .expired(days: 7, isOpen: true)),
            ("closed", .closed(now)),
            ("disowned", .disowned(token: token, isEverywhere: false)),
            ("disowned-everywhere", .disowned(token: token, isEverywhere: true)),
            ("replaced", .replaced),
            ("removed-withdrawn", removed(.withdrawn)),
            ("removed-bounced", removed(.bounced)),
            ("removed-bounced-closed", removed(.bounced, isOpen: false)),
            ("removed-duplicate", removed(.duplicate, organiser: word("Readers’ Union"))),
            ("removed-invalid", removed(.invalid(rule: "one-each"))),
            ("removed-order", removed(.order)),
            ("uncounted-bounced", removed(.bounced, wasCounted: false)),
        ]
        return outcomes.map { name, outcome in
            Sample(name, OutcomePage(petition: petition, outcome: outcome, contact: address))
        } + [
            Sample("unknown-link", UnknownLinkPage()), Sample("unknown-link-lost", UnknownLinkPage(of: carriedOn)),
        ]
    }

    private func removed(
        _ reason: RemovalReason,
        wasCounted: Bool = true,
        isOpen: Bool = true,
        organiser: String? = nil
    ) -> OutcomePage.Outcome {
        .removed(OutcomePage.Removal(reason: reason, wasCounted: wasCounted, isOpen: isOpen, organiser: organiser))
    }

    var failures: [Sample] {
        let fields = [
            FailurePage.KeptForm.Field(name: "name", value: word("Amina Okafor")),
            FailurePage.KeptForm.Field(name: "email", value: address),
        ]
        let kept = FailurePage.KeptForm(action: "/petitions/save-the-library/signatures", fields: fields)
        return FailurePage.Status.allCases.map { status in
            let page = FailurePage(
                status,
                incident: status == .fault ? word("3f9a-02c7") : nil,
                kept: [.busy, .unwritable].contains(status) ? kept : nil
            )
            return Sample("failure-\(status.rawValue)", page)
        }
    }
}
