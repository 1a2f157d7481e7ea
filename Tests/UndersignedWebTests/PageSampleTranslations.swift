import UndersignedApp
import UndersignedCore
import UndersignedStore
import UndersignedWeb

/// Pages on which a draft is translated, waits for its day, or is shown beside others.
extension PageSamples {
    var translations: [Sample] { translationPages + scheduled + trials }

    private var translated: Petition? {
        petition(.draft).map { petition in
            var petition = petition
            petition.sheet.to = [council].compactMap(\.self)
            petition.sheet.translations = [
                "de": PetitionSheet.Translation(
                    title: word("Die Bücherei bleibt"),
                    letter: word("Bitte offen lassen."),
                    to: nil,
                    from: word("Ihr Name"),
                    basis: "another text"
                )
            ]
            return petition
        }
    }

    private var translationForm: TranslationForm {
        var form = TranslationForm()
        (form.language, form.title, form.letter) = ("en", word("Die Bücherei bleibt"), word("Bitte offen lassen."))
        (form.to, form.from) = (word("Der Rat"), word("Ihr Name"))
        return form
    }

    private func page(
        _ form: TranslationForm,
        _ language: String?,
        _ change: (inout AdminTranslationPage) -> Void = { _ in }
    ) -> AdminTranslationPage? {
        guard let hub, let translated else { return nil }
        var page = AdminTranslationPage(
            bar: bar,
            campaign: hub,
            petition: translated,
            form: form,
            language: language,
            mark: "m"
        )
        change(&page)
        return page
    }

    private var translationPages: [Sample] {
        let pages = [
            ("new", page(TranslationForm(), nil)), ("stale", page(translationForm, "de")),
            ("wrong", page(translationForm, nil) { $0.problems = [WritingProblem("language", .language)] }),
            ("clash", page(translationForm, "de") { $0.clash = translationForm }),
            ("late", page(translationForm, "de") { $0.isTooLate = true }),
            ("trial", page(translationForm, nil) { $0.isTrial = true }),
        ]
        return pages.compactMap { name, page in page.map { Sample("admin-translation-\(name)", $0) } }
    }

    /// Translated, changed since it was given to review; one of them waits for its day.
    private var scheduled: [Sample] {
        guard var petition = translated else { return [] }
        var former = petition.sheet
        former.translations = nil
        func draft(_ schedule: OpeningSchedule?) -> PetitionWriting.Draft {
            PetitionWriting.Draft(
                petition: petition,
                review: nil,
                texts: [(2, petition.sheet, word("Dana Quist"), now), (1, former, nil, now)],
                hasOthers: true,
                schedule: schedule,
                formerOffer: former
            )
        }
        let changed = page(draft(nil))
        (petition.opensAt, petition.closesAt) = (now, now)
        let waiting = page(draft(OpeningSchedule(mark: "m", accountID: 7, setAt: now)))
        return [("changed", changed), ("scheduled", waiting)].compactMap { name, page in
            page.map { Sample("admin-petition-\(name)", $0) }
        }
    }

    private var trials: [Sample] {
        let item = petition(.open).map { petition in
            PetitionItem(
                petition: PetitionReference(slug: petition.slug, title: petition.sheet.title, language: language),
                to: [],
                count: 12,
                standing: .open,
                signatories: .people
            )
        }
        return [("alike", [item].compactMap(\.self)), ("alone", [])].compactMap { name, items in
            page(nil).map { page in
                var page = page
                (page.isTrial, page.alike, page.hasSeenAlike) = (true, items, true)
                return Sample("admin-petition-\(name)", page)
            }
        }
    }
}

extension PageSamples.Sample {
    /// The module of a page on which a letter is written.
    var previewModules: [String] {
        if page is AdminTranslationPage { return [PreviewModule.path] }
        guard let page = page as? AdminPetitionPage, page.draft?.petition.state ?? .draft == .draft else { return [] }
        return [PreviewModule.path]
    }
}
