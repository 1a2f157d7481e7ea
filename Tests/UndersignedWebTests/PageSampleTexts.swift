import UndersignedCore
import UndersignedWeb

extension PageSamples {
    func textsPage(isDaily: Bool = false) -> TextsPage {
        let versions = [(1, 12_000, 40), (2, 386, 1), (3, 0, 0)].map { number, added, removed in
            TextVersion(
                version: number,
                hash: [],
                position: UInt64(number),
                added: added,
                removed: removed,
                since: now
            )
        }
        return TextsPage(
            petition: petition,
            versions: versions.map { version in
                TextsPage.Version(version, reason: version.version == 1 ? nil : word("The council moved the day."))
            },
            isDaily: isDaily,
            count: CountItem(count: 12_345, asOf: now)
        )
    }

    func textPage(version: Int) -> TextPage {
        let languages = ["en", "ar"].compactMap { LanguageTag($0) }
        return TextPage(
            petition: petition,
            version: version,
            since: now,
            isDaily: version == 1,
            currentVersion: 2,
            reason: version == 1 ? nil : word("The council moved the day."),
            documentHash: String(repeating: "0123456789abcdef", count: 4),
            texts: languages.map { language in
                TextPage.Text(
                    language: language,
                    isBinding: language == .english,
                    title: word("Keep the public library open"),
                    to: [word("The city council of Ystad"), word("The mayor")],
                    from: word("your name"),
                    body: Markdown(word("It is warm, it is free."), topHeading: 4)
                )
            },
            change: version == 1 ? nil : TextPage.Change(from: 1, sections: sections)
        )
    }

    private var sections: [PetitionDifference.Section] {
        let pieces: [TextDifference.Piece] = [
            .init(.kept, word("Keep the library ")), .init(.removed, word("open")), .init(.added, word("warm")),
        ]
        return PetitionDifference.Part.allCases.enumerated().map { number, part in
            PetitionDifference.Section(
                part: part,
                language: number % 2 == 0 ? "en" : "ar",
                difference: TextDifference(pieces: pieces)
            )
        }
    }

    private var sensitive: PetitionReference {
        var reference = petition
        (reference.isSensitive, reference.exit) = (true, "https://weather.example.org/")
        return reference
    }

    var sensitivePage: PetitionPage {
        var page = petitionPage(.open(form()))
        page.petition = sensitive
        return page
    }

    var workAddressPage: WorkAddressPage {
        WorkAddressPage(
            petition: sensitive,
            domain: "corp.example",
            kept: FailurePage.KeptForm(
                action: "/petitions/save-the-library/signatures",
                fields: [.init(name: "name", value: "Amina"), .init(name: "work", value: "")]
            )
        )
    }

    var managePageWithConsents: ManagePage {
        var page = ManagePage(petition: petition, token: token, reason: .keptForConsents, canWithdraw: true)
        page.consents = partners(2)
        return page
    }

    func managePage(signed: Int) -> ManagePage {
        ManagePage(
            petition: petition,
            token: token,
            canWithdraw: true,
            change: TextChange(signed: signed, current: 2)
        )
    }
}
