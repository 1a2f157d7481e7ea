import UndersignedApp
import UndersignedCore
import UndersignedWeb

/// Pages on which news of a petition stands, is written, and is stopped.
extension PageSamples {
    var news: [Sample] {
        publicNews + unsubscribing + linkChoices + shelves + writtenUpdates + question + refusedUpdates
    }

    private func update(_ number: Int, isPublic: Bool = true, isCorrected: Bool = false) -> Update {
        Update(
            number: number,
            text: UpdateText(
                number: 2,
                title: word("The council has met"),
                body: word(String(repeating: "It listened for an hour. ", count: 20))
            ),
            publishedAt: isPublic ? now : nil,
            correctedAt: isCorrected ? now + .days(1) : nil
        )
    }

    private var publicNews: [Sample] {
        let earlier = UpdatePage.Earlier(number: 1, title: word("The council"), since: now)
        func page(_ isCorrected: Bool) -> UpdatePage {
            UpdatePage(
                petition: petition,
                update: update(1, isCorrected: isCorrected),
                body: Markdown(word("It listened.")),
                earlier: isCorrected ? [earlier] : [],
                sender: word("Readers’ Union")
            )
        }
        var hub = campaignPage(partners: 2, petitions: 2)
        (hub.updates, hub.slug) = ([UpdateItem(petition: petition, update: update(1))], Slug("libraries"))
        var letter = petitionPage(.open(form()))
        letter.updates = [2, 1].map { UpdateItem(petition: petition, update: update($0)) }
        let addressed = (3...5).map { count in
            var letter = petitionPage(.open(form()))
            letter.letter.to = (1...count).map { word("Councillor \($0)") }
            return Sample("petition-to-\(count)", letter)
        }
        var replaced = page(false)
        replaced.shownAt = now
        return [
            Sample("update-replaced", replaced),
            Sample("updates", UpdatesPage(petition: petition, updates: [update(2), update(1)])),
            Sample("updates-empty", UpdatesPage(petition: petition, updates: [])),
            Sample("update", page(false)), Sample("update-corrected", page(true)),
            Sample("campaign-news", hub), Sample("petition-news", letter),
        ] + addressed
    }

    private var unsubscribing: [Sample] {
        [false, true].map { isDone in
            let page = UnsubscribePage(petition: petition, token: String(repeating: "A", count: 43), isDone: isDone)
            return Sample("unsubscribe-\(isDone)", page)
        }
    }

    private var linkChoices: [Sample] {
        let text = word("Tell me by email how this goes on.")
        let sentence = ConsentSentence(text: text, language: language.text, consent: Consent(.updates, wording: text))
        return [now, nil].enumerated().flatMap { number, since -> [Sample] in
            var signed = signedPage(.published(number: 7, index: 8, at: now), keptUntil: now)
            signed.updates = UpdateChoice(sentence: sentence, since: since)
            var manage = managePage(signed: 1)
            manage.updates = UpdateChoice(sentence: sentence, since: since)
            return [Sample("signed-updates-\(number)", signed), Sample("manage-updates-\(number)", manage)]
        }
    }

    private var shelves: [Sample] {
        guard let hub, let petition = petition(.open) else { return [] }
        let updates = [update(2, isPublic: false), update(1, isCorrected: true)]
        var sealed = petition
        if let key = Self.key { sealed.sheet.seal(to: key) }
        let shelf = UpdateWriting.Shelf(petition: sealed, updates: updates, readerCount: 0)
        let sealedPage = Sample("admin-updates-sealed", AdminUpdatesPage(bar: bar, campaign: hub, shelf: shelf))
        return [sealedPage]
            + [updates, []].map { updates in
                let shelf = UpdateWriting.Shelf(
                    petition: petition,
                    updates: updates,
                    readerCount: updates.isEmpty ? 1 : 12
                )
                return Sample("admin-updates-\(updates.count)", AdminUpdatesPage(bar: bar, campaign: hub, shelf: shelf))
            }
    }

