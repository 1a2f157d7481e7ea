import UndersignedApp
import UndersignedCore

/// What can still be done with an update: try it out, publish it, send it.
struct UpdateSendingView: Sendable {
    /// How many people it would reach, or why it reaches nobody by email.
    let readers: String
    /// Whether a test mail can be made; of a sealed petition none can.
    let canTry: Bool
    /// Nil where it was mailed, or nobody asked for it.
    let sendLabel: String?
    let isDraft: Bool

    init(_ file: UpdateWriting.File, _ words: Words) {
        canTry = !file.petition.sheet.isSealed
        readers =
            canTry
            ? words.plural("admin.updates.readers", file.readerCount) : words.text("admin.updates.sealed")
        isDraft = file.update.publishedAt == nil
        let key = isDraft ? "admin.update.publish-and-send" : "admin.update.send"
        let maySend = file.progress == nil && file.readerCount > 0
        sendLabel = maySend ? words.plural(key, file.readerCount) : nil
    }
}

/// How far the mails have come.
struct UpdateProgressView: Sendable {
    let progressState: String
    let rows: [Row]
    let canPause: Bool
    let canResume: Bool
    /// A text that is not the one that stands is being sent, or was.
    let isOfEarlierText: Bool
    let isRestored: Bool

    struct Row: Sendable {
        let progressLabel: String
        let number: String
    }

    /// Nil where no mail was sent.
    ///
    /// - Parameters:
    ///   - file: The update.
    ///   - isSettled: Whether the text that stands is the one that the page shows: only that one can be sent.
    ///   - words: Of the page.
    init?(_ file: UpdateWriting.File, isSettled: Bool, _ words: Words) {
        guard let progress = file.progress else { return nil }
        let state =
            switch progress.state {
            case .running: "running"
            case .paused: "paused"
            case .leaving: "leaving"
            case .done: "done"
            }
        progressState = words.text("admin.update.progress.\(state)", ["time": words.minute(progress.beganAt)])
        let numbers = [("sent", progress.sent), ("waiting", progress.waiting), ("failed", progress.failed)]
        rows = numbers.map { name, number in
            Row(progressLabel: words.text("admin.update.progress.\(name)"), number: words.number(number))
        }
        canPause = progress.state == .running || progress.state == .leaving
        canResume = progress.state == .paused && isSettled
        isOfEarlierText = progress.textNumber != file.update.text.number && progress.state != .done
        isRestored = progress.isRestored && progress.state == .paused
    }
}
