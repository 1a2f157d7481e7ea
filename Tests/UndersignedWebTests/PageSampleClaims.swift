import UndersignedApp
import UndersignedCore
import UndersignedEvidence
import UndersignedWeb

/// Claims in public and for organisers: every kind of source, state, problem and refusal.
extension PageSamples {
    var claims: [Sample] {
        guard let hub = claimHub else { return [] }
        return publicClaims(hub) + writtenClaims(hub) + claimProblems(hub)
    }

    private var hash: String { String(repeating: "12", count: 32) }

    private var claimHub: Campaign? {
        var campaign = hub
        campaign?.targets = targets
        campaign?.demands = [word("Keep all three open"), word("Publish the figures")]
        return campaign
    }

    /// What organisers see of a claim beside their own form.
    private var plainText: ClaimText {
        ClaimText(
            sentence: word("The council pays for it."),
            targets: targets.map(\.id),
            documents: [ClaimDocument(title: word("Minutes"), publisher: word("City council"))]
        )
    }

    private func text(
        _ sentence: String = "The council pays for it.",
        _ kind: ClaimFigure.Kind = .potentialValue
    ) -> ClaimText {
        let documents = [
            ClaimDocument(
                title: word("Minutes"),
                publisher: word("City council"),
                date: "2018-06-20",
                url: "https://example.org/a?b=1&c=2",
                sha256: hash,
                licence: word("CC BY 4.0")
            ),
            ClaimDocument(title: word("Notes"), publisher: word("Readers’ Union"), url: "javascript:alert(1)"),
        ]
        let records = [
            ClaimRecord(award: word("CONT_AWD_70B1_7014_-NONE-_-NONE-"), modification: word("P00003")),
            ClaimRecord(award: word("ocds-1/2")),
        ]
        return ClaimText(
            sentence: word(sentence),
            figure: ClaimFigure(cents: 5_314_838_839, currency: "USD", kind: kind),
            asOf: "2018-05-04",
            targets: targets.map(\.id),
            demands: [word("Keep all three open"), word("One that is made no more")],
            petitions: [slug("library")],
            records: records,
            documents: documents
        )
    }

    func claim(_ number: Int = 1, versions: Int = 1, isPublic: Bool = true, withdrawn: Bool = false) -> Claim {
        let version = ClaimVersion(
            number: versions,
            text: text(),
            note: versions > 1 ? word("It was another year") : nil,
            savedAt: now,
            shownAt: isPublic ? now : nil
        )
        let withdrawal = Claim.Withdrawal(at: now, reason: word("The minutes were wrong"))
        return Claim(
            number: number,
            version: version,
            publishedAt: isPublic ? now : nil,
            withdrawal: withdrawn ? withdrawal : nil
        )
    }

    private func content(_ hub: Campaign, _ claim: Claim, version: Int? = nil) -> PublicClaim {
        let versions = (1...claim.version.number).reversed().map { number in
            ClaimVersion(
                number: number,
                text: text("The council paid \(number).", ClaimFigure.Kind.allCases[number % 3]),
                note: number > 1 ? word("It was another year") : nil,
                savedAt: now,
                shownAt: now
            )
        }
        let shown = versions.first { $0.number == version ?? claim.version.number } ?? claim.version
        let ground = ClaimGround(
            awardID: 12,
            link: "https://www.usaspending.gov/award/CONT_AWD_70B1_7014_-NONE-_-NONE-/",
            day: "2018-06-20",
            amounts: Amounts(currency: .dollars, obligated: Amount(cents: -5), potentialValue: Amount(cents: 7)),
            files: [ClaimGround.File(name: word("2018.csv"), hash: [UInt8](repeating: 7, count: 32))]
        )
        let kinds = KeptCopy.Kind.allCases
        var sources: [PublicClaim.Source] = shown.text.records.enumerated().map {
            .record($1, $0 == 0 ? ground : nil)
        }
        sources += kinds.map { .document(shown.text.documents[0], copy: $0) }
        sources.append(.document(shown.text.documents[1], copy: nil))
        return PublicClaim(
            hub: PublicReading.Hub(id: 1, campaign: hub, petitions: []),
            claim: claim,
            shown: shown,
            versions: versions,
            sources: sources,
            asked: [targets[0].id],
            petitions: [petition(.open)].compactMap(\.self)
        )
    }

