import UndersignedApp
import UndersignedCore

extension TextAmendment.Refusal {
    /// What is wrong, and what to do.
    var words: String {
        switch self {
        case .unknown: "there is no such petition; see undersigned petition list"
        case .draft: "it is a draft: write it down again with petition new or campaign import"
        case .petition(.closed): "it is closed; the text of a closed petition never changes"
        case .petition(.notOpenYet): "it is not open yet; its text can be changed once it is"
        case .petition(.membersOnly): "members sign it, and their tokens bind to its first text"
        case .changes(let refusal): refusal.words
        case .reason: "--reason: write 1 to \(TextAmendment.reasonLimit) characters of plain text"
        case .waiting(let count):
            """
            \(count) signatures to the text as it is wait for the daily publication, which takes at least \
            \(LogBatch.dailyMinimum) at once. They enter the log before the text may change: try again right after \
            the next publication.
            """
        case .clockInDoubt: "the clock of this machine is in doubt; see undersigned doctor"
        case .changedMeanwhile(let current): "it was changed in the meantime and has version \(current) now; look again"
        case .failed: "its log can't be written now; see undersigned doctor"
        }
    }

    /// 75 where trying again later helps.
    var exitCode: Int32 {
        switch self {
        case .waiting, .clockInDoubt: 75
        default: 1
        }
    }
}

extension PetitionAmendment.Refusal {
    /// What is wrong, and what to do.
    var words: String {
        switch self {
        case .nothingChanged: "nothing would change"
        case .empty(let part): "the part ‘\(part.rawValue)’ would be empty"
        case .tooLong(let limit): "the letter must have \(limit) bytes or less"
        case .staleTranslations(let languages):
            """
            the translations into \(languages.joined(separator: ", ")) are of the old text: give each again with \
            --translation LANGUAGE=FILE.md, or give it up with --drop-translation LANGUAGE
            """
        case .translation(let language):
            "‘\(language)’ is no language of a translation here; write one like de or pt-BR"
        case .addressees(let language): "the translation ‘\(language)’ must name as many addressees as the binding text"
        case .milestoneStands(let count):
            "the goal of \(count) stands; if it was published by mistake, add --correct-goals and say so in --reason"
        case .milestoneTooEarly(let count):
            "the goal of \(count) can be set once the last goal before it is reached"
        case .milestoneCount(let count): "a new goal must be above the count, and given once: \(count) is not"
        }
    }
}
