package import UndersignedApp
package import UndersignedCore

/// The private page of somebody a petition was handed over to: what it was, how to check it, a receipt and an answer.
package struct DeliveryPage: Page {
    package var token: String
    package var delivery: DeliveryReceipts.View
    /// What was typed and could not be taken; empty at first.
    package var typed: [AnswerDraft.Field: String]
    package var problems: [AnswerDraft.Field: PlainText.Problem]
    /// No more answers are taken.
    package var isFull: Bool

    package init(
        token: String,
        delivery: DeliveryReceipts.View,
        typed: [AnswerDraft.Field: String] = [:],
        problems: [AnswerDraft.Field: PlainText.Problem] = [:],
        isFull: Bool = false
    ) {
        self.token = token
        self.delivery = delivery
        self.typed = typed
        self.problems = problems
        self.isFull = isFull
    }

    package var template: String { "delivery" }

    package func title(in words: Words) -> String {
        words.text("delivery.page-title", ["title": delivery.petition.sheet.title])
    }

    package func view(in words: Words) -> any Sendable {
        let packet = delivery.packet
        let size = words.number(Int(clamping: packet.log.size))
        let lead = ["name": packet.recipient.line, "time": words.minute(delivery.deliveredAt)]
        return View(
            petition: PetitionView(PetitionReference(delivery.petition)),
            action: "/deliveries/\(token)",
            lead: words.text("delivery.lead", lead),
            count: words.plural("delivery.count", packet.count, ["size": size]),
            hasClasses: packet.count + packet.removed > 0,
            classes: Self.classes(packet, words),
            document: "/petitions/\(delivery.petition.slug)/documents/\(Hexadecimal.encode(delivery.hash))",
            acknowledged: delivery.acknowledgedAt.map {
                words.text("delivery.receipt.done", ["time": words.minute($0)])
            },
            hasAnswers: !delivery.answers.isEmpty,
            answers: delivery.answers.map { AnswerView($0, words) },
            isFull: isFull,
            text: field(
                .text,
                hint: words.text("delivery.answer.hint", ["limit": words.number(AnswerDraft.textLimit)]),
                words
            ),
            name: field(.name, words),
            role: field(.role, words),
            command: "undersigned verify \(packet.address) --key '\(packet.log.vkey)'",
            checkpoint: delivery.checkpoint
        )
    }

    private func field(_ field: AnswerDraft.Field, hint: String? = nil, _ words: Words) -> FormField {
        let error = problems[field].map { Self.sentence(for: $0, words) }
        let name = field.rawValue
        let describers = (hint == nil ? [] : ["\(name)-hint"]) + (error == nil ? [] : ["\(name)-error"])
        return FormField(
            fieldID: name,
            value: typed[field] ?? "",
            hint: hint,
            errorID: "\(name)-error",
            error: error,
            describedBy: describers.isEmpty ? nil : describers.joined(separator: " ")
        )
    }

    private static func sentence(for problem: PlainText.Problem, _ words: Words) -> String {
        switch problem {
        case .empty: words.text("delivery.error.empty")
        case .tooLong(let limit): words.text("delivery.error.too-long", ["limit": words.number(limit)])
        case .control, .bidi, .character, .marks: words.text("delivery.error.characters")
        }
    }

    private static func classes(_ packet: DeliveryPacket, _ words: Words) -> [ClassView] {
        [
            ("how.class.people", packet.classes.mail), ("how.class.organisations", packet.classes.org),
            ("how.class.members", packet.classes.member), ("how.class.paper", packet.classes.paper),
            ("how.class.removed", packet.removed),
        ].filter { $0.1 > 0 }.map { ClassView(label: words.text($0.0), number: words.number($0.1)) }
    }

    private struct View: Sendable {
        let petition: PetitionView
        let action: String
        let lead: String
        let count: String
        let hasClasses: Bool
        let classes: [ClassView]
        let document: String
        let acknowledged: String?
        let hasAnswers: Bool
        let answers: [AnswerView]
        let isFull: Bool
        let text: FormField
        let name: FormField
        let role: FormField
        let command: String
        let checkpoint: String
    }

    private struct ClassView: Sendable {
        let label: String
        let number: String
    }

    private struct AnswerView: Sendable {
        let time: String
        let datetime: String
        let who: String?
        let paragraphs: [String]

        init(_ answer: DeliveryReceipts.Answer, _ words: Words) {
            time = words.text("delivery.answers.time", ["time": words.minute(answer.writtenAt)])
            datetime = CalendarDate(answer.writtenAt).minuteText
            who = answer.who.isEmpty ? nil : answer.who.joined(separator: ", ")
            paragraphs = answer.text.split(separator: "\n").map(String.init)
        }
    }
}