    private func publicClaims(_ hub: Campaign) -> [Sample] {
        func page(_ claim: Claim, version: Int? = nil) -> ClaimPage {
            ClaimPage(content: content(hub, claim, version: version), base: "https://undersigned.example.org")
        }
        var campaign = campaignPage(partners: 2, petitions: 2)
        (campaign.claims, campaign.hasMoreClaims) = ((1...5).map { claim($0) }, true)
        var letter = petitionPage(.open(form()))
        letter.claims = ((1...5).map { claim($0) }, language)
        var target = TargetPage(targets: askedTargets, now: now)
        target.claims = [slug("libraries"): [claim()]]
        let many = (1...25).map { claim($0, versions: $0 % 3 + 1, withdrawn: $0 % 4 == 0) }
        return [
            Sample("claim", page(claim())), Sample("claim-corrected", page(claim(versions: 12))),
            Sample("claim-earlier", page(claim(versions: 3), version: 1)),
            Sample("claim-withdrawn", page(claim(versions: 2, withdrawn: true))),
            Sample("claims", ClaimsPage(campaign: hub, claims: many, last: 0, next: 25)),
            Sample("claims-last", ClaimsPage(campaign: hub, claims: [claim(26)], last: 25, next: nil)),
            Sample("claims-none", ClaimsPage(campaign: hub, claims: [], last: 0, next: nil)),
            Sample("campaign-claims", campaign), Sample("petition-claims", letter), Sample("target-claims", target),
        ]
    }

    private func adminPage(
        _ hub: Campaign,
        _ claim: Claim?,
        _ news: AdminClaimPage.News = .init(),
        stated: Amounts? = nil
    ) -> AdminClaimPage {
        let ground = AdminClaimPage.Ground(campaign: hub, petitions: [petition(.open)].compactMap(\.self))
        let kept = Hexadecimal.decode(hash).map { [$0: KeptCopy.Kind.pdf] } ?? [:]
        return AdminClaimPage(
            bar: bar,
            ground: ground,
            file: claim.map { claim in
                ClaimWriting.File(
                    claim: claim,
                    versions: [claim.version],
                    copies: kept,
                    contradicting: stated.map {
                        ClaimGround(awardID: 12, link: nil, day: nil, amounts: $0, files: [])
                    }
                )
            },
            form: claim.map { typed($0.version.text) } ?? ClaimForm(),
            mark: "m",
            news: news
        )
    }

    private func typed(_ text: ClaimText) -> ClaimForm {
        var form = ClaimForm(text)
        (form.documents, form.records) = (word("Minutes | City council"), word("CONT_AWD_70B1"))
        return form
    }

    private func writtenClaims(_ hub: Campaign) -> [Sample] {
        var saved = AdminClaimPage.News()
        saved.isSaved = true
        var all = [claim(1, isPublic: false), claim(2), claim(3, withdrawn: true)]
        all[2].version.text = plainText
        return [
            Sample("admin-claims", AdminClaimsPage(bar: bar, campaign: hub, claims: all)),
            Sample("admin-claim-new", adminPage(hub, nil)), Sample("admin-claim-draft", adminPage(hub, all[0], saved)),
            Sample("admin-claim-published", adminPage(hub, all[1])),
            Sample(
                "admin-claim-differs",
                adminPage(hub, all[0], stated: Amounts(currency: .dollars, potentialValue: Amount(cents: 7)))
            ),
            Sample("admin-claim-no-such-kind", adminPage(hub, all[0], stated: Amounts(currency: .dollars))),
            Sample("admin-claim-withdrawn", adminPage(hub, all[2])),
        ]
    }

    private func claimProblems(_ hub: Campaign) -> [Sample] {
        let reasons: [ClaimProblem] = [
            .amount, .noAmount, .currency, .kind, .dayOfAmount, .noSource, .document, .hash, .tooManySources(limit: 20),
            .dayAhead, .noAward, .foreignRecord, .sameLine(2), .sameRecord,
        ]
        var wrong = AdminClaimPage.News()
        wrong.problems =
            reasons.map { WritingProblem("documents", .claim($0)) } + [WritingProblem("note", .empty)]
        wrong.clash = claim(versions: 2)
        wrong.clash?.version.text = plainText
        let refusals: [Claim.Refusal] = [
            .changed, .published, .draft, .withdrawn, .noSource, .unpublishedRecord(word("CONT_AWD_1")),
            .foreignRecord(word("CONT_AWD_1")), .sameSource, .dayAhead,
        ]
        let copies: [KeptCopy.Problem] = [
            .missing, .tooLong(limit: KeptCopy.lengthLimit), .kind, .otherHash(hash), .licence, .source, .note,
        ]
        var reason = AdminClaimPage.News()
        (reason.problems, reason.reason) = ([WritingProblem("reason", .tooLong(limit: 500))], word("Wrong"))
        return [
            Sample("admin-claim-wrong", adminPage(hub, claim(), wrong)),
            Sample("admin-claim-reason", adminPage(hub, claim(), reason)),
        ]
            + refusals.enumerated().map { number, refusal in
                var news = AdminClaimPage.News()
                news.refusal = refusal
                return Sample("admin-claim-refused-\(number)", adminPage(hub, claim(isPublic: false), news))
            }
            + copies.enumerated().map { number, problem in
                var news = AdminClaimPage.News()
                news.copy = (1, problem)
                return Sample("admin-claim-copy-\(number)", adminPage(hub, claim(), news))
            }
    }
}
