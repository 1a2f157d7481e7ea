package import UndersignedApp
import UndersignedCore

/// All that is held about a signature, for the person whose it is.
package struct OwnRecordPage: Page {
    package var petition: PetitionReference
    package var token: String
    package var data: OwnRecord
    /// What was typed, as the pages of the link show it; nil where it does not open.
    package var answers: SignatureAnswers?

    package init(petition: PetitionReference, token: String, data: OwnRecord, answers: SignatureAnswers?) {
        self.petition = petition
        self.token = token
        self.data = data
        self.answers = answers
    }

    package var template: String { "own-record" }

    package func title(in words: Words) -> String { words.text("own-record.title") }

    package func view(in words: Words) -> any Sendable {
        let display = data.display.map { state in
            let waits = isMember && state.isUncounted
            let key = "own-record.shown.\(state.isHeld ? "held" : state.extent.rawValue)"
            return words.text(waits ? "display.waiting.member" : key)
        }
        return View(
            petition: PetitionView(petition),
            token: token,
            facts: facts(words),
            answers: answers.map { AnswersView($0, words) },
            isMember: isMember,
            version: data.standing.textVersion.map { words.text("letter.version", ["number": words.number($0)]) },
            noAnswers: answers != nil ? nil : words.text(noAnswers),
            display: display,
            consents: data.consents.map { consent($0, words) },
            hasConsents: !data.consents.isEmpty,
            receivers: receivers(words) + [words.text(log)],
            hasCodes: !data.codes.isEmpty && !isMember,
            codes: data.codes.map { words.text("own-record.code.\($0.rawValue)") },
            nothingElse: words.text(isMember ? "own-record.member.codes" : "own-record.codes")
        )
    }

    private var isMember: Bool { data.petition.sheet.signatories == .members }

    /// What of the signature stands in the log: nothing before it is published.
    private var log: String {
        guard isMember else { return data.standing.position == nil ? "own-record.log.none" : "own-record.log" }
        guard data.standing.position == nil else { return "own-record.member.log" }
        let isWaiting = data.standing.state == .recorded && data.petition.state != .closed
        return isWaiting ? "own-record.member.log.waiting" : "own-record.member.log.none"
    }

    private var noAnswers: String {
        if isMember { return "own-record.member.answers" }
        if data.isClosed { return "own-record.closed" }
        return data.sealedFor.isEmpty ? "own-record.gone" : "own-record.kept"
    }

    /// The key that opens what is sealed to the petition, and what that is.
    private var custody: String {
        if data.petition.sheet.isSealed { return "own-record.sealed" }
        return answers == nil && !data.isClosed ? "own-record.custody.kept" : "own-record.custody"
    }

    private func facts(_ words: Words) -> [FactView] {
        let row = data.standing
        let isLeftOver = data.petition.state == .closed && [.held, .recorded].contains(row.state)
        let state = isLeftOver ? "uncounted" : row.state.rawValue
        var facts = [
            FactView("own-record.state", [words.text("own-record.state.\(state)")], words),
            FactView(isMember ? "own-record.member.asked" : "own-record.asked", [time(row.askedAt, words)], words),
        ]
        if let decided = row.decidedAt { facts.append(FactView("own-record.decided", [time(decided, words)], words)) }
        if let number = row.number { facts.append(FactView("own-record.number", [words.number(number)], words)) }
        let entries = [row.position, row.removedPosition].compactMap { $0 }.map { words.number(Int(clamping: $0)) }
        if !entries.isEmpty { facts.append(FactView("own-record.entries", entries, words)) }
        if let source = row.source { facts.append(FactView("own-record.source", [name(of: source)], words)) }
        if !row.mailedAt.isEmpty { facts.append(FactView("own-record.mailed", mailed(words), words)) }
        if !data.waiting.isEmpty {
            facts.append(FactView("own-record.waiting", data.waiting.map { words.minute($0.queuedAt) }, words))
        }
        if let returned = data.undeliverableAt {
            facts.append(FactView("own-record.undeliverable", [words.minute(returned)], words))
        }
        if !data.reports.isEmpty {
            facts.append(FactView("own-record.reports", [words.number(data.reports.count)], words))
        }
        if !data.decisions.isEmpty {
            facts.append(FactView("own-record.decisions", data.decisions.map { words.minute($0.decidedAt) }, words))
        }
        return facts
    }

    /// A confirmed signature of a petition that publishes daily says no minute.
    private func time(_ moment: Moment, _ words: Words) -> String {
        data.petition.sheet.publication == .daily ? words.day(moment) : words.minute(moment)
    }

    private func mailed(_ words: Words) -> [String] {
        data.standing.mailedAt.map { data.petition.sheet.isSealed ? words.day($0) : words.minute($0) }
    }

    private func consent(_ agreed: OwnRecord.Agreed, _ words: Words) -> ConsentView {
        ConsentView(
            sentence: agreed.sentence ?? words.text("own-record.sentence-gone"),
            given: words.text("own-record.given", ["time": time(agreed.givenAt, words)])
        )
    }

    /// Whose keys open the contact data, and what lies ready for partners.
    private func receivers(_ words: Words) -> [String] {
        let sealed = data.sealedFor.filter { $0 == "custody" }.map { _ in words.text(custody) }
        let partners = data.handed.map { handed in
            let key = handed.isWithdrawn ? "own-record.taken-back" : "own-record.ready"
            guard case .partner(let id) = handed.recipient else { return words.text(key, ["name": ""]) }
            return words.text(key, ["name": name(of: id)])
        }
        return sealed + partners
    }

    /// A partner by its name, where the petition still names it.
    private func name(of id: String) -> String {
        data.petition.sheet.partners.first { $0.id.text == id }?.name ?? id
    }

    private struct View: Sendable {
        let petition: PetitionView
        let token: String
        let facts: [FactView]
        let answers: AnswersView?
        let isMember: Bool
        let version: String?
        let noAnswers: String?
        let display: String?
        let consents: [ConsentView]
        let hasConsents: Bool
        let receivers: [String]
        let hasCodes: Bool
        let codes: [String]
        let nothingElse: String
    }

    private struct FactView: Sendable {
        let label: String
        let texts: [String]

        init(_ key: String, _ texts: [String], _ words: Words) {
            label = words.text(key)
            self.texts = texts
        }
    }

    private struct ConsentView: Sendable {
        let sentence: String
        let given: String
    }
}