    /// An update that asks those who signed whether an answer came.
    private var question: [Sample] {
        guard let hub else { return [] }
        let delivery = HandOver(
            target: targets[0].id,
            packetHash: [1],
            size: 12,
            position: 12,
            deliveredAt: now,
            acknowledgedAt: nil,
            answers: []
        )
        let page = AdminUpdatePage(
            bar: bar,
            campaign: hub,
            petition: addressed,
            file: nil,
            form: UpdateForm(),
            question: AnswerQuestion(about: targets[0].id, of: addressed, by: hub.sponsor, deliveries: [delivery]),
            mark: 0
        )
        return [Sample("admin-update-question", page)]
    }

    private func file(
        _ petition: Petition,
        isPublic: Bool,
        readers: Int,
        _ state: UpdateProgress.State? = nil
    ) -> UpdateWriting.File {
        let update = update(1, isPublic: isPublic)
        return UpdateWriting.File(
            petition: petition,
            update: update,
            texts: [word("Dana Quist"), nil].map {
                UpdateWriting.File.Text(text: update.text, person: $0, savedAt: now)
            },
            readerCount: readers,
            progress: state.map { state in
                UpdateProgress(
                    state: state,
                    beganAt: now,
                    sent: 12_345,
                    waiting: 7,
                    failed: 1,
                    textNumber: state == .paused ? 1 : 2,
                    isRestored: state == .paused
                )
            }
        )
    }

    private func page(
        changing change: (inout AdminUpdatePage) -> Void = { _ in },
        _ file: (Petition) -> UpdateWriting.File?
    ) -> AdminUpdatePage? {
        guard let hub, let petition = petition(.open) else { return nil }
        var page = AdminUpdatePage(
            bar: bar,
            campaign: hub,
            petition: petition,
            file: file(petition),
            form: UpdateForm(title: word("The council has met"), body: word("It listened.")),
            mark: 2,
            mailText: word("Hello,")
        )
        change(&page)
        return page
    }

    private var sensitiveUpdate: AdminUpdatePage? {
        page(changing: { $0.petition.sheet.discretion = PetitionSheet.Discretion(isSensitive: true) }) {
            file($0, isPublic: false, readers: 1)
        }
    }

    private var writtenUpdates: [Sample] {
        let states: [UpdateProgress.State] = [.running, .paused, .leaving, .done]
        let problems = [WritingProblem("title", .empty), WritingProblem("body", .tooLong(limit: 20_000))]
        var pages: [(String, AdminUpdatePage?)] = [
            ("sensitive", sensitiveUpdate),
            ("new", page { _ in nil }), ("draft", page { file($0, isPublic: false, readers: 12) }),
            ("draft-one", page { file($0, isPublic: false, readers: 1) }),
            ("draft-nobody", page { file($0, isPublic: false, readers: 0) }),
            ("public", page { file($0, isPublic: true, readers: 12) }),
            ("public-one", page { file($0, isPublic: true, readers: 1) }),
        ]
        for state in states { pages.append(("\(state)", page { file($0, isPublic: true, readers: 12, state) })) }
        pages.append(("wrong", page(changing: { $0.problems = problems }) { _ in nil }))
        let changes: [(String, (inout AdminUpdatePage) -> Void)] = [
            ("clash", { $0.clash = update(1).text }), ("saved", { $0.isSaved = true }),
            ("tested", { $0.testAddress = address }),
        ]
        for (name, change) in changes {
            pages.append((name, page(changing: change) { file($0, isPublic: false, readers: 2) }))
        }
        return pages.compactMap { name, page in page.map { Sample("admin-update-\(name)", $0) } }
    }

    private var refusedUpdates: [Sample] {
        let refusals: [Update.Refusal] = [
            .notOpen, .changed, .published, .mailed, .sending, .nobody, .tooOften(until: now), .noKey,
            .sealed,
        ]
        return refusals.enumerated().compactMap { number, refusal in
            page(changing: { $0.refusal = refusal }) { file($0, isPublic: false, readers: 2) }
                .map { Sample("admin-update-refused-\(number)", $0) }
        }
    }
}
