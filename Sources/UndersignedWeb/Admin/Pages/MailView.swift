import UndersignedApp
import UndersignedCore

/// The mail queue and what did not arrive, as the template reads it.
struct MailView: Sendable {
    let mailAsOf: String?
    let lines: [Line]

    struct Line: Sendable {
        let lineName: String
        let lineCount: String
    }

    init(_ figures: PetitionFigures, _ words: Words) {
        let mail = figures.mail
        mailAsOf = figures.waitingReadAt.map { words.text("admin.figures.same-since", ["time": words.minute($0)]) }
        let numbers: [(String, Int)] = [
            ("fresh", mail.fresh), ("hour", mail.hour), ("late", mail.late), ("again", mail.again),
            ("oldest", Int(mail.oldest.seconds / 60)), ("refused", mail.refused), ("gave-up", mail.gaveUp),
            ("returned", mail.returned), ("held", figures.held),
        ]
        lines = numbers.map { name, number in
            Line(
                lineName: words.text("admin.mail.\(name)"),
                lineCount: name == "oldest"
                    ? words.plural("admin.mail.minutes", number) : words.number(number)
            )
        }
    }
}
