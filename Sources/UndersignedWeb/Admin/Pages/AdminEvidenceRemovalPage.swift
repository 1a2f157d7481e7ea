package import UndersignedApp
import UndersignedCore
import UndersignedEvidence

/// Asks once more before a file of contract records goes, or says why it does not.
package struct AdminEvidenceRemovalPage: Page {
    package var bar: AdminBar
    package var file: EvidenceFiles.Item
    package var refusal: EvidenceFiles.RemovalRefusal?

    package init(bar: AdminBar, file: EvidenceFiles.Item, refusal: EvidenceFiles.RemovalRefusal? = nil) {
        (self.bar, self.file, self.refusal) = (bar, file, refusal)
    }

    package var template: String { "admin-evidence-removal" }
    package var isForOrganisers: Bool { true }

    package func title(in words: Words) -> String { words.text("admin.evidence.removal") }

    package func view(in words: Words) -> any Sendable {
        let claims = claims
        return View(
            bar: bar,
            token: bar.token,
            action: "/admin/evidence/files/\(file.id)/removal",
            fileName: file.name,
            kind: words.text("evidence.file.\(file.kind.rawValue)"),
            day: words.text("admin.evidence.day", ["day": words.day(file.importedAt)]),
            counts: AdminEvidencePage.counts(file, words),
            problem: problem(words),
            hasClaims: !claims.isEmpty,
            claims: claims.prefix(Self.mostClaims).map { claim in
                ClaimView(
                    address: "/admin/campaigns/\(claim.campaign)/claims/\(claim.number)",
                    sentence: claim.sentence
                )
            }
        )
    }

    /// What a page can hold; more are told once these are settled.
    private static let mostClaims = 50

    private var claims: [EvidenceFiles.CitingClaim] {
        if case .cited(let claims) = refusal { claims } else { [] }
    }

    private func problem(_ words: Words) -> String? {
        switch refusal {
        case .published: words.text("admin.evidence.removal.published")
        case .cited: words.text("admin.evidence.removal.cited")
        case nil: nil
        }
    }

    private struct View: Sendable {
        let bar: AdminBar
        let token: String
        let action: String
        let fileName: String
        let kind: String
        let day: String
        let counts: String
        let problem: String?
        let hasClaims: Bool
        let claims: [ClaimView]
    }

    private struct ClaimView: Sendable {
        let address: String
        let sentence: String
    }
}
