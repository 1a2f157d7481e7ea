import UndersignedApp
import UndersignedCore

/// What is held about one signature, as the file a person takes along (docs/formats/own-record.md).
struct OwnRecordFile: Encodable {
    struct Answers: Encodable {
        let name: String
        let email: String
        let organisation: String?
        let role: String?
        let place: String?
        let country: String?
        let comment: String?
        let shown: Bool
        let updates: Bool
        let partners: [String]
        let language: String
        /// Hexadecimal: with it the statement gives the entry of the log.
        let salt: String
    }

    struct Display: Encodable {
        let shown: String
        let comment: String?
        let held: Bool
        let reason: String?
    }

    struct Agreed: Encodable {
        let recipient: String
        let sentence: String?
        let sentence_sha256: String
        let text_version: Int
        let given_at: String
    }

    struct Handed: Encodable {
        let recipient: String
        let number: Int64
        let taken_back: Bool
    }

    struct Waiting: Encodable {
        let kind: String
        let queued_at: String
    }

    struct Decision: Encodable {
        let act: String
        let reason: String?
        let decided_at: String
    }

    let petition: String
    let title: String
    let state: String
    let asked_at: String
    let decided_at: String?
    let number: Int?
    let index: UInt64?
    let removed_index: UInt64?
    let removal: String?
    let text_version: Int?
    let log: Int
    let source: String?
    let mailed_at: [String]
    let answers: Answers?
    let answers_need_first_link: Bool
    let display: Display?
    let consents: [Agreed]
    let handed_over: [Handed]
    let sealed_for: [String]
    let waiting_mails: [Waiting]
    let undeliverable_at: String?
    let reports: [String]
    let decisions: [Decision]

    init(_ data: OwnRecord) {
        let row = data.standing
        petition = data.petition.slug.text
        title = data.petition.sheet.title
        state = row.state.rawValue
        asked_at = row.askedAt.timeText
        decided_at = row.decidedAt.map(\.timeText)
        (number, index, removed_index) = (row.number, row.position, row.removedPosition)
        removal = row.removal?.text
        text_version = row.textVersion
        log = row.logNumber
        source = row.source
        mailed_at = row.mailedAt.map { data.petition.sheet.isSealed ? CalendarDate($0).dayText : $0.timeText }
        answers = data.answers.map(Answers.init)
        answers_need_first_link = data.isClosed
        display = data.display.map(Display.init)
        consents = data.consents.map(Agreed.init)
        handed_over = data.handed.map {
            Handed(recipient: $0.recipient.text, number: $0.number, taken_back: $0.isWithdrawn)
        }
        sealed_for = data.sealedFor
        waiting_mails = data.waiting.map { Waiting(kind: $0.kind, queued_at: $0.queuedAt.timeText) }
        undeliverable_at = data.undeliverableAt.map(\.timeText)
        reports = data.reports
        decisions = data.decisions.map {
            Decision(act: $0.act, reason: $0.reason, decided_at: $0.decidedAt.timeText)
        }
    }
}

extension OwnRecordFile.Answers {
    init(_ box: SignatureBox) {
        self.init(
            name: box.name,
            email: box.address,
            organisation: box.organisation?.name,
            role: box.organisation?.role,
            place: box.place,
            country: box.country?.code,
            comment: box.comment,
            shown: box.isShown,
            updates: box.wantsUpdates,
            partners: box.partners,
            language: box.language,
            salt: Hexadecimal.encode(box.salt)
        )
    }
}

extension OwnRecordFile.Display {
    init(_ state: OwnDisplay.State) {
        self.init(
            shown: state.extent.rawValue,
            comment: state.comment,
            held: state.isHeld,
            reason: state.reason?.rawValue
        )
    }
}

extension OwnRecordFile.Agreed {
    init(_ agreed: OwnRecord.Agreed) {
        self.init(
            recipient: agreed.consent.recipient.text,
            sentence: agreed.sentence,
            sentence_sha256: Hexadecimal.encode(agreed.consent.wordingHash),
            text_version: agreed.textVersion,
            given_at: agreed.givenAt.timeText
        )
    }
}

extension Moment {
    /// RFC 3339 in UTC, to the second.
    fileprivate var timeText: String { CalendarDate(self).secondText }
}
