package import UndersignedApp
import UndersignedCore
package import UndersignedEvidence

/// Files of contract records: brought, published, taken back.
package struct AdminEvidencePage: Page {
    /// What became of a file that was brought just now.
    package enum Outcome: Sendable {
        case imported(ImportReport)
        /// With what is wrong and what to do.
        case refused(String)
        case noFile
        /// A file is gone.
        case removed
    }

    package var bar: AdminBar
    package var files: [EvidenceFiles.Item]
    /// The file that this page stands behind; nil on the first page.
    package var before: Int64?
    /// The file behind which others follow.
    package var older: Int64?
    package var outcome: Outcome?

    package init(
        bar: AdminBar,
        files: [EvidenceFiles.Item],
        before: Int64? = nil,
        older: Int64? = nil,
        outcome: Outcome? = nil
    ) {
        (self.bar, self.files) = (bar, files)
        (self.before, self.older, self.outcome) = (before, older, outcome)
    }

    package static let perPage = 25

    /// In mebibytes: a larger file is for the command, which holds nobody up.
    package static let uploadMebibytes = 8

    package var template: String { "admin-evidence" }
    package var isForOrganisers: Bool { true }

    package func title(in words: Words) -> String { words.text("admin.evidence") }

    package func view(in words: Words) -> any Sendable {
        View(
            bar: bar,
            token: bar.token,
            hint: words.text("admin.evidence.file.hint", ["size": words.number(Self.uploadMebibytes)]),
            problem: problem(words),
            news: imported.map { counts($0.rows, $0.tally, words) },
            bad: imported?.refusedRows.map { BadRow(line: words.number($0.line), reason: $0.reason) } ?? [],
            isRemoved: isRemoved,
            notes: imported?.notes ?? [],
            files: files.map { FileView($0, bar.token, before, words) },
            older: older
        )
    }

    private var imported: ImportReport? {
        if case .imported(let report) = outcome { report } else { nil }
    }

    private var isRemoved: Bool {
        if case .removed = outcome { true } else { false }
    }

    private func problem(_ words: Words) -> String? {
        switch outcome {
        case .refused(let reason): reason
        case .noFile: words.text("admin.evidence.file.none")
        case .imported, .removed, nil: nil
        }
    }

    private func counts(_ rows: Int, _ tally: RecordTally, _ words: Words) -> String {
        Self.counts(rows, tally.importedCount, tally.repeatCount, tally.refusedCount, words)
    }

    static func counts(_ file: EvidenceFiles.Item, _ words: Words) -> String {
        let found = file.counts
        return counts(found.rows, found.imported, found.repeats, found.refused, words)
    }

    private static func counts(_ rows: Int, _ imported: Int, _ repeats: Int, _ refused: Int, _ words: Words) -> String {
        // Nothing to count.
        guard rows > 0 else { return words.text("admin.evidence.rowless") }
        return words.text(
            "admin.evidence.counts",
            [
                "rows": words.number(rows), "imported": words.number(imported), "repeats": words.number(repeats),
                "refused": words.number(refused),
            ]
        )
    }

    private struct View: Sendable {
        let bar: AdminBar
        let token: String
        let hint: String
        let problem: String?
        let news: String?
        let bad: [BadRow]
        let isRemoved: Bool
        let notes: [String]
        let files: [FileView]
        let older: Int64?
    }

    private struct BadRow: Sendable {
        let line: String
        let reason: String
    }

    private struct FileView: Sendable {
        let action: String
        let formToken: String
        /// The page it is on.
        let before: Int64?
        let fileName: String
        let kind: String
        let day: String
        let state: String
        let counts: String
        let isPublished: Bool
        /// How far it is on its way.
        let progress: String?
        /// Where it is removed, once it is published nowhere.
        let removal: String?

        init(_ file: EvidenceFiles.Item, _ token: String, _ before: Int64?, _ words: Words) {
            action = "/admin/evidence/files/\(file.id)"
            (formToken, self.before) = (token, before)
            fileName = file.name
            kind = words.text("evidence.file.\(file.kind.rawValue)")
            day = words.text("admin.evidence.day", ["day": words.day(file.importedAt)])
            state = words.text(Self.state(file))
            counts = AdminEvidencePage.counts(file, words)
            isPublished = file.isPublished
            progress = file.progress.map { words.text("admin.evidence.progress", $0.numbers(words)) }
            removal = file.isPublished || file.progress != nil ? nil : action + "/removal"
        }

        private static func state(_ file: EvidenceFiles.Item) -> String {
            switch (file.isPublished, file.progress) {
            case (true, nil): "admin.evidence.published"
            case (true, _): "admin.evidence.publishing"
            case (false, nil): "admin.evidence.unpublished"
            case (false, _): "admin.evidence.withdrawing"
            }
        }
    }
}
